import { observable, runInAction, when } from 'mobx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseProject } from '../../core/graph/project';
import type { Project } from '../../core/graph/schema';
import type { EngineEvent, EventOf } from '../../core/protocol';
import type { Parameters } from '../../core/train/schema';
import type { NeuroloomBridge } from '../../electron/ipc/contract';
import { suggestNetwork } from '../data/suggestNetwork';
import { DocumentStore } from '../document/documentStore';
import { EngineClient } from '../engine/engineClient';
import { FakeEngine } from '../engine/testing/fakeEngine';
import { FrameHub } from './frameHub';
import { TrainingStore } from './trainingStore';

const columns = [
  { name: 'x', type: 'number', role: 'feature', scaling: 'standard' },
  { name: 'species', type: 'category', role: 'target', categories: ['a', 'b'] },
] as const;

/** A network that fits the columns, with 1-8-tanh-2-softmax. */
function project(): Project {
  const dataset = {
    source: { kind: 'csv' as const, path: '/data/x.csv' },
    columns: [...columns],
    missing: 'drop' as const,
    split: { validation: 0.2, test: 0, stratify: true },
  };
  const json = { format: 'neuroloom-project', version: 1, graph: suggestNetwork(dataset as never), dataset };
  const parsed = parseProject(json);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.project;
}

/** Parameters of that network, all the same number. */
function parametersOf(value: number): Parameters {
  const row = (length: number) => new Array<number>(length).fill(value);
  return {
    hidden: { weights: [row(8)], bias: row(8) },
    output: { weights: Array.from({ length: 8 }, () => row(2)), bias: row(2) },
  };
}

let engine: FakeEngine;
let client: EngineClient;
let document: DocumentStore;
let data: { summary: { dataId: string } | null; problem: null; importing: boolean };
let training: TrainingStore;
let shown: number[];
let draws: ((at: number) => void)[];
/** What was asked of main. */
let asked: string[];

function open(): void {
  engine = new FakeEngine();
  client = new EngineClient(engine.source);
  document = new DocumentStore(project());
  data = observable(
    { summary: { dataId: 'data-1' } as { dataId: string } | null, problem: null, importing: false },
    {},
    { deep: false },
  );
  shown = [];
  draws = [];
  const frames = new FrameHub(
    (frame) => shown.push(frame.sequence),
    (draw) => draws.push(draw),
  );
  asked = [];
  const request = async (channel: string) => {
    asked.push(channel);
    return null;
  };
  const bridge = { request } as unknown as Pick<NeuroloomBridge, 'request'>;
  training = new TrainingStore(document, data, client, bridge, { previewDelayMs: 0, frames });
  engine.connect();
}

beforeEach(open);
afterEach(() => {
  training.dispose();
  client.dispose();
  engine.close();
});

const started = (runId: string): EventOf<'started'> => ({
  type: 'started',
  runId,
  backend: 'reference',
  rows: { train: 8, validation: 2, test: 0, dropped: 0 },
  stepsPerEpoch: 4,
  parameterCount: 34,
  encoders: [{ name: 'x', type: 'number', scaling: 'standard', offset: 1, scale: 2 }],
  notes: [],
});

const checkpoint = (runId: string, step: number, value = step): EventOf<'checkpoint'> => ({
  type: 'checkpoint',
  runId,
  parameters: parametersOf(value),
  checkpoint: { step, optimizerState: [[step], [step]] },
  metrics: { epoch: step / 4, step, loss: 0.5, validationLoss: 0.6, accuracy: 0.7, validationAccuracy: 0.8 },
});

const progress = (runId: string, firstStep: number, losses: number[]): EventOf<'progress'> => {
  const step = firstStep + losses.length;
  const epoch = Math.floor(step / 4);
  const metrics = { epoch, step, loss: 0.5, validationLoss: 0.6, accuracy: 0.7, validationAccuracy: 0.8 };
  return {
    type: 'progress',
    runId,
    step,
    epoch,
    samplesPerSecond: 1000,
    firstStep,
    losses: Float64Array.from(losses),
    epochs: epoch > 0 ? [{ ...metrics, elapsedMs: 5 }] : [],
  };
};

/** Starts training and plays the engine's part until it runs. Returns the command that started it. */
async function train() {
  training.toggle();
  const command = await takeRun();
  engine.say(started(command.runId));
  engine.say({ type: 'state', runId: command.runId, state: command.paused ? 'paused' : 'running' });
  await when(() => training.state === (command.paused ? 'paused' : 'running'));
  return command;
}

/** The next command that starts a run which trains; previews are passed over. */
async function takeRun() {
  for (;;) {
    const command = await engine.take('start');
    if (command.runId.startsWith('run-')) return command;
  }
}

