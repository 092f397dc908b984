import { useEffect, useMemo, useRef, useState } from 'react';
import type { RowStanding } from '../../../core/data/query';
import type { EngineClient } from '../../engine/engineClient';
import { RowsInView } from './rowsInView';

const mostKept = 20_000;

/**
 * What becomes of the rows of the table that are in view, dealt out as `dealtId` says; null before that is known. What was last
 * known of a row stays until it is known anew.
 */
export function useRowStandings(
  engine: EngineClient,
  dataId: string,
  dealtId: string | null,
  rowsInView: readonly number[],
): (row: number) => RowStanding | undefined {
  const [, setVersion] = useState(0);
  const last = useRef<RowsInView<RowStanding> | null>(null);
  const source = useMemo(() => {
    if (dealtId === null) return null;
    return new RowsInView<RowStanding>({
      async fetch(rows) {
        const query = { first: 0, count: rows.length, rows: [...rows], columns: [], dealt: { id: dealtId } };
        const answer = await engine.queryRows(dataId, query);
        if (!answer.ok) return null;
        const { rowNumbers, standing = [] } = answer.value;
        return new Map(standing.map((each, place) => [rowNumbers[place]!, each]));
      },
      changed: () => setVersion((count) => count + 1),
      mostKept,
    });
  }, [engine, dataId, dealtId]);
  const before = last.current;
  const wanted = rowsInView.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal rows are asked for once
  useEffect(() => source?.need(rowsInView), [source, wanted]);
  useEffect(() => {
    // Kept until the rows in view are known anew, after which it is not looked at.
    if (source && rowsInView.every((row) => source.get(row) !== undefined)) last.current = source;
  });
  return (row) => source?.get(row) ?? before?.get(row);
}
