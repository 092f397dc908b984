import type { ActivationFunction } from '../nodes/activationFunctions';
import type { LossFunction, LossReduction } from '../nodes/lossFunctions';
import type { Initializer } from '../train/initializers';
import type { Optimizer } from '../train/optimizers';

/** Index into `Plan.buffers`. */
export type BufferId = number;

/** How a parameter gets its first values; fans as in Glorot and Bengio (2010). */
export interface ParameterInit {
  initializer: Initializer;
  fanIn: number;
  fanOut: number;
}

export type BufferRole =
  | 'input'
  | 'target'
  | 'activation'
  | 'mask'
  | 'gradient'
  | 'parameter'
  | 'parameterGradient'
  | 'statistic'
  | 'loss';

/**
 * One numbered array. `rows: 'batch'` buffers live in the arena, where `offset` counts columns (multiply by the rows of
 * the batch for elements); the others have a fixed size in their own segment, where `offset` counts elements.
 */
export interface Buffer {
  id: BufferId;
  name: string;
  role: BufferRole;
  rows: 'batch' | number;
  columns: number;
  offset: number;
}

export interface Parameter {
  nodeId: string;
  /** `weights` or `bias`: its key in the project's `parameters`. */
  name: string;
  value: BufferId;
  gradient: BufferId;
  rows: number;
  columns: number;
  init: ParameterInit;
  l1: number;
  l2: number;
}

/** A number per feature that a node keeps but does not learn by gradient: the running mean of a batch normalisation. */
export interface Statistic {
  nodeId: string;
  /** Its key in the project's `parameters`, beside the learned ones. */
  name: string;
  value: BufferId;
  columns: number;
  initial: number;
}

/**
 * One operation over numbered buffers. B is the number of rows in the batch. A backward step with `accumulate` adds to
 * what its target holds; without, it overwrites.
 */
export type Step =
  // y[B, units] = x[B, inFeatures] · weights[inFeatures, units] + bias[units]
  | { op: 'dense'; x: BufferId; weights: BufferId; bias: BufferId | null; y: BufferId }
  // dWeights[inFeatures, units] = xᵀ · dy
  | { op: 'denseWeightGradient'; x: BufferId; dy: BufferId; dWeights: BufferId }
  // dBias[units] = column sums of dy[B, units]
  | { op: 'denseBiasGradient'; dy: BufferId; dBias: BufferId }
  // dx[B, inFeatures] = dy · weightsᵀ
  | { op: 'denseInputGradient'; dy: BufferId; weights: BufferId; dx: BufferId; accumulate: boolean }
  // y = function(x), element by element; softmax goes by rows
  | { op: 'activation'; function: ActivationFunction; negativeSlope: number; x: BufferId; y: BufferId }
  // dx = derivative of function at x (its value there is y) times dy
  | {
      op: 'activationGradient';
      function: ActivationFunction;
      negativeSlope: number;
      x: BufferId;
      y: BufferId;
      dy: BufferId;
      dx: BufferId;
      accumulate: boolean;
    }
  // mask = 0 or 1/(1 − rate), drawn from (seed, step, stream); y = x · mask. The identity outside training.
  | { op: 'dropout'; x: BufferId; mask: BufferId; y: BufferId; rate: number; stream: number }
  // dx = dy · the product of the factors, element by element (a dropout mask, or the other sides of a product)
  | { op: 'scaleGradient'; dy: BufferId; factors: BufferId[]; dx: BufferId; accumulate: boolean }
  // y = sum of the inputs
  | { op: 'add'; inputs: BufferId[]; y: BufferId }
  // y = product of the inputs
  | { op: 'multiply'; inputs: BufferId[]; y: BufferId }
  // y[B, units] = the largest of each unit's `pieces` neighbouring columns of x[B, units · pieces]; the first of equals
  | { op: 'largestPiece'; x: BufferId; y: BufferId; pieces: number }
  // dx = dy at the piece that was largest, else 0
  | {
      op: 'largestPieceGradient';
      x: BufferId;
      dy: BufferId;
      dx: BufferId;
      pieces: number;
      accumulate: boolean;
    }
  // normalized = (x − mean) / √(variance + epsilon) by columns; y = normalized · scale + shift. In training over the batch,
  // while the running mean and (unbiased) variance move towards the batch's by `momentum`; outside training by those two.
  | {
      op: 'batchNorm';
      x: BufferId;
      scale: BufferId;
      shift: BufferId;
      runningMean: BufferId;
      runningVariance: BufferId;
      normalized: BufferId;
      y: BufferId;
      momentum: number;
      epsilon: number;
    }
  // dScale = column sums of dy · normalized; dShift = column sums of dy
  | {
      op: 'batchNormParameterGradient';
      normalized: BufferId;
      dy: BufferId;
      dScale: BufferId;
      dShift: BufferId;
    }
  // dx = scale / √(variance of x + epsilon) · (dy − mean(dy) − normalized · mean(dy · normalized)), means over the batch
  | {
      op: 'batchNormGradient';
      x: BufferId;
      scale: BufferId;
      normalized: BufferId;
      dy: BufferId;
      dx: BufferId;
      epsilon: number;
      accumulate: boolean;
    }
  // dx = dy
  | { op: 'copyGradient'; dy: BufferId; dx: BufferId; accumulate: boolean }
  // y[B, Σ columns] = the inputs side by side
  | { op: 'concat'; inputs: BufferId[]; y: BufferId }
  // dx = the columns of dy from `column` on
  | { op: 'sliceGradient'; dy: BufferId; column: number; dx: BufferId; accumulate: boolean }
  // value = function(prediction, target) over the batch, in its reduction
  | {
      op: 'loss';
      function: LossFunction;
      reduction: LossReduction;
      delta: number;
      prediction: BufferId;
      target: BufferId;
      value: BufferId;
    }
  // dPrediction = weight · derivative of the loss with respect to the prediction
  | {
      op: 'lossGradient';
      function: LossFunction;
      reduction: LossReduction;
      delta: number;
      weight: number;
      prediction: BufferId;
      target: BufferId;
      dPrediction: BufferId;
      accumulate: boolean;
    };

