import { activationNode } from './activation';
import { addNode } from './add';
import { batchNormNode } from './batchNorm';
import { concatNode } from './concat';
import { denseNode } from './dense';
import { dropoutNode } from './dropout';
import { inputNode } from './input';
import type { NodeKind } from './kind';
import { lossNode } from './loss';
import { maxoutNode } from './maxout';
import { multiplyNode } from './multiply';
import { targetNode } from './target';

/** Every node kind, in palette order. Adding a kind is its own file, its test, and one line here. */
export const nodeKinds = [
  inputNode,
  targetNode,
  denseNode,
  maxoutNode,
  activationNode,
  dropoutNode,
  batchNormNode,
  addNode,
  multiplyNode,
  concatNode,
  lossNode,
] as const;

const byName = new Map<string, NodeKind>(nodeKinds.map((kind) => [kind.kind, kind as unknown as NodeKind]));

/** The kind with this name, or undefined where a file names one that this version does not know. */
export function findNodeKind(kind: string): NodeKind | undefined {
  return byName.get(kind);
}
