import type { Buffer, BufferId, Step } from './plan';

type Lookup = (id: BufferId) => Buffer;

/** What is wrong with the shapes a step works on, or null. The rules are those written beside each step in `plan.ts`. */
export function stepShapeFault(step: Step, at: Lookup): string | null {
  switch (step.op) {
    case 'dense': {
      const shape = `[${at(step.x).columns}, ${at(step.y).columns}]`;
      const bias = step.bias === null ? true : at(step.bias).columns === at(step.y).columns;
      return matches(at(step.weights), shape) && bias
        ? null
        : `weights ${print(at(step.weights))}, expected ${shape}`;
    }
    case 'denseWeightGradient': {
      const shape = `[${at(step.x).columns}, ${at(step.dy).columns}]`;
      return matches(at(step.dWeights), shape)
        ? null
        : `dWeights ${print(at(step.dWeights))}, expected ${shape}`;
    }
    case 'denseBiasGradient':
      return equal(at(step.dy), at(step.dBias));
    case 'denseInputGradient': {
      const shape = `[${at(step.dx).columns}, ${at(step.dy).columns}]`;
      return matches(at(step.weights), shape)
        ? null
        : `weights ${print(at(step.weights))}, expected ${shape}`;
    }
    case 'activation':
      return equal(at(step.x), at(step.y));
    case 'activationGradient':
      return equal(at(step.x), at(step.dx)) ?? equal(at(step.y), at(step.dy));
    case 'dropout':
      return equal(at(step.x), at(step.y)) ?? equal(at(step.x), at(step.mask));
    case 'scaleGradient':
      return equal(at(step.dy), at(step.dx)) ?? allEqual(step.factors, step.dy, at);
    case 'multiply':
    case 'add':
      return allEqual(step.inputs, step.y, at);
    case 'largestPiece':
      return pieces(at(step.x), at(step.y), step.pieces);
    case 'largestPieceGradient':
      return pieces(at(step.dx), at(step.dy), step.pieces) ?? equal(at(step.x), at(step.dx));
    case 'batchNorm': {
      const { x, scale, shift, runningMean, runningVariance, normalized, y } = step;
      return allEqual([scale, shift, runningMean, runningVariance, normalized, y], x, at);
    }
    case 'batchNormParameterGradient':
      return allEqual([step.dy, step.dScale, step.dShift], step.normalized, at);
    case 'batchNormGradient':
      return allEqual([step.scale, step.normalized, step.dy, step.dx], step.x, at);
    case 'copyGradient':
      return equal(at(step.dy), at(step.dx));
    case 'concat': {
      const sum = step.inputs.reduce((total, id) => total + at(id).columns, 0);
      return sum === at(step.y).columns
        ? null
        : `inputs have ${sum} columns together, output ${at(step.y).columns}`;
    }
    case 'sliceGradient': {
      const end = step.column + at(step.dx).columns;
      return end <= at(step.dy).columns ? null : `slice ends at column ${end} of ${at(step.dy).columns}`;
    }
    case 'loss':
      return equal(at(step.prediction), at(step.target));
    case 'lossGradient':
      return equal(at(step.prediction), at(step.target)) ?? equal(at(step.prediction), at(step.dPrediction));
    default:
      throw step satisfies never;
  }
}

function matches(buffer: Buffer, shape: string): boolean {
  return `[${buffer.rows}, ${buffer.columns}]` === shape;
}

function allEqual(ids: readonly BufferId[], as: BufferId, at: Lookup): string | null {
  return ids.map((id) => equal(at(id), at(as))).find((fault) => fault !== null) ?? null;
}

function pieces(wide: Buffer, narrow: Buffer, count: number): string | null {
  if (wide.columns === narrow.columns * count) return null;
  return `${wide.name} is ${print(wide)}, expected ${count} times the columns of ${print(narrow)}`;
}

function equal(a: Buffer, b: Buffer): string | null {
  return a.columns === b.columns ? null : `${a.name} is ${print(a)}, ${b.name} is ${print(b)}`;
}

export function print(buffer: Buffer): string {
  return `[${buffer.rows}, ${buffer.columns}]`;
}
