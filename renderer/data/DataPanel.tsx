import { observer } from 'mobx-react-lite';
import { sourcePath } from '../../core/data/source';
import { useApp } from '../app/appStore';
import { formatBytes, formatCount } from '../format';
import { ColumnList } from './ColumnList';
import classes from './data.module.css';
import { SplitBar } from './SplitBar';

/** The document's data: which file, how it is split, and what each column is for. */
export const DataPanel = observer(function DataPanel() {
  const { data, document } = useApp();
  if (!document.dataset) return <NoData />;
  return (
    <section className={classes.panel} aria-label="Data" data-testid="data-panel">
      <DataFile />
      {data.summary && <SplitBar />}
      <ColumnList />
    </section>
  );
});

function NoData() {
  return (
    <section className={classes.panel} aria-label="Data" data-testid="data-panel">
      <h2 className={classes.heading}>Data</h2>
      <p className={classes.text}>
        A network learns from examples. Import a CSV file with a header line: each row is one example, each
        column something known about it.
      </p>
      <ImportButton label="Import a CSV" primary />
      <p className={classes.hint}>Or drop a file anywhere on this window.</p>
      <ImportProblem />
    </section>
  );
}

const DataFile = observer(function DataFile() {
  const { data, document } = useApp();
  const { summary, missing } = data;
  const path = (document.dataset && sourcePath(document.dataset.source)) ?? '';
  const fileName = summary?.fileName ?? path.split(/[\\/]/).at(-1) ?? path;
  return (
    <header className={classes.file}>
      <div className={classes.fileLine}>
        <span
          className={classes.fileName}
          data-testid="data-file"
          title={summary ? `${path}, ${formatBytes(summary.bytes)}` : path}
        >
          {fileName}
        </span>
        <ImportButton label="Replace" />
      </div>
      {summary && (
        <p className={classes.fileFacts}>
          <span data-testid="data-rows">{formatCount(summary.rowCount, 'row')}</span> ·{' '}
          {formatCount(summary.columns.length, 'column')}
        </p>
      )}
      {missing && !data.problem && (
        <div className={classes.problem} role="alert">
          <p>The file "{fileName}" is not here.</p>
          <LocateButton />
        </div>
      )}
      <ImportProblem />
    </header>
  );
});

/** What went wrong with the file, where it happened. */
const ImportProblem = observer(function ImportProblem() {
  const { data } = useApp();
  const { problem } = data;
  if (!problem) return null;
  return (
    <div className={classes.problem} role="alert" data-testid="data-problem">
      <p>
        {problem.message} {problem.hint}
      </p>
      {data.missing && <LocateButton />}
      <button type="button" className={classes.link} onClick={data.dismissProblem}>
        Dismiss
      </button>
    </div>
  );
});

const LocateButton = observer(function LocateButton() {
  const { data } = useApp();
  return (
    <button
      type="button"
      className={classes.link}
      data-testid="locate-csv"
      onClick={() => void data.locate()}
    >
      Locate the file
    </button>
  );
});

const ImportButton = observer(function ImportButton({
  label,
  primary,
}: {
  label: string;
  primary?: boolean;
}) {
  const { data } = useApp();
  return (
    <button
      type="button"
      className={primary ? classes.primary : classes.link}
      data-testid="import-csv"
      disabled={data.importing}
      title={primary ? undefined : 'Import another CSV file in its place'}
      onClick={() => void data.import()}
    >
      {label}
    </button>
  );
});
