import type { Run } from '../core/train/run';
import type { TrainingSettings } from '../core/train/settings';
import { count, figure, formatTable, percent, whole } from './format';
import { type Host, interruptedCode } from './host';
import type { Progress } from './progress';
import type { LoopEnd } from './trainingLoop';
import type { TrainOptions } from './trainOptions';
import { problemLine, UserError } from './userError';

/** What to say before training: the rows in use, and what was asked for but is not to be had. */
export function startNotes(
  run: Run,
  wanted: TrainingSettings['backend'],
  options: TrainOptions,
  untilStep: number,
): string[] {
  const { trainer, prepared, backend, notes } = run;
  const { train, validation, test } = prepared.parts;
  const held = `${whole(validation.length)} validation, ${whole(test.length)} test`;
  const dropped = prepared.dropped > 0 ? `; ${whole(prepared.dropped)} dropped for unusable cells` : '';
  const lines = [`${count(train.length, 'training row')}, ${held}${dropped}.`, ...notes];
  if (wanted !== backend)
    lines.push(`The ${wanted} backend is not available; the ${backend} backend runs, in float64.`);
  if (options.threads !== undefined && options.threads > 1 && backend === 'reference') {
    lines.push(`1 thread runs, not ${options.threads}: the ${backend} backend has no more.`);
  }
  if (trainer.step >= untilStep) {
    lines.push(
      `Step ${whole(trainer.step)} is reached already, so there is nothing to train. Ask for more epochs or steps.`,
    );
  }
  return lines;
}

/** Says how training ended and prints its figures; returns the exit code. */
export function report(
  host: Host,
  { trainer }: Run,
  end: LoopEnd,
  progress: Progress,
  options: TrainOptions,
): number {
  if (end.reason === 'failed') throw new UserError(problemLine(end.problem));
  if (end.reason === 'stopped') progress.note(end.message);
  if (end.reason === 'interrupted') progress.note(`Interrupted after step ${whole(trainer.step)}.`);
  if (options.out === undefined && options.checkpoint === undefined) {
    progress.note('Nothing was saved; name a file with --out to keep what was learned.');
  }
  const metrics = trainer.metrics();
  const lines: [string, string | null][] = [
    ['epochs', whole(trainer.epoch)],
    ['steps', whole(trainer.step)],
    ['loss', metrics.loss === null ? null : figure(metrics.loss)],
    ['validation loss', metrics.validationLoss === null ? null : figure(metrics.validationLoss)],
    ['accuracy', metrics.accuracy === null ? null : percent(metrics.accuracy)],
    ['validation accuracy', metrics.validationAccuracy === null ? null : percent(metrics.validationAccuracy)],
  ];
  host.stdout.write(formatTable(lines.filter((line): line is [string, string] => line[1] !== null)));
  return end.reason === 'interrupted' ? interruptedCode : 0;
}