/** What happens to the parameters once their gradients stand. */
export type UpdateStep =
  // gradient += l1 · sign(value) + 2 · l2 · value
  | { op: 'penalty'; value: BufferId; gradient: BufferId; l1: number; l2: number }
  // every element of every gradient held within ±maxValue
  | { op: 'clipValue'; maxValue: number }
  // all gradients scaled so that their common Euclidean norm is at most maxNorm
  | { op: 'clipNorm'; maxNorm: number }
  // one pass over all parameters, `stateSlots` state arrays of the same length
  | { op: 'optimize'; optimizer: Optimizer; stateSlots: number };

export interface DataPort {
  nodeId: string;
  buffer: BufferId;
  features: number;
}

export interface LossPort {
  nodeId: string;
  /** Factor of this loss in the total. */
  weight: number;
  /** What the loss compares, as wired: its two ends keep their values until the forward pass is over. */
  prediction: BufferId;
  target: BufferId;
  value: BufferId;
  /** How values of several batches combine: by summing, or by a mean weighted with their rows. */
  reduction: LossReduction;
}

export interface NodeOutput {
  nodeId: string;
  buffer: BufferId;
  features: number;
}

export interface PlanMemory {
  /** Columns of the arena during training: times the rows of a batch gives elements. Buffers share room by liveness. */
  arenaColumns: number;
  /** The same without sharing, when every activation is kept for inspection. */
  inspectColumns: number;
  /** Offsets (in columns) of the batch buffers when nothing shares room; −1 for buffers that are not in the arena. */
  inspectOffsets: number[];
  /** Elements in the parameter segment; gradients and each optimizer state slot are as long. */
  parameterElements: number;
  /** Elements in the statistics, which follow the parameters in their segment. */
  statisticElements: number;
  stateSlots: number;
}

/**
 * The executable form of a graph: plain data that can be cloned, printed and verified. Shapes are static but for the
 * number of rows in a batch.
 */
export interface Plan {
  version: 1;
  buffers: Buffer[];
  parameters: Parameter[];
  statistics: Statistic[];
  inputs: DataPort[];
  targets: DataPort[];
  losses: LossPort[];
  /** One for each node with an output, in topological order. */
  outputs: NodeOutput[];
  forward: Step[];
  backward: Step[];
  update: UpdateStep[];
  memory: PlanMemory;
}
