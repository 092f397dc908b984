import { useEffect, useMemo, useState } from 'react';
import { useApp } from '../app/appStore';
import { RowPictures } from '../data/pictures/rowPictures';
import { readPictures, type ShownPicture } from '../data/pictures/shownPictures';

interface ShownPictures {
  /** Those that an input of the network reads. */
  pictures: readonly ShownPicture[];
  source: RowPictures | null;
  /** Counts answers of `source`. */
  version: number;
}

/** The pictures of the rows of the table that are in view. Call in an observer. */
export function useRowPictures(rowsInView: readonly number[]): ShownPictures {
  const { data, document, engine } = useApp();
  const { summary } = data;
  const { dataset, graph } = document;
  const { generation } = engine;
  const [version, setVersion] = useState(0);
  const pictures = useMemo(
    () => (summary ? readPictures(summary, dataset, graph) : []),
    [summary, dataset, graph],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new engine is asked again
  const source = useMemo(
    () =>
      summary && pictures.length > 0
        ? new RowPictures(engine, summary.dataId, pictures, () => setVersion((count) => count + 1))
        : null,
    [engine, generation, summary, pictures],
  );
  const wanted = rowsInView.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: equal rows are asked for once
  useEffect(() => source?.need(rowsInView), [source, wanted]);
  return { pictures, source, version };
}