/** Says these events, and waits until the last of them has arrived. */
async function say(...events: EngineEvent[]): Promise<void> {
  for (const event of events) engine.say(event);
  // Answers come in order: once this one is there, so is everything before it.
  const answer = client.queryRows('any', { first: 0, count: 1 });
  const { requestId } = await engine.take('queryRows');
  engine.say({ type: 'page', requestId, page: { first: 0, rowNumbers: [], rows: [], total: 0 } });
  await answer;
}

describe('starting', () => {
  it('is blocked with the reason until there is data and the network is whole', () => {
    expect(training.blocked).toBeNull();
    runInAction(() => {
      data.summary = null;
    });
    expect(training.blocked).toContain('The data file is not here');
    document.setDataset(null);
    expect(training.blocked).toContain('Import or make data first');
    document.load(project());
    runInAction(() => {
      data.summary = { dataId: 'data-1' };
    });
    document.setParam('output', 'units', 5);
    expect(training.blocked).toContain('[batch, 5]');
    training.toggle();
    expect(training.state).toBe('idle');
  });

  it('sends the document as it is, from the seed, until the epochs asked for', async () => {
    const command = await train();
    expect(command).toMatchObject({
      parameters: null,
      checkpoint: null,
      untilEpoch: 100,
      paused: false,
      dataId: 'data-1',
      watchRow: 0,
    });
    expect(command.graph).toEqual(document.graph);
    expect(training.rows?.total).toBe(10);
  });

  it('pauses, resumes and stops', async () => {
    const { runId } = await train();
    training.toggle();
    expect(await engine.take('pause')).toEqual({ type: 'pause', runId });
    await say({ type: 'state', runId, state: 'paused' });
    expect(training.state).toBe('paused');
    training.toggle();
    expect(await engine.take('resume')).toEqual({ type: 'resume', runId });
    training.stop();
    expect(await engine.take('stop')).toEqual({ type: 'stop', runId });
  });

  it('makes one step from a standing start', async () => {
    training.step();
    const { runId, paused } = await takeRun();
    expect(paused).toBe(true);
    engine.say(started(runId));
    engine.say({ type: 'state', runId, state: 'paused' });
    expect(await engine.take('step')).toEqual({ type: 'step', runId, steps: 1 });
  });

  it('changes the learning rate of the run under way at once', async () => {
    const { runId } = await train();
    document.setTraining({ optimizer: { ...document.training.optimizer, learningRate: 0.5 } });
    expect(await engine.take('setLearningRate')).toEqual({
      type: 'setLearningRate',
      runId,
      learningRate: 0.5,
    });
    expect(training.edited).toBe(false);
  });
});

describe('what a run says', () => {
  it('keeps every loss, the epochs and the newest numbers', async () => {
    const { runId } = await train();
    await say(progress(runId, 0, [5, 4, 3]), progress(runId, 3, [2, 1]));
    const { history } = training;
    expect([0, 1, 2, 3, 4].map((index) => history.losses.at(index))).toEqual([5, 4, 3, 2, 1]);
    expect(history.firstStep).toBe(0);
    expect(history.step).toBe(5);
    expect(history.lastEpoch).toMatchObject({ epoch: 1, validationAccuracy: 0.8 });
    expect(training.resultsDirty).toBe(true);
  });

  it('is dropped when it comes from a run that is over', async () => {
    const { runId } = await train();
    training.reset();
    await say(progress(runId, 0, [5]), checkpoint(runId, 1), { type: 'state', runId, state: 'stopped' });
    expect(training.history.losses.length).toBe(0);
    expect(training.results).toBeNull();
    expect(training.state).toBe('idle');
  });

  it('hands over the newest frame when there is time to draw, and says which was shown', async () => {
    const { runId } = await train();
    const frame = (sequence: number): EventOf<'frame'> => ({
      type: 'frame',
      runId,
      sequence,
      step: sequence,
      row: 0,
      activations: { hidden: Float32Array.of(sequence) },
    });
    const seen: number[] = [];
    training.frames.subscribe((each) => each && seen.push(each.sequence));
    await say(frame(1), frame(2), frame(3));
    expect(draws).toHaveLength(1);
    draws.shift()!(0);
    expect(seen).toEqual([3]);
    expect(shown).toEqual([3]);
    // Sees how long that took.
    draws.shift()!(16);
    await say({ ...frame(4), runId: 'another' });
    expect(draws).toHaveLength(0);
  });

  it('shows why a run failed', async () => {
    const { runId } = await train();
    const problem = { code: 'train.notFinite', message: 'The loss is not a number any more.' };
    await say({ type: 'state', runId, state: 'failed', problem });
    expect(training.failure).toMatchObject({ kind: 'run', problem, resume: null });
  });
});

