import type { StoredTable } from '../../core/data/storedTable';
import type { Problem } from '../../core/graph/problem';
import type { CommandOf, EngineEvent, EventOf, RowPart } from '../../core/protocol';
import type { Run } from '../../core/train/run';
import { openStoredRun } from '../../core/train/storedRun';
import { ActiveRun } from './activeRun';
import type { SessionHost } from './host';

/** Rows that are predicted at a time for the window, of a table that is streamed. */
export const mostPredicted = 100_000;

/** A table that stays open until it is released. */
export interface HeldRows {
  table: StoredTable;
  release(): void;
}

/** Sets a run up and announces it; it does not move until `begin`. The table is released as soon as the run needs it no more. */
export async function startRun(
  command: CommandOf<'start'>,
  { table, release }: HeldRows,
  send: (event: EngineEvent) => void,
  host: SessionHost,
): Promise<{ ok: true; active: ActiveRun } | { ok: false; problem: Problem }> {
  const {
    graph,
    dataset,
    training,
    parameters,
    checkpoint,
    runId,
    untilEpoch,
    watchRow,
    epochsPerSecond = null,
  } = command;
  let streams = false;
  try {
    const opened = await openStoredRun({
      graph,
      dataset,
      training,
      table,
      parameters,
      checkpoint,
      threads: host.threads,
      breathe: () => host.yieldToMessages(),
    });
    if (!opened.ok) return opened;
    const { run } = opened;
    ({ streams } = run);
    send(startedEvent(runId, run));
    const options = { runId, untilEpoch, watchRow, epochsPerSecond, send, host };
    return { ok: true, active: new ActiveRun(run, { ...options, ...(streams && { onEnd: release }) }) };
  } finally {
    if (!streams) release();
  }
}

const predictedNote = `Predictions are shown ${mostPredicted.toLocaleString('en-US')} rows at a time, and saved for all of them.`;

function startedEvent(
  runId: string,
  { trainer, plan, prepared, backend, streams, notes }: Run,
): EventOf<'started'> {
  const rows = (part: RowPart) => prepared.parts[part].length;
  return {
    type: 'started',
    runId,
    backend,
    rows: {
      train: rows('train'),
      validation: rows('validation'),
      test: rows('test'),
      dropped: prepared.dropped,
    },
    ...(prepared.dropped > 0 && { tableRows: prepared.tableRows }),
    stepsPerEpoch: trainer.stepsPerEpoch,
    parameterCount: plan.parameters.reduce((sum, { rows, columns }) => sum + rows * columns, 0),
    encoders: prepared.encoders,
    notes: streams && prepared.tableRows.length > mostPredicted ? [...notes, predictedNote] : notes,
  };
}
