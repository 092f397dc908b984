// What the definitions of the sample projects are written with: networks in a row, columns, settings.

/**
 * @typedef {Record<string, unknown> & { id: string, kind: string }} GraphNode
 * @typedef {{ from: string, to: string }} Edge
 * @typedef {{ nodes: GraphNode[], edges: Edge[] }} Graph
 * @typedef {Record<string, unknown> & { name: string, role: string, type: string }} Column
 * @typedef {(string | number)[]} Row
 * @typedef {{ file: string, columns: Column[], rows: Row[] }} Data
 * @typedef {Record<string, Record<string, number[] | number[][]>>} Parameters
 *
 * @typedef {object} Sample
 * @property {string} id           name of the project file, without its ending
 * @property {string} name
 * @property {string} summary      what it shows and whose it is, in one sentence
 * @property {Graph} graph
 * @property {Data} data
 * @property {Record<string, unknown>} training
 * @property {Record<string, unknown>} [split]  of the rows; all of them train where it is left out
 * @property {{ name: string, first: string, width: number, height: number }[]} [images]  columns that are pixels
 * @property {Parameters} [parameters]
 *
 * @typedef {{ random(): number, normal(): number }} Draws
 */

/** Between the left edges of two cards in a row. */
const columnWidth = 240;
/** Between the tops of two rows of cards. */
const rowHeight = 240;

/**
 * Layers from left to right and a loss at the end, its target below the last layer.
 * @param {object} parts
 * @param {GraphNode[]} parts.layers    the first one reads the input
 * @param {GraphNode} parts.loss
 * @param {GraphNode} [parts.target]
 * @returns {Graph}
 */
export function row({ layers, loss, target }) {
  return rows([{ layers, loss }], target);
}

/**
 * Several networks on one input and one target, one below the other, each with a loss of its own.
 * @param {{ layers: GraphNode[], loss: GraphNode }[]} branches  all equally long
 * @param {GraphNode} [target]
 * @returns {Graph}
 */
export function rows(branches, target = node('y', 'target')) {
  const input = node('in', 'input');
  const lossColumn = Math.max(...branches.map(({ layers }) => layers.length)) + 1;
  return {
    nodes: [
      at(input, 0, (branches.length - 1) / 2),
      ...branches.flatMap(({ layers }, line) => layers.map((each, index) => at(each, index + 1, line))),
      at(target, lossColumn - 1, branches.length),
      ...branches.map(({ loss }, line) => at(loss, lossColumn, line)),
    ],
    edges: [
      ...branches.flatMap(({ layers, loss }) => wires(input, [...layers, loss])),
      ...branches.map(({ loss }) => ({ from: `${target.id}.out`, to: `${loss.id}.target` })),
    ],
  };
}

/**
 * @param {GraphNode} first
 * @param {GraphNode[]} chain  ends with a loss
 * @returns {Edge[]}
 */
function wires(first, chain) {
  let from = first;
  return chain.map((to) => {
    const edge = { from: `${from.id}.out`, to: `${to.id}.${to.kind === 'loss' ? 'prediction' : 'in'}` };
    from = to;
    return edge;
  });
}

/**
 * @param {GraphNode} placed
 * @param {number} column
 * @param {number} line
 * @returns {GraphNode}
 */
function at({ id, name, ...rest }, column, line) {
  const position = { x: column * columnWidth, y: line * rowHeight };
  return { id, ...(name !== undefined && { name }), position, ...rest };
}

/**
 * @param {string} id
 * @param {string} kind
 * @param {Record<string, unknown>} [fields]
 * @returns {GraphNode}
 */
export const node = (id, kind, fields = {}) => ({ id, kind, ...fields });

/**
 * @param {string} id
 * @param {number} units
 * @param {Record<string, unknown>} [fields]
 */
export const dense = (id, units, fields) => node(id, 'dense', { units, ...fields });

/**
 * @param {string} id
 * @param {string} name  of the function
 */
export const activation = (id, name) => node(id, 'activation', { function: name });

/**
 * @param {string} name  of the function
 * @param {Record<string, unknown>} [fields]
 */
export const loss = (name, fields) => node('loss', 'loss', { function: name, ...fields });

/**
 * @param {string} name
 * @param {string} [role]
 * @param {string} [scaling]
 * @returns {Column}
 */
export const number = (name, role = 'feature', scaling = 'none') => ({ name, role, type: 'number', scaling });

/**
 * @param {string} name
 * @param {string[]} categories
 * @param {string} [role]
 * @returns {Column}
 */
export const category = (name, categories, role = 'target') => ({ name, role, type: 'category', categories });

/**
 * Plain gradient descent as the textbooks write it: NumPy's legacy generator, the rows in their order.
 * @param {Record<string, unknown> & { learningRate: number, momentum?: number, epochs: number }} settings
 */
export function byHand({ learningRate, momentum = 0, ...settings }) {
  return {
    optimizer: { kind: 'sgd', learningRate, momentum },
    shuffle: false,
    generator: 'mt19937',
    backend: 'reference',
    ...settings,
  };
}

export const uniform = { kind: 'uniform', min: -1, max: 1 };
/** @param {number} deviation */
export const normal = (deviation) => ({ kind: 'normal', mean: 0, deviation });
