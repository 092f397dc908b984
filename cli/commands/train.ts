import { join, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Option } from 'commander';
import type { Project } from '../../core/graph/schema';
import type { ThreadHost } from '../../core/kernels/wasm/threads';
import type { Run } from '../../core/train/run';
import { openStoredRun } from '../../core/train/storedRun';
import type { AddCommand } from '../addCommand';
import { ensureFolder, type ProjectFile, readProject, requireFolderOf } from '../files';
import type { Host } from '../host';
import { type LossLog, openLossLog } from '../lossLog';
import { createProgress } from '../progress';
import { checkpointName, type Resumed, readCheckpoint } from '../resume';
import { type OpenedRows, withRows } from '../rows';
import { trainedProject, writeProject } from '../trainedFile';
import { type LoopEnd, trainUntil } from '../trainingLoop';
import { type TrainOptions, wholeNumber } from '../trainOptions';
import { report, startNotes } from '../trainReport';
import { orFail, UserError } from '../userError';

const checkpointEveryMs = 10_000;

export const addTrain: AddCommand = (program, host, setExitCode) => {
  const many = Number.MAX_SAFE_INTEGER;
  program
    .command('train')
    .description('Train a network on its data')
    .argument('<project>', 'project file (.nloom)')
    .option(
      '--data <file>',
      'rows to learn from (CSV, Parquet, JSON lines), instead of the file the project names',
    )
    .addOption(
      new Option('--epochs <n>', 'epochs to stand at the end, counted from the very first')
        .argParser(wholeNumber(1, many))
        .conflicts('steps'),
    )
    .option('--steps <n>', 'steps to stand at the end, instead of epochs', wholeNumber(1, many))
    .addOption(new Option('--backend <kind>', 'what computes').choices(['wasm', 'reference']))
    .option('--threads <n>', 'threads to compute with', wholeNumber(1, 256))
    .option('--seed <n>', "seed, instead of the project's", wholeNumber(0, 0xffff_ffff))
    .option('--checkpoint <dir>', `folder to keep ${checkpointName} in, written every 10 s and at the end`)
    .option('--resume <checkpoint>', 'go on exactly where this checkpoint (file or folder) was written')
    .option('--out <trained>', 'trained project to write (.nloom)')
    .option('--log <csv>', 'file for step, epoch and loss of every step')
    .action(async (given: string, options: TrainOptions) => {
      setExitCode(await train(host, await readProject(host.cwd, given), options));
    });
};

async function train(host: Host, file: ProjectFile, options: TrainOptions): Promise<number> {
  const resumed = options.resume === undefined ? null : await readCheckpoint(host, options.resume);
  const project = withOptions(file.project, resumed, options);
  for (const shown of [options.out, options.log]) {
    if (shown !== undefined) await requireFolderOf(resolve(host.cwd, shown), shown);
  }
  return withRows(host, { ...file, project }, options.data, (rows) =>
    trainOn(host, project, rows, resumed, options),
  );
}

async function trainOn(
  host: Host,
  project: Project,
  rows: OpenedRows,
  resumed: Resumed | null,
  options: TrainOptions,
): Promise<number> {
  const threads = host.threads(options.threads ?? host.processors);
  const run = await open(project, rows, resumed, threads);
  const { trainer } = run;
  if (options.checkpoint !== undefined) {
    await ensureFolder(resolve(host.cwd, options.checkpoint), options.checkpoint);
  }
  const untilStep = options.steps ?? (options.epochs ?? project.training.epochs) * trainer.stepsPerEpoch;
  const progress = createProgress(
    host,
    options.steps === undefined ? untilStep / trainer.stepsPerEpoch : null,
  );
  for (const note of startNotes(run, project.training.backend, options, untilStep)) progress.note(note);

  const save = async (folderOrFile: { checkpoint?: string; out?: string }) => {
    const trained = trainedProject(project, run);
    const { checkpoint, out } = folderOrFile;
    if (checkpoint !== undefined) {
      const shown = join(checkpoint, checkpointName);
      await writeProject(trained, rows.source, resolve(host.cwd, shown), shown);
    }
    if (out !== undefined) await writeProject(trained, rows.source, resolve(host.cwd, out), out);
  };
  const keep = options.checkpoint === undefined ? {} : { checkpoint: options.checkpoint };
  const log = await openLog(host, options.log, run);
  let end: LoopEnd;
  let savedAtMs = host.nowMs();
  try {
    end = await trainUntil(host, {
      trainer,
      untilStep,
      async onSlice({ losses, rows: trained }) {
        await log?.append(trainer.step - losses.length + 1, losses);
        const loss = trainer.metrics().loss ?? losses.at(-1) ?? null;
        progress.show(
          { share: evaluatedSteps(trainer) / untilStep, epoch: trainer.epoch, step: trainer.step, loss },
          trained,
        );
        if (host.nowMs() - savedAtMs < checkpointEveryMs) return;
        savedAtMs = host.nowMs();
        await save(keep);
      },
    });
  } finally {
    progress.end();
    await log?.close();
  }
  // After a failure the last good parameters are kept, but not as a result.
  await save(
    end.reason === 'failed' ? keep : { ...keep, ...(options.out !== undefined && { out: options.out }) },
  );
  return report(host, run, end, progress, options);
}

/** Updates made; the last one of an epoch counts when its evaluation is done too. */
function evaluatedSteps({ step, evaluating }: Run['trainer']): number {
  return evaluating ? step - 1 : step;
}

/** The project with what the command line says instead. The seed belongs to the checkpoint: all orders follow from it. */
function withOptions(project: Project, resumed: Resumed | null, options: TrainOptions): Project {
  const seed = options.seed ?? (resumed ?? { project }).project.training.seed;
  const backend = options.backend ?? project.training.backend;
  return { ...project, training: { ...project.training, seed, backend } };
}

async function open(
  project: Project,
  { table, shownSource }: OpenedRows,
  resumed: Resumed | null,
  threads: ThreadHost | null,
): Promise<Run> {
  const { graph, training, dataset } = project;
  const start = resumed?.project ?? project;
  const { run } = orFail(
    await openStoredRun({
      graph,
      // Messages name the file as the user did.
      dataset: { ...dataset!, source: shownSource },
      training,
      threads,
      table,
      parameters: start.parameters ?? null,
      checkpoint: resumed?.project.checkpoint ?? null,
      breathe: () => nextTurn(),
    }),
  );
  const wanted = resumed?.project.checkpoint?.step ?? 0;
  if (run.trainer.step === wanted) return run;
  throw new UserError(`"${resumed!.shown}" does not fit the project: ${run.notes.join(' ')}`);
}

async function openLog(host: Host, shown: string | undefined, { trainer }: Run): Promise<LossLog | null> {
  if (shown === undefined) return null;
  return openLossLog(resolve(host.cwd, shown), shown, trainer.step, trainer.stepsPerEpoch);
}
