import { describe, expect, it } from 'vitest';
import { meanAbsoluteError, numbersOf, openSample, outputsOf, readSample, trainTo } from '../samples';
import { expectClose } from './expectClose';

/** Mean of |y − output| after so many updates. */
function errors(id: string, output: string, steps: readonly number[]) {
  const sample = readSample(id);
  const answers = numbersOf(sample, 'answer');
  const run = openSample(sample);
  const means = steps.map((step) => {
    trainTo(run, step);
    return meanAbsoluteError(outputsOf(sample, output, run.trainer.parameters()).flat(), answers);
  });
  return { sample, run, means };
}

describe('Trask, two layers', () => {
  it('goes through his run, from NumPy’s first weights to the printed outputs', () => {
    const { sample, run, means } = errors('trask-2-layer', 'l1', [0, 1, 10, 100, 1000, 9999]);
    expectClose(
      means,
      [0.5172082754, 0.486184912, 0.2986661019, 0.0910435437, 0.0260702597, 0.0079552494],
      1e-9,
    );
    const printed = outputsOf(sample, 'l1', run.trainer.parameters()).flat();
    expect(printed.map((value) => value.toFixed(8))).toEqual([
      '0.00966449',
      '0.00786506',
      '0.99358898',
      '0.99211957',
    ]);
    expectClose(
      printed,
      [0.009664491687968301, 0.007865059671309264, 0.9935889804970555, 0.992119573219358],
      1e-12,
    );
    trainTo(run, 10_000);
    expectClose(
      run.trainer.parameters().syn0!.weights!.flat(),
      [9.672993027736892, -0.20784349926631968, -4.62963668773159],
      1e-9,
    );
    expectClose(
      outputsOf(sample, 'l1', run.trainer.parameters()).flat(),
      [0.0096639995, 0.0078646603, 0.9935893055, 0.992119974],
      1e-9,
    );
  });

  it('starts where NumPy starts', () => {
    const sample = readSample('trask-2-layer');
    const first = openSample(sample).trainer.parameters();
    expect(first.syn0!.weights!.flat()).toEqual([
      -0.165955990594852, 0.4406489868843162, -0.9997712503653102,
    ]);
    expectClose(
      outputsOf(sample, 'l1', first).flat(),
      [0.2689863987, 0.3637505753, 0.2376281737, 0.3262756985],
      1e-9,
    );
  });
});

describe('Trask, three layers', () => {
  it('gives his six printed errors', () => {
    const { sample, run, means } = errors(
      'trask-3-layer',
      'l2',
      [0, 10_000, 20_000, 30_000, 40_000, 50_000, 59_999],
    );
    // Twelve digits, as he prints them.
    expect(means.slice(0, 6).map((mean) => Number(mean.toPrecision(12)))).toEqual([
      0.496410031903, 0.00858452565325, 0.00578945986251, 0.00462917677677, 0.00395876528027,
      0.00351012256786,
    ]);
    expectClose([means[6]!], [0.0031835307355949105], 1e-12);
    expectClose(
      outputsOf(sample, 'l2', run.trainer.parameters()).flat(),
      [0.0026057245999589257, 0.9967220868897564, 0.9970171078634206, 0.0038675930955976733],
      1e-12,
    );
    trainTo(run, 60_000);
    const { syn0, syn1 } = run.trainer.parameters();
    expectClose(
      syn0!.weights!.flat(),
      [
        4.601357097887595, 4.171971929551633, -6.309562451905658, -4.197451175646527, -2.5841348360008514,
        -5.814479292280624, -6.6079343531195995, -3.683961233012223, 0.9753867879450978, -2.0268577531413285,
        2.5294975091880962, 5.843717394604796,
      ],
      1e-9,
    );
    expectClose(
      syn1!.weights!.flat(),
      [-6.967657631412924, 7.141019485765206, -10.31917382274882, 7.861284050871797],
      1e-9,
    );
  });

  it('falls as in his first thousand steps', () => {
    const { means } = errors('trask-3-layer', 'l2', [1, 10, 100, 1000]);
    expectClose(means, [0.4962957889, 0.4951740109, 0.4579323652, 0.0429846478], 1e-9);
  });

  it('draws both layers from one sequence', () => {
    const { syn0, syn1 } = openSample(readSample('trask-3-layer')).trainer.parameters();
    expect(syn0!.weights).toEqual([
      [-0.165955990594852, 0.4406489868843162, -0.9997712503653102, -0.39533485473632046],
      [-0.7064882183657739, -0.8153228104624044, -0.6274795772446582, -0.3088785459139045],
      [-0.20646505153866013, 0.07763346800671389, -0.1616109711934104, 0.370439000793519],
    ]);
    expect(syn1!.weights!.flat()).toEqual([
      -0.5910955005369651, 0.7562348727818908, -0.9452248136041477, 0.34093502035680445,
    ]);
  });
});
