import { observer } from 'mobx-react-lite';
import type { Distribution } from '../../core/data/histogram';
import type { ColumnPreview } from '../../core/data/preview';
import type { ColumnSpec } from '../../core/data/schema';
import { useApp } from '../app/appStore';
import { formatCount, formatInteger, formatShort } from '../format';
import { dateRange } from './dateRange';
import { endText, fittedFigures } from './fittedFigures';
import { Histogram } from './Histogram';
import classes from './preparation.module.css';
import { useColumnPreview } from './useColumnPreview';

/** A column before and after, as the engine measures it on the training rows. */
export const ColumnPreviewView = observer(function ColumnPreviewView({ column }: { column: ColumnSpec }) {
  const { data } = useApp();
  const { value, problem, waiting } = useColumnPreview(column.name);
  if (!data.summary) return <p className={classes.note}>The preview appears once the data is there.</p>;
  if (problem && !waiting) {
    return (
      <p className={classes.problem} role="alert">
        {problem.message} {problem.hint}
      </p>
    );
  }
  if (!value || value.column !== column.name) return <p className={classes.note}>Measuring…</p>;
  return (
    <div className={classes.preview} data-waiting={waiting} data-testid="column-preview">
      <Shapes preview={value} column={column} />
      <Figures preview={value} column={column} />
      <Examples preview={value} />
    </div>
  );
});

const chartWidth = 176;
const chartHeight = 44;
/** Of the numbers a cell becomes, this many are drawn. */
const mostDrawn = 6;

function Shapes({ preview, column }: { preview: ColumnPreview; column: ColumnSpec }) {
  const shown = preview.after.slice(0, mostDrawn);
  const more = preview.after.length - shown.length;
  const small = shown.length > 2;
  return (
    <div className={classes.shapes}>
      <div>
        <h4>Before</h4>
        <Shape distribution={preview.before} column={column} color="var(--muted)" label="Before" />
      </div>
      <div>
        <h4>
          After{preview.after.length > 1 && `: ${formatCount(preview.after.length, 'number')} for each row`}
        </h4>
        <div className={classes.after} data-many={small}>
          {shown.map(({ name, distribution }, index) => (
            <div key={name ?? index}>
              {name !== null && (
                <span className={classes.partName} title={name}>
                  {name}
                </span>
              )}
              <Shape
                distribution={distribution}
                color="var(--accent)"
                label={name ?? 'After'}
                small={small}
              />
            </div>
          ))}
        </div>
        {more > 0 && <p className={classes.note}>and {formatInteger(more)} more</p>}
      </div>
    </div>
  );
}

interface ShapeProps {
  distribution: Distribution;
  /** Given where the values are those of the file. */
  column?: ColumnSpec;
  color: string;
  label: string;
  small?: boolean;
}

function Shape({ distribution: { min, max, counts }, column, color, label, small = false }: ShapeProps) {
  const isDate = column?.type === 'date' && !Number.isNaN(min);
  const [first, last] = isDate ? dateRange(min, max) : [endText(min, column), endText(max, column)];
  const ends = Number.isNaN(min) ? 'no values' : `${first} to ${last}`;
  return (
    <div>
      <Histogram
        counts={counts}
        width={small ? (chartWidth - 8) / 2 : chartWidth}
        height={small ? 20 : chartHeight}
        color={color}
        label={`${label}: ${ends}`}
      />
      {!small && (
        <div className={classes.ends}>
          <span>{Number.isNaN(min) ? 'no values' : first}</span>
          <span>{Number.isNaN(max) ? '' : last}</span>
        </div>
      )}
    </div>
  );
}

function Figures({ preview, column }: { preview: ColumnPreview; column: ColumnSpec }) {
  const { missing, unreadable, dropped, fitted } = preview;
  const measured = fittedFigures(fitted, column);
  const rows: [string, string, string][] = [
    ...measured,
    ['Missing', formatCount(missing, 'cell'), 'Cells that are empty or hold a word for nothing.'],
  ];
  if (unreadable > 0)
    rows.push([
      'Unreadable',
      formatCount(unreadable, 'cell'),
      'Cells that do not fit the type of the column.',
    ]);
  rows.push(['Rows left out', formatInteger(dropped), 'Rows that cannot be used because of this column.']);
  return (
    <>
      <dl className={classes.figures}>
        {rows.map(([name, value, meaning]) => (
          <div key={name} title={meaning}>
            <dt>{name}</dt>
            <dd data-testid={name === 'Rows left out' ? 'preview-dropped' : undefined}>{value}</dd>
          </div>
        ))}
      </dl>
      {measured.length > 0 && (
        <p className={classes.note}>Measured on the training rows; held-out rows may lie beyond.</p>
      )}
    </>
  );
}

const mostExamples = 7;

function Examples({ preview: { examples } }: { preview: ColumnPreview }) {
  return (
    <table className={classes.examples}>
      <thead>
        <tr>
          <th scope="col">cell</th>
          <th scope="col">becomes</th>
        </tr>
      </thead>
      <tbody>
        {examples.slice(0, mostExamples).map(({ cell, encoded }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: examples have nothing else
          <tr key={index}>
            <td>{cell === '' ? <i>missing</i> : cell}</td>
            <td>{encodedText(encoded)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const mostNumbers = 8;

function encodedText(encoded: readonly number[]): string {
  if (encoded.length === 0 || encoded.some(Number.isNaN)) return 'the row is left out';
  const shown = encoded.slice(0, mostNumbers).map((value) => formatShort(value));
  return shown.join(', ') + (encoded.length > mostNumbers ? ', …' : '');
}
