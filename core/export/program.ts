import type { FittedColumn } from '../data/schema';
import { internalError } from '../graph/problem';
import { findNodeKind } from '../nodes';
import type { ActivationFunction } from '../nodes/activationFunctions';
import type { Value as PlanValue } from '../nodes/kind';
import type { Step } from '../plan/plan';
import type { ModelHead, ModelNode, Tensor, TrainedModel } from './model';

/** `features` numbers for every row. */
export interface Value {
  features: number;
  /** The node that gives it. */
  node: ModelNode;
  /** Set where it is not the node's output: a sum inside the node, or the output after the link of a head. */
  part: string | null;
}

/** Trained numbers of a node. */
export interface Constant extends Tensor {
  node: ModelNode;
  name: string;
}

/** What a prediction is made of, in the order it is made. The formulas are those of the plan's steps of the same names. */
export type InferenceStep =
  | { op: 'input'; columns: readonly FittedColumn[]; y: Value }
  // weights: [inFeatures, units]
  | { op: 'dense'; x: Value; weights: Constant; bias: Constant | null; y: Value }
  | { op: 'activation'; function: ActivationFunction; negativeSlope: number; x: Value; y: Value }
  | { op: 'largestPiece'; x: Value; pieces: number; y: Value }
  | {
      op: 'batchNorm';
      x: Value;
      scale: Constant;
      shift: Constant;
      runningMean: Constant;
      runningVariance: Constant;
      momentum: number;
      epsilon: number;
      y: Value;
    }
  | { op: 'add' | 'multiply' | 'concat'; inputs: Value[]; y: Value }
  /** Only what trains on needs it; a prediction passes it by. */
  | { op: 'dropout'; x: Value; rate: number; y: Value };

export interface ProgramOutput {
  head: ModelHead;
  /** What the prediction node gives. */
  raw: Value;
  /** The same after the head's link. */
  value: Value;
}

export interface Program {
  steps: InferenceStep[];
  /** One for each head of the model. */
  outputs: ProgramOutput[];
}

type Kept = { of: 'value'; value: Value } | { of: 'constant'; constant: Constant };

/**
 * The steps of a prediction, as the nodes themselves lower them: an exporter that writes every step writes every node kind.
 * Steps that change nothing (a linear activation, a sum of one) are left out; with `keepDropout` false, dropout too.
 */
export function inferenceProgram(model: TrainedModel, keepDropout = false): Program {
  const kept: Kept[] = [];
  const valueIn = (buffer: number): Value => {
    const found = kept[buffer];
    if (found?.of !== 'value') throw internalError(`buffer ${buffer} holds no value`);
    return found.value;
  };
  const constantIn = (buffer: number): Constant => {
    const found = kept[buffer];
    if (found?.of !== 'constant') throw internalError(`buffer ${buffer} holds no constant`);
    return found.constant;
  };
  const steps: InferenceStep[] = [];
  const outputs = new Map<string, PlanValue>();

  const add = (step: Step): void => {
    const pass = (x: number, y: number): void => {
      kept[y] = kept[x]!;
    };
    switch (step.op) {
      case 'dense': {
        const bias = step.bias === null ? null : constantIn(step.bias);
        steps.push({
          op: 'dense',
          x: valueIn(step.x),
          weights: constantIn(step.weights),
          bias,
          y: valueIn(step.y),
        });
        return;
      }
      case 'activation':
        if (step.function === 'linear') pass(step.x, step.y);
        else steps.push({ ...step, x: valueIn(step.x), y: valueIn(step.y) });
        return;
      case 'dropout':
        if (!keepDropout) pass(step.x, step.y);
        else steps.push({ op: 'dropout', rate: step.rate, x: valueIn(step.x), y: valueIn(step.y) });
        return;
      case 'largestPiece':
        steps.push({ op: 'largestPiece', pieces: step.pieces, x: valueIn(step.x), y: valueIn(step.y) });
        return;
      case 'batchNorm':
        steps.push({
          op: 'batchNorm',
          momentum: step.momentum,
          epsilon: step.epsilon,
          x: valueIn(step.x),
          scale: constantIn(step.scale),
          shift: constantIn(step.shift),
          runningMean: constantIn(step.runningMean),
          runningVariance: constantIn(step.runningVariance),
          y: valueIn(step.y),
        });
        return;
      case 'add':
      case 'multiply':
      case 'concat':
        if (step.inputs.length === 1) pass(step.inputs[0]!, step.y);
        else steps.push({ op: step.op, inputs: step.inputs.map(valueIn), y: valueIn(step.y) });
        return;
      default:
        throw internalError(`a prediction cannot hold the step ${step.op}`);
    }
  };

  for (const node of model.nodes) {
    const keep = (value: Value): number => kept.push({ of: 'value', value }) - 1;
    const keepConstant = (name: string): number =>
      kept.push({ of: 'constant', constant: constant(node, name) }) - 1;
    const lowered = findNodeKind(node.node.kind)!.lower(node.node, {
      nodeId: node.node.id,
      features: node.features,
      inputs: Object.fromEntries(
        Array.from(node.inputs, ([port, ids]) => [port, ids.map((id) => outputs.get(id)!)]),
      ),
      buffer: (name, features) => keep({ features, node, part: name }),
      parameter: (name) => ({ value: keepConstant(name), gradient: -1 }),
      statistic: (name) => keepConstant(name),
      stream: () => 0,
      data() {
        const value: Value = { features: node.features, node, part: null };
        steps.push({ op: 'input', columns: model.inputColumns.get(node.node.id)!, y: value });
        return keep(value);
      },
      lossValue: () => {
        throw internalError('a prediction cannot hold a loss');
      },
      forward: add,
    });
    if (lowered.output === null) continue;
    const own = kept[lowered.output];
    if (own?.of === 'value' && own.value.node === node) own.value.part = null;
    outputs.set(node.node.id, { buffer: lowered.output, features: node.features });
  }

  const heads = model.heads.map((head): ProgramOutput => {
    const raw = valueIn(outputs.get(head.predictionNodeId)!.buffer);
    if (head.link === 'identity') return { head, raw, value: raw };
    const value: Value = { ...raw, part: head.link };
    steps.push({ op: 'activation', function: head.link, negativeSlope: 0, x: raw, y: value });
    return { head, raw, value };
  });
  return { steps, outputs: heads };
}

function constant(node: ModelNode, name: string): Constant {
  return { node, name, ...node.parameters.get(name)! };
}

/** The constants of a step, in the order an exporter names them. */
export function constantsOf(step: InferenceStep): Constant[] {
  if (step.op === 'dense') return step.bias ? [step.weights, step.bias] : [step.weights];
  if (step.op === 'batchNorm') return [step.scale, step.shift, step.runningMean, step.runningVariance];
  return [];
}

/** [inFeatures, units] as [units, inFeatures]: a row of weights for each unit. */
export function transposed({ rows, columns, values }: Constant): Float64Array {
  const turned = new Float64Array(values.length);
  // In blocks: a whole column at a time would miss the cache at every step.
  const block = 32;
  for (let top = 0; top < rows; top += block) {
    const bottom = Math.min(top + block, rows);
    for (let column = 0; column < columns; column++) {
      for (let row = top; row < bottom; row++) turned[column * rows + row] = values[row * columns + column]!;
    }
  }
  return turned;
}
