import { fittedWidth } from '../data/encode';
import { givesProbabilities } from '../data/probabilities';
import type { FittedColumn } from '../data/schema';
import { camelCase, type Names, upperFirst } from './identifiers';
import { listLiteral, numberLiteral, propertyKey, propertyName, quote, unionType } from './literals';
import type { ModelHead, TrainedModel } from './model';
import { type AddHelper, ownHelpers } from './typescriptHelpers';

/** One thing the network says of a row: a label or a number. */
export interface Answer {
  /** Key in the result, where there are several answers. */
  key: string;
  kind:
    | { is: 'label'; labels: string[]; typeName: string; listName: string; probabilities: boolean }
    /** A 0-or-1 column whose only output is the probability of 1. */
    | { is: 'binary'; typeName: string; listName: string }
    | { is: 'number'; mean: number; deviation: number };
  /** Expression of its part of the outputs. */
  outputs: string;
  /** Expression of the first number of that part. */
  first: string;
}

export interface Answers {
  /** Name in the result of `forward`, by head. */
  headKeys: string[];
  all: Answer[];
}

/** What can be asked of the model, with a unique name for each answer. */
export function answersOf(model: TrainedModel, names: Names): Answers {
  const { heads } = model;
  const headKeys = heads.map((head) =>
    names.take(camelCase(head.columns[0]?.name ?? head.name, 'prediction')),
  );
  const parts = heads.flatMap((head, index) => partsOf(model, head, `outputs.${headKeys[index]}`));
  const single = parts.length === 1;
  const keys = new Set<string>();
  const all = parts.map(({ name, outputs, first, kind }): Answer => {
    let key = name;
    for (let n = 2; keys.has(key); n++) key = `${name} (${n})`;
    keys.add(key);
    if (kind.is === 'number') return { key, outputs, first, kind };
    const base = camelCase(name, 'prediction');
    const typeName = single ? 'Label' : names.take(`${upperFirst(base)}Label`);
    const listName = single ? 'labels' : names.take(`${base}Labels`);
    return { key, outputs, first, kind: { ...kind, typeName, listName } };
  });
  return { headKeys, all };
}

type PartKind =
  | { is: 'label'; labels: string[]; probabilities: boolean }
  | { is: 'binary' }
  | { is: 'number'; mean: number; deviation: number };

function partsOf(model: TrainedModel, head: ModelHead, outputs: string) {
  const { columns, task } = head;
  const probabilities = givesProbabilities(model.project.graph, head);
  // The same rules as `decodeOutputs`, so that the file and the program always agree.
  if (task === 'classes' && columns.length > 1 && columns.every((column) => column.type === 'number')) {
    const labels = columns.map((column) => column.name);
    const kind: PartKind = { is: 'label', labels, probabilities };
    return [{ name: head.name, outputs, first: `${outputs}[0]!`, kind }];
  }
  let offset = 0;
  return columns.map((column) => {
    const start = offset;
    offset += fittedWidth(column);
    const slice = columns.length === 1 ? outputs : `${outputs}.slice(${start}, ${offset})`;
    const first = `${outputs}[${start}]!`;
    return { name: column.name, outputs: slice, first, kind: partKind(column, task, probabilities) };
  });
}

function partKind(column: FittedColumn, task: ModelHead['task'], probabilities: boolean): PartKind {
  if (column.type === 'category') return { is: 'label', labels: column.categories, probabilities };
  if (task === 'binary') return { is: 'binary' };
  return task === 'regression'
    ? { is: 'number', mean: column.mean, deviation: column.deviation }
    : { is: 'number', mean: 0, deviation: 1 };
}

/** Types of the answers and the functions that give them. */
export function writeAnswers(
  { all }: Answers,
  addHelper: AddHelper,
): { types: string[]; functions: string[] } {
  const single = all.length === 1;
  const withLabels = all.filter((answer) => answer.kind.is !== 'number');
  const isProbability = ({ kind }: Answer) =>
    kind.is === 'binary' || (kind.is === 'label' && kind.probabilities);
  const probabilities = withLabels.filter(isProbability);
  const scores = withLabels.filter((answer) => !isProbability(answer));
  const result = (answers: Answer[], expression: (answer: Answer) => string) =>
    single
      ? expression(answers[0]!)
      : `{\n${answers.map((answer) => `    ${propertyKey(answer.key)}: ${expression(answer)},\n`).join('')}  }`;
  const fields = (answers: Answer[], type: (answer: Answer) => string) =>
    single
      ? type(answers[0]!)
      : `{ ${answers.map((answer) => `${propertyName(answer.key)}: ${type(answer)}`).join('; ')} }`;
  const writeFunction = (about: string, name: string, type: string, value: string) =>
    `/** ${about} */\nexport function ${name}(row: Row): ${type} {\n  const outputs = forward(row);\n  return ${value};\n}`;

  const functions = [
    writeFunction(
      'What the network predicts for a row. Throws a RangeError for a value it cannot encode.',
      'predict',
      fields(all, answerType),
      result(all, (answer) => decision(answer, addHelper)),
    ),
  ];
  for (const [about, name, answers] of [
    ['How probable each label is, between 0 and 1.', 'predictProbabilities', probabilities],
    ['The score of each label: the largest wins.', 'predictScores', scores],
  ] as const) {
    if (answers.length === 0) continue;
    addHelper('byLabel', ownHelpers.byLabel);
    const type = fields([...answers], (answer) => `Record<${answerType(answer)}, number>`);
    functions.push(writeFunction(about, name, type, result([...answers], byLabel)));
  }
  return { types: withLabels.flatMap(labelTypes), functions };
}

function answerType({ kind }: Answer): string {
  return kind.is === 'number' ? 'number' : kind.typeName;
}

function labelTypes({ kind }: Answer): string[] {
  if (kind.is === 'number') return [];
  const labels = kind.is === 'binary' ? ['0', '1'] : kind.labels.map(quote);
  const start = `export const ${kind.listName}: readonly ${kind.typeName}[] = `;
  return [
    `export type ${kind.typeName} = ${unionType(labels, '')};`,
    `/** In the order of the network's outputs. */\n${start}${listLiteral(labels, '', start.length + 1)};`,
  ];
}

function decision({ kind, outputs, first }: Answer, addHelper: AddHelper): string {
  switch (kind.is) {
    case 'label':
      addHelper('mostLikely', ownHelpers.mostLikely);
      return `mostLikely(${kind.listName}, ${outputs})`;
    case 'binary':
      return `${first} >= 0.5 ? 1 : 0`;
    case 'number': {
      const { mean, deviation } = kind;
      if (mean === 0 && deviation === 1) return first;
      return `${first} * ${numberLiteral(deviation)} + ${numberLiteral(mean)}`;
    }
    default:
      throw kind satisfies never;
  }
}

function byLabel({ kind, outputs, first }: Answer): string {
  if (kind.is === 'number') return '{}';
  return `byLabel(${kind.listName}, ${kind.is === 'binary' ? `[1 - ${first}, ${first}]` : outputs})`;
}
