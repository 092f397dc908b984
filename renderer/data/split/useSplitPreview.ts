import type { SplitPreview } from '../../../core/data/standings';
import { useApp } from '../../app/appStore';
import { type PreviewState, useAnswer } from '../useColumnPreview';

/** How the rows are dealt out, as the document has it. Call in an observer. */
export function useSplitPreview(): PreviewState<SplitPreview & { dealtId: string }> {
  const { document, data, engine } = useApp();
  const { dataset, graph } = document;
  const dataId = data.summary?.dataId ?? null;
  const { seed } = document.training;
  const key =
    dataset && dataId !== null
      ? JSON.stringify([
          dataId,
          engine.generation,
          seed,
          dataset.split,
          dataset.columns,
          graph.nodes.map(({ id, kind, columns }): unknown => [id, kind, columns]),
          graph.edges,
        ])
      : null;
  return useAnswer(key, () => engine.previewSplit({ dataId: dataId!, graph, dataset: dataset!, seed }));
}
