import { observer } from 'mobx-react-lite';
import { sourcePath } from '../../core/data/source';
import { useApp } from '../app/appStore';
import { runCommand } from '../app/commands';
import { formatBytes, formatCount } from '../format';
import { ColumnList } from './ColumnList';
import classes from './data.module.css';
import { FileBanner } from './FileBanner';
import { ImageList } from './ImageList';
import { generatorTitle } from './makeData/generatorTitle';
import { SplitBar } from './SplitBar';

/** The document's data: where it comes from, how it is split, and what each column is for. */
export const DataPanel = observer(function DataPanel() {
  const { data, document } = useApp();
  if (!document.dataset) return <NoData />;
  return (
    <section className={classes.panel} aria-label="Data" data-testid="data-panel">
      <DataFile />
      {data.summary && <SplitBar />}
      {data.summary && <ImageList dataset={document.dataset} />}
      <ColumnList />
    </section>
  );
});

const NoData = observer(function NoData() {
  const app = useApp();
  return (
    <section className={classes.panel} aria-label="Data" data-testid="data-panel">
      <h2 className={classes.heading}>Data</h2>
      <p className={classes.text}>
        A network learns from examples: a table in which each row is one example and each column something
        known about it.
      </p>
      <button
        type="button"
        className={classes.primary}
        data-testid="import-csv"
        disabled={app.data.importing}
        onClick={() => runCommand(app, 'file.importData')}
      >
        Import a file
      </button>
      <button
        type="button"
        className={classes.secondary}
        data-testid="make-data"
        onClick={() => runCommand(app, 'file.makeData')}
      >
        Make data
      </button>
      <p className={classes.hint}>CSV, Parquet or JSON lines. Or drop a file anywhere on this window.</p>
      <ImportProblem />
    </section>
  );
});

const DataFile = observer(function DataFile() {
  const { data, document } = useApp();
  const { summary, missing, importing } = data;
  const source = document.dataset?.source;
  if (!source) return null;
  const path = sourcePath(source);
  const name =
    source.kind === 'generator'
      ? generatorTitle(source.generator)
      : (summary?.fileName ?? path?.split(/[\\/]/).at(-1) ?? '');
  const details = summary && path !== null ? `${path}, ${formatBytes(summary.bytes)}` : (path ?? name);
  return (
    <header className={classes.file}>
      <div className={classes.fileLine}>
        <span className={classes.fileName} data-testid="data-file" title={details}>
          {name}
        </span>
      </div>
      {summary && (
        <p className={classes.fileFacts}>
          <span data-testid="data-rows">{formatCount(summary.rowCount, 'row')}</span> ·{' '}
          {formatCount(summary.columns.length, 'column')}
        </p>
      )}
      {!summary && importing && (
        <p className={classes.fileFacts} role="status">
          Being read…
        </p>
      )}
      <LeftOut />
      <FileActions />
      <FileBanner />
      {missing && !data.problem && (
        <div className={classes.problem} role="alert">
          <p>The file "{name}" is not here.</p>
          <LocateButton />
        </div>
      )}
      <ImportProblem />
    </header>
  );
});

/** How many rows of the file do not fit; the list stands in the import dialog. */
const LeftOut = observer(function LeftOut() {
  const { data } = useApp();
  const { summary } = data;
  const count = summary?.misfitCount ?? 0;
  if (count === 0) return null;
  return (
    <button
      type="button"
      className={classes.leftOut}
      data-testid="data-misfits"
      title="Show which lines, and why"
      onClick={data.reopen}
    >
      {formatCount(count, 'row')} of the file left out
    </button>
  );
});

const FileActions = observer(function FileActions() {
  const app = useApp();
  const { data, document } = app;
  const generated = document.dataset?.source.kind === 'generator';
  return (
    <div className={classes.fileActions}>
      {generated ? (
        <button
          type="button"
          className={classes.link}
          data-testid="remake-data"
          title="Other rows, other noise"
          onClick={() => runCommand(app, 'file.makeData')}
        >
          Change
        </button>
      ) : (
        data.summary && (
          <button
            type="button"
            className={classes.link}
            data-testid="reading-options"
            title="Delimiter, header, encoding, types: read the file in another way"
            disabled={data.importing}
            onClick={data.reopen}
          >
            How it is read
          </button>
        )
      )}
      <button
        type="button"
        className={classes.link}
        data-testid="import-csv"
        disabled={data.importing}
        title="Import another file in its place"
        onClick={() => void data.import()}
      >
        Replace
      </button>
    </div>
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
