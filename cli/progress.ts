import { figure, whole } from './format';
import type { Host } from './host';

export interface ProgressState {
  /** 0…1. */
  share: number;
  epoch: number;
  step: number;
  loss: number | null;
}

const barWidth = 24;
const redrawMs = 100;

/** Progress on stderr: a bar that is redrawn on a terminal, else a line for every tenth of the way. */
export function createProgress(host: Host, untilEpoch: number | null) {
  const { stderr } = host;
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  let lastTenth = 0;
  let rate = '';
  let counted = { rows: 0, sinceMs: host.nowMs() };

  function sayState({ epoch, step, loss }: ProgressState): string {
    const epochs = untilEpoch === null ? whole(epoch) : `${whole(epoch)}/${whole(untilEpoch)}`;
    const parts = [`epoch ${epochs}`, `step ${whole(step)}`];
    if (loss !== null) parts.push(`loss ${figure(loss)}`);
    if (rate) parts.push(rate);
    return parts.join(' · ');
  }

  return {
    /** Tells how far training is and how many rows went through since the last call. */
    show(state: ProgressState, rows: number): void {
      const nowMs = host.nowMs();
      counted.rows += rows;
      const elapsedMs = nowMs - counted.sinceMs;
      if (elapsedMs >= 500) {
        rate = `${figure((1000 * counted.rows) / elapsedMs)} rows/s`;
        counted = { rows: 0, sinceMs: nowMs };
      }
      if (stderr.isTerminal) {
        if (nowMs - drawnAtMs < redrawMs && state.share < 1) return;
        drawnAtMs = nowMs;
        const filled = Math.round(barWidth * Math.min(1, state.share));
        const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
        stderr.write(`\r\u001b[K${bar} ${sayState(state)}`);
        return;
      }
      const tenth = Math.floor(10 * state.share);
      if (tenth <= lastTenth) return;
      lastTenth = tenth;
      stderr.write(`${sayState(state)}\n`);
    },

    /** A line of its own, with no bar in the way. */
    note(text: string): void {
      stderr.write(stderr.isTerminal ? `\r\u001b[K${text}\n` : `${text}\n`);
    },

    /** Leaves the bar as it stands and goes to the next line. */
    end(): void {
      if (stderr.isTerminal && drawnAtMs > Number.NEGATIVE_INFINITY) stderr.write('\n');
    },
  };
}

export type Progress = ReturnType<typeof createProgress>;
