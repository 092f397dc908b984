import { observer } from 'mobx-react-lite';
import { useMemo, useState } from 'react';
import type { DataSummary } from '../../../core/protocol';
import { useApp } from '../../app/appStore';
import { runCommand } from '../../app/commands';
import controls from '../../app/controls.module.css';
import { shownPictures } from '../pictures/shownPictures';
import { useSplitPreview } from '../split/useSplitPreview';
import { RowPages, type TableQuery } from './rowPages';
import { TableGrid } from './TableGrid';
import { TableToolbar } from './TableToolbar';
import classes from './table.module.css';
import { shownColumns } from './tableColumns';
import { TableView } from './tableView';

/** The rows of the data as they stand in the file. Clicking one shows its way through the network. */
export const TablePanel = observer(function TablePanel() {
  const app = useApp();
  const { data } = app;
  if (data.summary) return <Table key={data.summary.dataId} summary={data.summary} />;
  return (
    <div className={classes.empty} data-testid="table-empty">
      {data.missing ? (
        <p>The data file is not here. Locate it in the data panel.</p>
      ) : (
        <p>
          The rows of your data appear here. Drop a file on the window, or{' '}
          <button type="button" className={controls.link} onClick={() => runCommand(app, 'file.importData')}>
            import one
          </button>
          .
        </p>
      )}
    </div>
  );
});

const Table = observer(function Table({ summary }: { summary: DataSummary }) {
  const { document, engine } = useApp();
  const [view] = useState(() => new TableView());
  const [version, setVersion] = useState(0);
  const { generation } = engine;
  const split = useSplitPreview().value;
  const dealtId = split?.dealtId ?? null;
  const { use } = view;
  const query: TableQuery = {
    ...view.query,
    ...(use && dealtId !== null && { dealt: { id: dealtId, uses: [use] } }),
  };
  const asked = JSON.stringify(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new engine is asked again; equal queries are one
  const pages = useMemo(
    () =>
      new RowPages(engine, summary.dataId, summary.columns.length, query, () =>
        setVersion((count) => count + 1),
      ),
    [engine, summary, generation, asked],
  );
  const { dataset, graph } = document;
  const columns = useMemo(() => shownColumns(summary, dataset, graph), [summary, dataset, graph]);
  const pictures = useMemo(() => shownPictures(summary, dataset), [summary, dataset]);
  const total = pages.total ?? (view.isNarrowed ? null : summary.rowCount);
  return (
    <div className={classes.panel}>
      <TableToolbar
        view={view}
        columns={columns}
        rowCount={summary.rowCount}
        total={total}
        parts={split?.rows ?? null}
      />
      {pages.problem && (
        <p className={classes.problem} role="alert">
          {pages.problem.message} {pages.problem.hint}
        </p>
      )}
      <TableGrid
        view={view}
        pages={pages}
        version={version}
        columns={columns}
        pictures={pictures}
        rowCount={summary.rowCount}
        total={total}
        dealtId={dealtId}
      />
    </div>
  );
});
