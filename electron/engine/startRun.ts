import type { Table } from '../../core/data/table';
import type { Problem } from '../../core/graph/problem';
import type { CommandOf, EngineEvent, EventOf, RowPart } from '../../core/protocol';
import { openRun, type Run } from '../../core/train/run';
import { ActiveRun } from './activeRun';
import type { SessionHost } from './host';

/** Sets a run up and announces it; it does not move until `begin`. */
export function startRun(
  command: CommandOf<'start'>,
  table: Table,
  send: (event: EngineEvent) => void,
  host: SessionHost,
): { ok: true; active: ActiveRun } | { ok: false; problem: Problem } {
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
  const opened = openRun({
    graph,
    dataset,
    training,
    table,
    parameters,
    checkpoint,
    threads: host.threads,
  });
  if (!opened.ok) return opened;
  send(startedEvent(runId, opened.run));
  return {
    ok: true,
    active: new ActiveRun(opened.run, { runId, untilEpoch, watchRow, epochsPerSecond, send, host }),
  };
}

function startedEvent(runId: string, { trainer, plan, prepared, backend, notes }: Run): EventOf<'started'> {
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
    tableRows: prepared.tableRows,
    stepsPerEpoch: trainer.stepsPerEpoch,
    parameterCount: plan.parameters.reduce((sum, { rows, columns }) => sum + rows * columns, 0),
    encoders: prepared.encoders,
    notes,
  };
}
