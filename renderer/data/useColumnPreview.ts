import { useEffect, useState } from 'react';
import type { ColumnPreview } from '../../core/data/preview';
import type { Problem } from '../../core/graph/problem';
import { useApp } from '../app/appStore';

export interface PreviewState<T> {
  /** The newest answer; it stays while the next is on its way. */
  value: T | null;
  problem: Problem | null;
  /** Something newer has been asked for. */
  waiting: boolean;
}

/** Between the last change and the question. */
const restMs = 60;

/** What the engine says of `key`, asked anew a moment after it changes. */
export function useAnswer<T>(
  key: string | null,
  ask: () => Promise<{ ok: true; value: T } | { ok: false; problem: Problem }>,
): PreviewState<T> {
  const [state, setState] = useState<PreviewState<T>>({ value: null, problem: null, waiting: true });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that the question depends on
  useEffect(() => {
    if (key === null) return;
    let current = true;
    setState((old) => ({ ...old, waiting: true }));
    const timer = setTimeout(async () => {
      const answer = await ask();
      if (!current) return;
      if (answer.ok) setState({ value: answer.value, problem: null, waiting: false });
      else setState((old) => ({ ...old, problem: answer.problem, waiting: false }));
    }, restMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key]);
  return state;
}

/** A column before and after its preparation as the document has it. Call in an observer. */
export function useColumnPreview(column: string): PreviewState<ColumnPreview> {
  const { document, data, engine } = useApp();
  const { dataset, graph } = document;
  const dataId = data.summary?.dataId ?? null;
  const { seed } = document.training;
  const spec = dataset?.columns.find(({ name }) => name === column);
  const key =
    dataset &&
    dataId !== null &&
    spec?.type !== 'text' &&
    JSON.stringify([dataId, engine.generation, seed, spec, dataset.split]);
  return useAnswer(key || null, () =>
    engine.previewColumn({ dataId: dataId!, graph, dataset: dataset!, seed, column }),
  );
}