describe('going on', () => {
  async function finished() {
    const { runId } = await train();
    await say(progress(runId, 0, [4, 3, 2, 1]), checkpoint(runId, 400), {
      type: 'state',
      runId,
      state: 'finished',
    });
    expect(training.state).toBe('finished');
  }

  it('continues exactly, for as many epochs again', async () => {
    await finished();
    const next = await train();
    expect(next.parameters).toEqual(parametersOf(400));
    expect(next.checkpoint?.step).toBe(400);
    expect(next.untilEpoch).toBe(200);
    expect(training.notice).toBeNull();
  });

  it('starts fresh where the weights no longer fit, and says so', async () => {
    await finished();
    expect(training.outdated).toBe(false);
    document.setParam('hidden', 'units', 16);
    expect(training.outdated).toBe(true);
    const next = await train();
    expect(training.outdated).toBe(false);
    expect(next).toMatchObject({ parameters: null, checkpoint: null, untilEpoch: 100 });
    expect(training.notice?.text).toContain('no longer fit');
    expect(training.savedState()).toEqual({});
  });

  it('keeps the weights and counts anew where the optimizer or the batch changed', async () => {
    await finished();
    document.setTraining({ batchSize: 4 });
    const next = await train();
    expect(next.parameters).toEqual(parametersOf(400));
    expect(next.checkpoint).toBeNull();
    expect(next.untilEpoch).toBe(100);
    expect(training.notice?.text).toContain('The batch size changed');
  });

  it('goes on exactly with another learning rate or more epochs', async () => {
    await finished();
    document.setTraining({
      epochs: 300,
      optimizer: { ...document.training.optimizer, learningRate: 0.5 },
    });
    const next = await train();
    expect(next.checkpoint?.step).toBe(400);
    expect(next.untilEpoch).toBe(300);
  });

  it('restarts a paused run whose network was edited, from its weights where they fit', async () => {
    const { runId } = await train();
    await say(checkpoint(runId, 8), { type: 'state', runId, state: 'paused' });
    document.setParam('bend', 'function', 'relu');
    expect(training.edited).toBe(true);
    training.toggle();
    const next = await takeRun();
    expect(next.runId).not.toBe(runId);
    expect(next.checkpoint?.step).toBe(8);
    expect(training.edited).toBe(false);
  });

  it('trains the edited network once the run under way has handed over what it learned', async () => {
    const { runId } = await train();
    document.setParam('bend', 'function', 'relu');
    training.applyEdits();
    await engine.take('stop');
    await say(checkpoint(runId, 12), { type: 'state', runId, state: 'stopped' });
    expect((await takeRun()).checkpoint?.step).toBe(12);
  });

  it('goes back to the first weights, and can take that back', async () => {
    await finished();
    const { results, history } = training;
    training.reset();
    expect(training.state).toBe('idle');
    expect(training.results).toBeNull();
    expect(training.notice?.undoable).toBe(true);
    training.undoReset();
    expect(training.results).toBe(results);
    expect(training.history).toBe(history);
    expect(training.state).toBe('stopped');
  });
});

describe('an engine that dies', () => {
  it('leaves its reason and the last checkpoint, from which training goes on exactly', async () => {
    const { runId } = await train();
    await say(progress(runId, 0, [9, 8, 7, 6, 5, 4, 3, 2, 1]), checkpoint(runId, 4));
    engine.die('it was ended from outside (signal 9, SIGKILL)');
    expect(training.state).toBe('failed');
    expect(training.failure).toMatchObject({
      kind: 'engine',
      problem: { message: expect.stringContaining('signal 9, SIGKILL') },
      resume: { epoch: 1, step: 4 },
    });
    engine.connect();
    training.continueRun();
    const next = await takeRun();
    expect(next.checkpoint?.step).toBe(4);
    expect(training.failure).toBeNull();
    expect(training.history.losses.length).toBe(4);
    engine.say(started(next.runId));
    await say(progress(next.runId, 4, [5, 4]));
    expect(training.history.losses.length).toBe(6);
  });

  it('offers only a new start where there was no checkpoint yet', async () => {
    await train();
    engine.die();
    expect(training.failure?.resume).toBeNull();
    engine.connect();
    training.startAgain();
    expect((await takeRun()).parameters).toBeNull();
  });

  it('is asked for again where main had given up', async () => {
    await train();
    engine.die('it crashed, for the fifth time within a minute', true);
    expect(asked).toEqual([]);
    training.startAgain();
    expect(asked).toEqual(['engine:restart']);
    engine.connect();
    await takeRun();
  });

  it('is no failure of a run while nothing trains', () => {
    engine.die();
    expect(training.state).toBe('idle');
    expect(training.failure).toBeNull();
  });
});

