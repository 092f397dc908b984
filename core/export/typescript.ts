import type { Head } from '../graph/heads';
import { internalError } from '../graph/problem';
import { findNodeKind } from '../nodes';
import { activationSource } from '../nodes/activationTypescript';
import { camelCase, Names, upperFirst } from './identifiers';
import { commentName, listLiteral, matrixLiteral, numberLiteral } from './literals';
import type { ModelNode, TrainedModel } from './model';
import { answersOf, writeAnswers } from './typescriptAnswers';
import { writeHeader } from './typescriptHeader';
import { type AddHelper, ownHelpers } from './typescriptHelpers';
import { writeEncoder, writeRow } from './typescriptRow';

/** One self-contained TypeScript module: types of the row, weights, the forward pass line by line, decoding. */
export function writeTypescript(model: TrainedModel): string {
  const names = new Names();
  names.reserveIn(
    'row Row outputs forward predict predictProbabilities predictScores Prediction Label labels',
  );
  for (const source of Object.values(ownHelpers)) names.reserveFunctions(source);
  for (const link of ['softmax', 'sigmoid'] as const)
    names.reserveFunctions(activationSource(link, 0).source);
  for (const node of model.nodes) reserveNamesOf(node, names);

  const helpers = new Map<string, string>();
  const addHelper: AddHelper = (name, source) => {
    if ((helpers.get(name) ?? source) !== source) throw internalError(`two helpers called ${name}`);
    helpers.set(name, source);
    return name;
  };
  const answers = answersOf(model, names);
  const forward = writeForward(model, names, addHelper, answers.headKeys);
  const predict = writeAnswers(answers, addHelper);
  const sections = [
    writeHeader(model, answers),
    writeRow(model),
    ...predict.types,
    ...predict.functions,
    forward.pass,
    ...forward.encoders,
    ...helpers.values(),
    ...forward.parameters,
  ];
  const text = sections.join('\n\n').replace(/ +$/gm, '');
  return `${text}\n`;
}

/** Keeps what a node writes into the file, but for its variables, from being the name of a variable. */
function reserveNamesOf({ node }: ModelNode, names: Names): void {
  const expression = findNodeKind(node.kind)!.typescript(node, {
    inputs: () => ['$', '$'],
    parameter: () => '$',
    helper(name, source) {
      names.reserveFunctions(source);
      return name;
    },
  });
  names.reserveIn(expression ?? '');
}

/** The forward pass, and the encoders and parameters that it reads. */
function writeForward(
  model: TrainedModel,
  names: Names,
  addHelper: AddHelper,
  headKeys: readonly string[],
): { pass: string; encoders: string[]; parameters: string[] } {
  const variables = new Map<string, string>();
  const encoders: string[] = [];
  const constants: string[] = [];
  const lines: string[] = [];
  const assign = (name: string, expression: string, features: number) => {
    lines.push(`  const ${name} = ${expression}; // [${features}]`);
    return name;
  };
  for (const modelNode of model.nodes) {
    const { node, name, features } = modelNode;
    const base = camelCase(name, node.kind);
    const columns = model.inputColumns.get(node.id);
    if (columns) {
      const encoder = names.take(`encode${upperFirst(base)}`);
      encoders.push(writeEncoder(encoder, name, columns, addHelper));
      variables.set(node.id, assign(names.take(base), `${encoder}(row)`, features));
      continue;
    }
    const read = new Map<string, string>();
    const expression = findNodeKind(node.kind)!.typescript(node, {
      inputs: (port) => (modelNode.inputs.get(port) ?? []).map((id) => variables.get(id)!),
      parameter: (parameter) => {
        const constant = read.get(parameter) ?? names.take(base + upperFirst(parameter));
        read.set(parameter, constant);
        return constant;
      },
      helper: addHelper,
    })!;
    for (const parameter of Object.keys(modelNode.parameters)) {
      const constant = read.get(parameter);
      if (constant) constants.push(writeParameter(constant, parameter, modelNode));
    }
    // A node that changes nothing (dropout) goes by the name of what it passes on.
    const passesOn = [...variables.values()].includes(expression);
    const variable = () => names.take(names.has(base) ? `${base}Output` : base);
    variables.set(node.id, passesOn ? expression : assign(variable(), expression, features));
  }
  const results = model.heads.map((head, index) => {
    const output = linked(head, variables.get(head.predictionNodeId)!, addHelper);
    return `${headKeys[index]}: ${output}`;
  });
  const body = [...lines, `  return { ${results.join(', ')} };`];
  const pass = `/** The forward pass: the outputs for one row. */\nfunction forward(row: Row) {\n${body.join('\n')}\n}`;
  return { pass, encoders, parameters: constants };
}

function writeParameter(constant: string, parameter: string, { name, parameters }: ModelNode): string {
  const values = parameters[parameter]!;
  const isMatrix = Array.isArray(values[0]);
  if (!isMatrix) {
    const literals = (values as number[]).map(numberLiteral);
    const start = `const ${constant}: readonly number[] = `;
    return `/** ${commentName(name)}: ${parameter}[${literals.length}] */\n${start}${listLiteral(literals, '', start.length + 1)};`;
  }
  const rows = values as number[][];
  const shape = `${parameter}[${rows.length}][${rows[0]?.length ?? 0}]`;
  const type = 'readonly (readonly number[])[]';
  return `/** ${commentName(name)}: ${shape} */\nconst ${constant}: ${type} = ${matrixLiteral(rows)};`;
}

/** What the loss took of the raw outputs itself. */
function linked({ link }: Head, output: string, addHelper: AddHelper): string {
  if (link === 'identity') return output;
  const { name, source } = activationSource(link, 0);
  addHelper(name, source);
  return link === 'softmax' ? `softmax(${output})` : `${output}.map(sigmoid)`;
}
