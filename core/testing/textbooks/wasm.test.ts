import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { predictTable } from '../../train/predictions';
import type { Parameters } from '../../train/schema';
import { classesRight, openSample, readSample, type Sample, trainTo } from '../samples';

const ids = readdirSync(new URL('../../../resources/samples/', import.meta.url))
  .filter((file) => file.endsWith('.nloom'))
  .map((file) => file.slice(0, -'.nloom'.length))
  // The spiral's loss jumps about until its ten thousand steps are done, and has a test of its own.
  .filter((id) => readSample(id).project.group !== 'Data' && id !== 'cs231n-spiral');

/** Enough for the picture of each; whole runs would take the reference backend many seconds. */
const mostSteps = (id: string) => (id === 'harley-digits' ? 25 : 1000);

/** What the network says of every row, and the loss of the last step. */
function reached(sample: Sample, backend: 'wasm' | 'reference', steps: number) {
  const run = openSample(sample, { backend });
  expect(run.backend).toBe(backend);
  const { epochs } = sample.project.training;
  const loss = trainTo(run, Math.min(epochs * run.trainer.stepsPerEpoch, steps));
  return { loss, said: predictions(sample, run.trainer.parameters()) };
}

function predictions({ project, table }: Sample, parameters: Parameters) {
  const { graph, training } = project;
  const predicted = predictTable({ graph, dataset: project.dataset!, training, table, parameters });
  if (!predicted.ok) throw new Error(predicted.problem.message);
  return predicted.predictions.heads;
}

describe('The fast backend comes to the same classes, and to a loss within 1 %, in', () => {
  it.each(ids)('%s', (id) => {
    const sample = readSample(id);
    const fast = reached(sample, 'wasm', mostSteps(id));
    const exact = reached(sample, 'reference', mostSteps(id));
    // Float32 ends where a square of its smallest differences ends.
    expect(Math.abs(fast.loss - exact.loss)).toBeLessThanOrEqual(0.01 * exact.loss + 1e-9);
    exact.said.forEach(({ outputNames, decoded }, index) => {
      if (outputNames.length < 2) return;
      const other = fast.said[index]!.decoded;
      const changed = decoded.filter((text, row) => text !== other[row]).length;
      // A point on a border may fall on either side.
      expect(changed / decoded.length).toBeLessThanOrEqual(0.01);
    });
  });

  it('cs231n-spiral', () => {
    const sample = readSample('cs231n-spiral');
    const run = openSample(sample, { backend: 'wasm' });
    const loss = trainTo(run, 10_000);
    const parameters = run.trainer.parameters();
    expect(classesRight(sample, 'probabilities', 'arm', parameters)).toBe(294);
    const weights = [parameters.hidden!, parameters.scores!].flatMap((node) => node.weights!.flat());
    const penalty = 0.5e-3 * weights.reduce((sum, weight) => sum + weight * weight, 0);
    expect(Math.abs((loss + penalty) / 0.245258 - 1)).toBeLessThan(0.01);
  });
});