describe('an end before its time', () => {
  it('is told where early stopping says why', async () => {
    const { runId } = await train();
    await say({ type: 'state', runId, state: 'finished', reason: 'No better loss for 20 epochs.' });
    expect(training.notice).toEqual({ text: 'No better loss for 20 epochs.', undoable: false });
  });
});

describe('saving and opening', () => {
  it('saves what was trained, and takes it up again exactly', async () => {
    const { runId } = await train();
    await say(checkpoint(runId, 400), { type: 'state', runId, state: 'finished' });
    const saved = { ...document.snapshot(), ...training.savedState() };
    expect(saved.encoders).toHaveLength(1);
    training.markSaved();
    expect(training.resultsDirty).toBe(false);

    const parsed = parseProject(JSON.parse(JSON.stringify(saved)));
    if (!parsed.ok) throw new Error(parsed.problem.message);
    document.load(parsed.project);
    training.load(parsed.project);
    expect(training.state).toBe('finished');
    expect(training.resultsDirty).toBe(false);
    expect(training.history.lastEpoch).toMatchObject({ epoch: 100, step: 400 });
    const next = await train();
    expect(next.parameters).toEqual(parametersOf(400));
    expect(next.checkpoint).toEqual({ step: 400, optimizerState: [[400], [400]] });
    expect(next.untilEpoch).toBe(200);
  });

  it('draws the curve of a project that is opened again, and goes on with it', async () => {
    const { runId } = await train();
    await say(progress(runId, 0, [5, 4, 3, 2, 1]), checkpoint(runId, 4));
    const saved = { ...document.snapshot(), ...training.savedState() };
    const parsed = parseProject(JSON.parse(JSON.stringify(saved)));
    if (!parsed.ok) throw new Error(parsed.problem.message);
    document.load(parsed.project);
    training.load(parsed.project);
    const { history } = training;
    expect([0, 1, 2, 3].map((index) => history.losses.at(index))).toEqual([5, 4, 3, 2]);
    expect([history.losses.length, history.epochs.epochs.length, history.step]).toEqual([4, 1, 4]);
    // It is no part of the document: nothing to undo, nothing to save.
    expect(Object.keys(document.snapshot())).not.toContain('history');
    expect([document.undo.canUndo, document.dirty, training.resultsDirty]).toEqual([false, false, false]);
    const next = await train();
    await say(progress(next.runId, 4, [1, 0.5]));
    expect(training.history.losses.length).toBe(6);
    expect(training.history.stepAt(5)).toBe(6);
  });

  it('resets to the weights that a project gives itself', async () => {
    const given = { ...document.snapshot(), parameters: parametersOf(3) };
    document.load(given);
    training.load(given);
    const { runId } = await train();
    await say(checkpoint(runId, 8), { type: 'state', runId, state: 'stopped' });
    training.reset();
    expect(training.results?.parameters).toEqual(parametersOf(3));
    const again = await train();
    expect(again.parameters).toEqual(parametersOf(3));
    expect(again.checkpoint).toBeNull();
  });

  it('forgets everything for a new document', async () => {
    const { runId } = await train();
    await say(checkpoint(runId, 8));
    training.load(project());
    expect(training.results).toBeNull();
    expect(training.resultsDirty).toBe(false);
    expect(training.state).toBe('idle');
    expect(await engine.take('stop')).toEqual({ type: 'stop', runId });
  });

  it('leaves encoders and metrics out once the data set is another', async () => {
    const { runId } = await train();
    await say(checkpoint(runId, 8), { type: 'state', runId, state: 'stopped' });
    document.setColumn('x', { scaling: 'none' });
    expect(training.savedState()).toEqual({ parameters: parametersOf(8) });
  });
});

describe('the watched row', () => {
  it('is shown by a run that stands still while nothing trains, and follows', async () => {
    const preview = await engine.take('start');
    expect(preview).toMatchObject({ paused: true, parameters: null });
    engine.say(started(preview.runId));
    await when(() => training.rows !== null);
    training.setWatchRow(3);
    expect(await engine.take('watchRow')).toEqual({ type: 'watchRow', runId: preview.runId, row: 3 });
    training.setWatchRow(99);
    expect(training.watchRow).toBe(9);
    const { runId } = await train();
    training.setWatchRow(-5);
    await engine.take('watchRow');
    expect(await engine.take('watchRow')).toEqual({ type: 'watchRow', runId, row: 0 });
  });
});
