import { depthOfBlock, depthOfNarrowPanels, elementsOfBlock } from '../assembly/blocks';
import { Product } from '../assembly/opcodes';

/** A product of matrices: [m, k] · [k, n]. */
export interface ProductShape {
  m: number;
  n: number;
  k: number;
}

/** Multiplications below which copying into panels costs more than it gains. */
const leastForPanels = 65_536;

/** Whether a product is worked out straight or from packed panels. It goes by the shape alone, as the order of summing does. */
export function productKind({ m, n, k }: ProductShape): Product {
  const worthIt = m >= 4 && n >= 8 && k >= 16 && m * n * k >= leastForPanels;
  return worthIt ? Product.panels : Product.direct;
}

/** The same for the products of a layer that have its units as columns: the output, and the gradient of the weights. */
export function layerProductKind(shape: ProductShape): Product {
  if (shape.n === 1) return Product.single;
  return shape.n <= 4 ? Product.narrow : productKind(shape);
}

/** From this width on a single row passes over its zeros, as `multiplyRow` goes through the weights from end to end. */
const leastUnitsForSparse = 32;

/** The same for the output of a layer with finite weights, a single row of which may pass over its zeros. */
export function finiteProductKind(shape: ProductShape): Product {
  return shape.m === 1 && shape.n >= leastUnitsForSparse ? Product.sparse : layerProductKind(shape);
}

/** Weights from which on a single row is faster by strips: those that do not fit the first cache. */
const leastForStrips = 16_384;

/** Whether the weights of a layer are worth being copied into strips, for many single rows. */
export function isForStrips(shape: ProductShape): boolean {
  return finiteProductKind(shape) === Product.sparse && shape.n * shape.k >= leastForStrips;
}

/** The same for the gradient of a layer's input, which sums over the units. */
export function inputProductKind(shape: ProductShape): Product {
  return shape.k === 1 ? Product.single : productKind(shape);
}

/** Multiplications above which a product is worth several threads: about 25 µs of work for one. */
const leastForThreads = 500_000;

export function isShared({ m, n, k }: ProductShape): boolean {
  return m * n * k >= leastForThreads;
}

/** Bytes that a layer's output needs for its kernel, for this many rows of a batch or fewer. */
export function outputScratch(shape: ProductShape): number {
  // A single row of a wide layer lists its terms, as an address and a number each.
  const list = shape.n >= leastUnitsForSparse ? 8 * shape.k : 0;
  return Math.max(list, layerProductKind(shape) === Product.panels ? panelScratch(shape) : 0);
}

/** The same for the gradient of a layer's weights. */
export function weightGradientScratch(shape: ProductShape): number {
  return layerProductKind(shape) === Product.panels ? panelScratch(shape) : 0;
}

/** The same for the gradient of a layer's input: fewer rows may be worked out straight, from a panel of eight transposed columns. */
export function inputGradientScratch(shape: ProductShape): number {
  const kind = inputProductKind(shape);
  if (kind === Product.single) return 0;
  return Math.max(32 * shape.k, kind === Product.panels ? panelScratch(shape) : 0);
}

/** Copies of a block of each factor. */
export function panelScratch({ m, k }: ProductShape): number {
  const depth = Math.min(depthOfBlock, k);
  const columns = depth > depthOfNarrowPanels ? 16 : 8;
  const rows = Math.min(elementsOfBlock / depth, roundUp(m, 4));
  return 4 * depth * (columns + rows);
}

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}
