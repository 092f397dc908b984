import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Draws, Pcg32 } from '../data/random';
import { backendOf, graphOf, matrix, node, planOf, settings, trainingData } from '../testing/networks';
import { blockStarts, epochOrders } from './epochOrder';
import { initializeParameters } from './initialize';
import { layParameters } from './parameters';
import { rowsInMemory } from './rowAccess';
import type { Checkpoint, Parameters } from './schema';
import { createTrainer } from './trainer';

const nodes = [
  node('x', 'input'),
  node('y', 'target'),
  node('a', 'dense', { units: 5 }),
  node('f', 'activation', { function: 'tanh' }),
  node('drop', 'dropout', { rate: 0.4 }),
  node('b', 'dense', { units: 2 }),
  node('loss', 'loss'),
];
const wires = ['x > a', 'a > f', 'f > drop', 'drop > b', 'b > loss.prediction', 'y > loss.target'];
const graph = graphOf(nodes, wires);
const draws = new Draws(new Pcg32(3, 3));
const table = (columns: number) =>
  matrix(Array.from({ length: 23 }, () => Array.from({ length: columns }, () => draws.normal())));
const matrices = { x: table(3), y: table(2) };

function open(fields: object, from: { parameters: Parameters; checkpoint: Checkpoint } | null = null) {
  const training = settings({ batchSize: 5, optimizer: { kind: 'adam', learningRate: 0.02 }, ...fields });
  const plan = planOf(graph, { x: 3, y: 2 }, training);
  const backend = backendOf(plan, matrices, training.batchSize, training.seed);
  const values = initializeParameters(plan, training);
  if (from) layParameters(plan, from.parameters, values);
  backend.writeParameters(values);
  if (from)
    backend.writeOptimizerState(from.checkpoint.optimizerState.map((slot) => Float64Array.from(slot)));
  const data = trainingData(matrices);
  const watched = plan.outputs.filter(({ nodeId }) => nodeId === 'f');
  const checkpoint = from?.checkpoint ?? null;
  return createTrainer({
    plan,
    backend,
    data,
    rows: rowsInMemory(new Map([['y', matrices.y]])),
    orders: epochOrders(data.parts.train, blockStarts(data.tableRows, training.blockRows), training),
    training,
    watched,
    countsAccuracy: false,
    from: checkpoint,
    nameOf: (id) => id,
  });
}

function advanceTo(trainer: ReturnType<typeof open>, step: number): number[] {
  const losses: number[] = [];
  while (trainer.step < step) losses.push(...trainer.advance(step - trainer.step).losses);
  return losses;
}

