import { Modal } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { ColumnSpec, DatasetSpec } from '../../core/data/schema';
import type { DataSummary } from '../../core/protocol';
import { useApp } from '../app/appStore';
import { formatBytes, formatCount } from '../format';
import { ImportColumns } from './ImportColumns';
import { choicesProblem } from './importChoices';
import classes from './importDialog.module.css';
import { RaggedRows } from './RaggedRows';
import { suggestNetwork } from './suggestNetwork';

/** What a file holds and what to make of it, before it becomes the document's data. */
export const ImportDialog = observer(function ImportDialog() {
  const { data } = useApp();
  const { pending } = data;
  return (
    <Modal
      opened={pending !== null}
      onClose={data.cancelImport}
      size={920}
      title={pending ? `Import ${pending.summary.fileName}` : ''}
      classNames={{ title: classes.title, body: classes.body }}
    >
      {pending && (
        <ImportForm key={pending.summary.dataId} summary={pending.summary} initial={pending.choices} />
      )}
    </Modal>
  );
});

const delimiterNames: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

interface ImportFormProps {
  summary: DataSummary;
  initial: DatasetSpec;
}

const ImportForm = observer(function ImportForm({ summary, initial }: ImportFormProps) {
  const { data, document, ui } = useApp();
  const [choices, setChoices] = useState(initial);
  const problem = choicesProblem(choices, summary.columns);
  const offersNetwork = document.isEmpty;
  const setColumn = (index: number, column: ColumnSpec) => {
    setChoices({ ...choices, columns: choices.columns.with(index, column) });
  };
  const apply = (draw: boolean) => {
    data.apply(choices, draw ? suggestNetwork(choices) : undefined);
    ui.setStartScreen(false);
    ui.showLeft('data');
    if (draw) requestAnimationFrame(() => ui.canvas?.fit());
  };
  return (
    <div className={classes.form} data-testid="import-dialog">
      <p className={classes.facts}>
        {formatCount(summary.rowCount, 'row')} · {formatCount(summary.columns.length, 'column')} ·{' '}
        {delimiterNames[summary.delimiter] ?? `"${summary.delimiter}"`} separated ·{' '}
        {formatBytes(summary.bytes)}
      </p>
      <RaggedRows summary={summary} />
      <Preview summary={summary} choices={choices} />
      <ImportColumns summary={summary} choices={choices} onChange={setColumn} />
      <footer className={classes.footer}>
        <p className={classes.problem} role="status" data-testid="import-problem">
          {problem}
        </p>
        <button
          type="button"
          className={classes.plain}
          data-testid="import-cancel"
          onClick={data.cancelImport}
        >
          Cancel
        </button>
        <button
          type="button"
          className={offersNetwork ? classes.plain : classes.primary}
          data-testid="import-apply"
          onClick={() => apply(false)}
        >
          Use this data
        </button>
        {offersNetwork && (
          <button
            type="button"
            className={classes.primary}
            data-testid="import-draw"
            disabled={problem !== null}
            onClick={() => apply(true)}
          >
            Use it and draw a fitting network
          </button>
        )}
      </footer>
    </div>
  );
});

/** The first rows as they stand in the file. */
function Preview({ summary, choices }: { summary: DataSummary; choices: DatasetSpec }) {
  return (
    <div className={classes.preview}>
      <table className={classes.table}>
        <thead>
          <tr>
            {choices.columns.map(({ name, role }) => (
              <th key={name} data-role={role} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {summary.preview.slice(0, 6).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else, and stay where they are
            <tr key={index}>
              {choices.columns.map(({ name, type, role }, column) => (
                <td key={name} data-type={type} data-role={role}>
                  {row[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
