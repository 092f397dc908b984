import type { Problem } from '../../core/graph/problem';
import type { Predictions } from '../../core/protocol';
import type { NeuroloomBridge, Outcome } from '../../electron/ipc/contract';
import type { EngineClient } from '../engine/engineClient';
import type { PredictionInput } from './predictionStore';
import { predictionLines, predictionsHeader } from './predictionsCsv';

/** Rows of a piece: the window draws between two of them. */
const rowsAtOnce = 5000;

interface SaveOptions {
  bridge: Pick<NeuroloomBridge, 'request'>;
  engine: Pick<EngineClient, 'predict'>;
  suggestedName: string;
  /** What is on screen: all rows, or a page of them. */
  shown: Predictions;
  /** What it was made of, for the other pages. */
  input: PredictionInput;
  onProgress(rows: number): void;
  cancelled(): boolean;
}

type Written = 'all' | 'cancelled' | Problem;

/** Writes the predictions of every row in use to a CSV file; of a table that is streamed, page by page. */
export async function writePredictions(options: SaveOptions): Promise<Outcome<{ fileName: string }>> {
  const { bridge, suggestedName } = options;
  const opened = await bridge.request('textFile:open', { suggestedName, kind: 'csv' });
  if (opened.status !== 'done') return opened;
  const { fileId } = opened.value;
  let written: Written = 'cancelled';
  try {
    written = await writeAll(options, fileId);
  } finally {
    if (written !== 'all') await bridge.request('textFile:close', { fileId, keep: false });
  }
  if (written === 'all') return bridge.request('textFile:close', { fileId, keep: true });
  return written === 'cancelled' ? { status: 'cancelled' } : { status: 'failed', problem: written };
}

async function writeAll(options: SaveOptions, fileId: number): Promise<Written> {
  const { bridge, shown, cancelled, onProgress } = options;
  const total = shown.page?.total ?? shown.rows.length;
  let text = predictionsHeader(shown);
  for (let done = 0; ; ) {
    const page = await pageFrom(options, done);
    if ('message' in page) return page;
    for (let first = 0; first < page.rows.length; first += rowsAtOnce) {
      text += predictionLines(page, first, first + rowsAtOnce);
      if (cancelled()) return 'cancelled';
      const written = await bridge.request('textFile:write', { fileId, text });
      if (written.status !== 'done') return written.status === 'failed' ? written.problem : 'cancelled';
      text = '';
      onProgress(done + Math.min(first + rowsAtOnce, page.rows.length));
    }
    done += page.rows.length;
    if (done >= total || page.rows.length === 0) return 'all';
  }
}

/** The page that is on screen, where it is that one; else another one of the engine. */
async function pageFrom(
  { engine, shown, input }: SaveOptions,
  firstRow: number,
): Promise<Predictions | Problem> {
  if ((shown.page?.first ?? 0) === firstRow) return shown;
  const answer = await engine.predict({ ...input, firstRow });
  return answer.ok ? answer.value : answer.problem;
}
