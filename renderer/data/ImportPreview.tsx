import type { DatasetSpec } from '../../core/data/schema';
import type { DataSummary } from '../../core/protocol';
import { formatCount } from '../format';
import classes from './importDialog.module.css';

const mostRows = 6;
const mostColumns = 40;

/** The first rows as they stand in the file. */
export function ImportPreview({ summary, choices }: { summary: DataSummary; choices: DatasetSpec }) {
  const columns = choices.columns.slice(0, mostColumns);
  const more = choices.columns.length - columns.length;
  return (
    <div className={classes.preview} data-testid="import-preview">
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map(({ name, role }) => (
              <th key={name} data-role={role} scope="col">
                {name}
              </th>
            ))}
            {more > 0 && <th scope="col">{formatCount(more, 'more column')}</th>}
          </tr>
        </thead>
        <tbody>
          {summary.preview.slice(0, mostRows).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else, and stay where they are
            <tr key={index}>
              {columns.map(({ name, type, role }, column) => (
                <td key={name} data-type={type} data-role={role} data-missing={row[column] === ''}>
                  {row[column] === '' ? 'missing' : row[column]}
                </td>
              ))}
              {more > 0 && <td>…</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