describe('trainer', () => {
  it('gives the same numbers to the last bit, run after run', () => {
    const [first, second] = [open({}), open({})];
    expect(advanceTo(first, 60)).toEqual(advanceTo(second, 60));
    expect(first.parameters()).toEqual(second.parameters());
    expect(open({ seed: 2 }).parameters()).not.toEqual(open({ seed: 1 }).parameters());
  });

  it('resumes exactly from any step, through the text of a file, dropout and shuffling included', () => {
    const optimizers = ['sgd', 'adam', 'adamW', 'rmsProp', 'adagrad'];
    const property = fc.property(
      fc.integer({ min: 1, max: 39 }),
      fc.constantFrom(...optimizers),
      fc.boolean(),
      (stop, kind, shuffle) => {
        const optimizer = { kind, learningRate: 0.02, ...(kind === 'sgd' && { momentum: 0.9 }) };
        const unbroken = open({ optimizer, shuffle });
        const losses = advanceTo(unbroken, 40);
        const first = open({ optimizer, shuffle });
        const before = advanceTo(first, stop);
        const saved = JSON.stringify({ parameters: first.parameters(), checkpoint: first.checkpoint() });
        const resumed = open({ optimizer, shuffle }, JSON.parse(saved));
        expect([...before, ...advanceTo(resumed, 40)]).toEqual(losses);
        expect(resumed.parameters()).toEqual(unbroken.parameters());
        expect(resumed.metrics()).toEqual(unbroken.metrics());
      },
    );
    fc.assert(property, { numRuns: 60 });
  });

  it('goes through every row once an epoch, with a short last batch', () => {
    const trainer = open({});
    expect(trainer.stepsPerEpoch).toBe(5);
    const { losses, rows, epoch } = trainer.advance(100);
    expect([losses.length, rows, trainer.step, trainer.epoch]).toEqual([5, 23, 5, 1]);
    expect(epoch?.loss).toBeGreaterThan(0);
    expect(trainer.advance(2).epoch).toBeNull();
  });

  it('takes a batch larger than the data as the full batch', () => {
    const trainer = open({ batchSize: 1000 });
    expect(trainer.stepsPerEpoch).toBe(1);
    expect(trainer.advance(1).rows).toBe(23);
  });

  it('stops at a loss that is no number and keeps the last good parameters', () => {
    const trainer = open({ optimizer: { kind: 'sgd', learningRate: 1e200 } });
    let result = trainer.advance(1);
    let good = trainer.parameters();
    while (!result.problem) {
      good = trainer.parameters();
      result = trainer.advance(1);
    }
    expect(result.problem.message).toMatch(
      /stopped being a finite number at step \d+, with the learning rate 1e\+200\. It began in "(a|f|b|loss)"/,
    );
    expect(trainer.parameters()).toEqual(good);
  });

  it('keeps the last good parameters of a long stretch, and its finite losses', () => {
    const fields = { optimizer: { kind: 'sgd', learningRate: 40 }, batchSize: 1, shuffle: false };
    const trainer = open(fields);
    const losses: number[] = [];
    let result = trainer.advance(1000);
    for (; !result.problem; result = trainer.advance(1000)) losses.push(...result.losses);
    losses.push(...result.losses);
    expect(losses).toHaveLength(trainer.step);
    expect(losses.every(Number.isFinite)).toBe(true);
    const again = open(fields);
    while (again.step < trainer.step) again.advance(1);
    expect(again.parameters()).toEqual(trainer.parameters());
    expect(Number.isFinite(again.advance(1).losses[0])).toBe(true);
  });

  it('finds the last good parameters however the stretch was cut', () => {
    const fields = { optimizer: { kind: 'sgd', learningRate: 40 }, batchSize: 1, shuffle: false };
    const stopAt = (stretch: number) => {
      const trainer = open(fields);
      const losses: number[] = [];
      for (;;) {
        const result = trainer.advance(stretch);
        losses.push(...result.losses);
        if (!result.problem) continue;
        expect(losses).toHaveLength(trainer.step);
        return { losses, message: result.problem.message, parameters: trainer.parameters() };
      }
    };
    for (const stretch of [2, 3, 5]) {
      const { losses, parameters, message } = stopAt(stretch);
      const whole = stopAt(1000);
      const failedAt = (text: string) => /at step (\d+)/.exec(text)![1];
      expect(failedAt(message)).toBe(failedAt(whole.message));
      expect(losses.every(Number.isFinite)).toBe(true);
      expect(
        Object.values(parameters)
          .flatMap((each) => Object.values(each).flat(2))
          .every(Number.isFinite),
      ).toBe(true);
    }
  });

  it('follows its schedule, and resumes in the middle of it', () => {
    const schedule = { kind: 'reduceOnPlateau', patience: 1, factor: 0.5, minimum: 1e-4 };
    const fields = { schedule, warmupSteps: 7, optimizer: { kind: 'sgd', learningRate: 0.3 } };
    const unbroken = open(fields);
    advanceTo(unbroken, 200);
    expect(unbroken.checkpoint().plateau!.drops).toBeGreaterThan(0);
    const first = open(fields);
    advanceTo(first, 93);
    const saved = { parameters: first.parameters(), checkpoint: first.checkpoint() };
    const resumed = open(fields, JSON.parse(JSON.stringify(saved)));
    advanceTo(resumed, 200);
    expect(resumed.parameters()).toEqual(unbroken.parameters());
  });

  it('stops early and restores the best parameters', () => {
    const earlyStopping = { kind: 'trainingLoss', patience: 3 };
    const trainer = open({ earlyStopping, optimizer: { kind: 'sgd', learningRate: 0.3 } });
    const best = { loss: Number.POSITIVE_INFINITY, parameters: trainer.parameters() };
    for (;;) {
      const { epoch, stopped } = trainer.advance(1000);
      if (stopped) {
        expect(stopped).toMatch(/^No better training loss for 3 epochs; the best was [\d.]+ at epoch \d+\.$/);
        break;
      }
      if (epoch!.loss! < best.loss)
        Object.assign(best, { loss: epoch!.loss, parameters: trainer.parameters() });
    }
    expect(trainer.parameters()).toEqual(best.parameters);
  });
});
