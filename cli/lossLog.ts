import { type FileHandle, open, readFile } from 'node:fs/promises';
import { fileFault, writeAtomically } from './files';
import { UserError } from './userError';

const header = 'step,epoch,loss';

/** `step,epoch,loss` for every step, both counted from 1, with all digits of the loss. */
export interface LossLog {
  /** Losses of the steps from `firstStep` (counted from 1) on. */
  append(firstStep: number, losses: Float64Array): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the log, or carries it on where training resumes at `stepsDone`: what it says of later steps is dropped, because
 * they are about to be made again.
 */
export async function openLossLog(
  path: string,
  shown: string,
  stepsDone: number,
  stepsPerEpoch: number,
): Promise<LossLog> {
  const kept = stepsDone > 0 ? await linesUpTo(path, stepsDone) : [];
  await writeAtomically(path, `${[header, ...kept].join('\n')}\n`, shown);
  let file: FileHandle;
  try {
    file = await open(path, 'a');
  } catch (error) {
    throw new UserError(fileFault(error, shown, 'write'));
  }
  return {
    async append(firstStep, losses) {
      const lines = Array.from(losses, (loss, index) => {
        const step = firstStep + index;
        return `${step},${Math.ceil(step / stepsPerEpoch)},${loss}\n`;
      });
      try {
        await file.appendFile(lines.join(''));
      } catch (error) {
        throw new UserError(fileFault(error, shown, 'write'));
      }
    },
    close: () => file.close(),
  };
}

async function linesUpTo(path: string, step: number): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const [first, ...lines] = text.split('\n');
  if (first !== header) return [];
  return lines.filter((line) => line !== '' && Number.parseInt(line, 10) <= step);
}
