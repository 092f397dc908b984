import { useEffect, useState } from 'react';
import { columnRole } from '../../core/data/widths';
import { useApp } from '../app/appStore';

/** What stands in the target columns of the watched row, as in the file; null while it is not known. Call in an observer. */
export function useWatchedLabel(): string | null {
  const { training, data, engine, document } = useApp();
  const [label, setLabel] = useState<string | null>(null);
  const dataId = data.summary?.dataId ?? null;
  const tableRow = training.rows?.tableRow(training.watchRow) ?? null;
  const { dataset, graph } = document;
  const targets = dataset?.columns.filter((column) => columnRole(column, graph) === 'target') ?? [];
  const places = targets.map(
    ({ name }) => data.summary?.columns.findIndex((column) => column.name === name) ?? -1,
  );
  const wanted = places.filter((place) => place >= 0).join(',');
  const { generation } = engine;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new engine is asked again
  useEffect(() => {
    setLabel(null);
    if (dataId === null || tableRow === null || wanted === '') return;
    let current = true;
    const columns = wanted.split(',').map(Number);
    void engine.queryRows(dataId, { first: tableRow, count: 1, columns }).then((answer) => {
      if (current && answer.ok) setLabel(answer.value.rows[0]?.join(', ') ?? '');
    });
    return () => {
      current = false;
    };
  }, [engine, generation, dataId, tableRow, wanted]);
  return label;
}
