import { Modal } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import type { ColumnSpec, ColumnType, DatasetSpec } from '../../core/data/schema';
import type { DataSource } from '../../core/data/source';
import { useApp } from '../app/appStore';
import { formatBytes, formatCount } from '../format';
import type { PendingImport } from './dataStore';
import { ImageOffer } from './ImageOffer';
import { ImportColumns } from './ImportColumns';
import { ImportPreview } from './ImportPreview';
import { ProgressLine } from './ImportProgress';
import { choicesProblem, withType } from './importChoices';
import classes from './importDialog.module.css';
import { LikelyMissing } from './LikelyMissing';
import { Misfits } from './Misfits';
import { ReadOptions } from './ReadOptions';
import { suggestNetwork } from './suggestNetwork';

/** What a file holds and what to make of it, before it becomes the document's data. */
export const ImportDialog = observer(function ImportDialog() {
  const { data } = useApp();
  const { pending } = data;
  return (
    <Modal
      opened={pending !== null}
      onClose={data.cancelImport}
      size={960}
      yOffset="4vh"
      title={pending ? `Import ${pending.summary.fileName}` : ''}
      classNames={{ title: classes.title, body: classes.body }}
    >
      {pending && <ImportForm pending={pending} />}
    </Modal>
  );
});

const ImportForm = observer(function ImportForm({ pending }: { pending: PendingImport }) {
  const { data, document } = useApp();
  const { summary, choices, source, detected, types } = pending;
  const busy = data.importing;
  const reread = (next: DataSource) => void data.reread(next, types);
  const setColumn = (index: number, column: ColumnSpec) =>
    data.setChoices({ ...choices, columns: choices.columns.with(index, column) });
  const setType = (index: number, type: ColumnType) => {
    const column = choices.columns[index]!;
    const found = summary.columns[index];
    if (!found) return;
    const next = { ...choices, columns: choices.columns.with(index, withType(column, found, type)) };
    if (source) void data.reread(source, { ...types, [column.name]: type }, next);
    else data.setChoices(next);
  };
  return (
    <div className={classes.form} data-testid="import-dialog">
      <p className={classes.facts}>
        {formatCount(summary.rowCount, 'row')} · {formatCount(summary.columns.length, 'column')} ·{' '}
        {formatBytes(summary.bytes)}
      </p>
      {source && <ReadOptions source={source} detected={detected} busy={busy} onChange={reread} />}
      {busy && <ProgressLine name={summary.fileName} />}
      {pending.problem && (
        <div className={classes.refused} role="alert" data-testid="import-refused">
          {pending.problem.message} {pending.problem.hint}
        </div>
      )}
      <Misfits
        summary={summary}
        rule={source?.kind === 'csv' ? (source.misfits ?? 'skip') : null}
        busy={busy}
        onRule={(misfits) => source?.kind === 'csv' && reread({ ...source, misfits })}
      />
      {source?.kind === 'csv' && (
        <LikelyMissing summary={summary} source={source} busy={busy} onChange={reread} />
      )}
      <ImportPreview summary={summary} choices={choices} />
      <ImageOffer dataset={choices} onChange={data.setChoices} />
      <ImportColumns
        found={summary.columns}
        columns={choices.columns}
        busy={busy}
        onChange={setColumn}
        onType={setType}
      />
      <ImportEnd pending={pending} busy={busy} offersNetwork={document.isEmpty} />
    </div>
  );
});

interface ImportEndProps {
  pending: PendingImport;
  busy: boolean;
  offersNetwork: boolean;
}

/** What stands in the way, and the buttons. */
const ImportEnd = observer(function ImportEnd({ pending, busy, offersNetwork }: ImportEndProps) {
  const { data, ui } = useApp();
  const { choices, summary } = pending;
  const problem = choicesProblem(choices, summary.columns);
  const blocked = busy || pending.problem !== null;
  const apply = (draw: ((dataset: DatasetSpec) => ReturnType<typeof suggestNetwork>) | null) => {
    data.apply(choices, draw?.(choices));
    ui.setStartScreen(false);
    ui.showLeft('data');
    if (draw) requestAnimationFrame(() => ui.canvas?.showFirst());
  };
  return (
    <footer className={classes.footer}>
      <p className={classes.problem} role="status" data-testid="import-problem">
        {problem}
      </p>
      <button type="button" className={classes.plain} data-testid="import-cancel" onClick={data.cancelImport}>
        Cancel
      </button>
      <button
        type="button"
        className={offersNetwork ? classes.plain : classes.primary}
        data-autofocus={!offersNetwork || undefined}
        data-testid="import-apply"
        disabled={blocked}
        onClick={() => apply(null)}
      >
        Use this data
      </button>
      <button
        type="button"
        className={offersNetwork ? classes.primary : classes.plain}
        data-autofocus={offersNetwork || undefined}
        data-testid="import-draw"
        disabled={blocked || problem !== null}
        title={offersNetwork ? undefined : 'A new network takes the place of the one on the canvas'}
        onClick={() => apply(suggestNetwork)}
      >
        Use it and draw a fitting network
      </button>
    </footer>
  );
});
