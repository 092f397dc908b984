import { fittedWidth } from '../../data/encode';
import { givesProbabilities } from '../../data/probabilities';
import { camelCase, type Names, upperFirst } from '../identifiers';
import { listLiteral, numberLiteral, propertyKey, propertyName, quote, unionType } from '../literals';
import type { ModelHead, TrainedModel } from '../model';
import type { PlainColumn } from '../plainColumn';
import { code } from './code';
import { type AddHelper, ownHelpers } from './helpers';

/** One thing the network says of a row: a label or a number. */
export interface Answer {
  /** Key in the result, where there are several answers. */
  key: string;
  kind:
    | { is: 'label'; labels: string[]; typeName: string; listName: string; probabilities: boolean }
    /** A 0-or-1 column whose only output is the probability of 1. */
    | { is: 'binary'; typeName: string; listName: string }
    | { is: 'number'; mean: number; deviation: number };
  /** Which head's outputs it is part of, and where in them. */
  head: number;
  start: number;
  width: number;
}

/** What can be asked of the model, with a unique name for each answer. */
export function answersOf(model: TrainedModel, names: Names): Answer[] {
  const parts = model.heads.flatMap((head, index) => partsOf(model, head, index));
  const single = parts.length === 1;
  const keys = new Set<string>();
  return parts.map(({ name, kind, ...place }): Answer => {
    let key = name;
    for (let n = 2; keys.has(key); n++) key = `${name} (${n})`;
    keys.add(key);
    if (kind.is === 'number') return { key, ...place, kind };
    const base = camelCase(name, 'prediction');
    const typeName = single ? 'Label' : names.take(`${upperFirst(base)}Label`);
    const listName = single ? 'labels' : names.take(`${base}Labels`);
    return { key, ...place, kind: { ...kind, typeName, listName } };
  });
}

type PartKind =
  | { is: 'label'; labels: string[]; probabilities: boolean }
  | { is: 'binary' }
  | { is: 'number'; mean: number; deviation: number };

function partsOf(model: TrainedModel, head: ModelHead, index: number) {
  const { columns, task } = head;
  const probabilities = givesProbabilities(model.project.graph, head);
  // The same rules as `decodeOutputs`, so that the file and the program always agree.
  if (task === 'classes' && columns.length > 1 && columns.every((column) => column.type === 'number')) {
    const labels = columns.map((column) => column.name);
    const kind: PartKind = { is: 'label', labels, probabilities };
    return [{ name: head.name, head: index, start: 0, width: columns.length, kind }];
  }
  let start = 0;
  return columns.map((column) => {
    const width = fittedWidth(column);
    const part = {
      name: column.name,
      head: index,
      start,
      width,
      kind: partKind(column, task, probabilities),
    };
    start += width;
    return part;
  });
}

function partKind(column: PlainColumn, task: ModelHead['task'], probabilities: boolean): PartKind {
  if (column.type === 'category') return { is: 'label', labels: column.categories, probabilities };
  if (task === 'binary') return { is: 'binary' };
  return task === 'regression'
    ? { is: 'number', mean: column.offset, deviation: column.scale }
    : { is: 'number', mean: 0, deviation: 1 };
}

export interface OutputArrays {
  /** Names of the arrays of outputs, by head. */
  outputs: readonly string[];
  /** The same before a last softmax that `run` leaves to `probabilities`; else the outputs themselves. */
  scores: readonly string[];
}

/** Types of the answers and the functions that give them. */
export function writeAnswers(
  all: readonly Answer[],
  { outputs, scores }: OutputArrays,
  addHelper: AddHelper,
): { types: string[]; functions: { name: string; source: string }[] } {
  const single = all.length === 1;
  const withLabels = all.filter((answer) => answer.kind.is !== 'number');
  const isProbability = ({ kind }: Answer) =>
    kind.is === 'binary' || (kind.is === 'label' && kind.probabilities);
  const result = (answers: readonly Answer[], expression: (answer: Answer) => string) =>
    single
      ? expression(answers[0]!)
      : `{\n${answers.map((answer) => `    ${propertyKey(answer.key)}: ${expression(answer)},\n`).join('')}  }`;
  const fields = (answers: readonly Answer[], type: (answer: Answer) => string) =>
    single
      ? type(answers[0]!)
      : `{ ${answers.map((answer) => `${propertyName(answer.key)}: ${type(answer)}`).join('; ')} }`;
  const array = (answer: Answer) => outputs[answer.head]!;
  const isLeft = (answer: Answer) => scores[answer.head] !== outputs[answer.head];
  const writeFunction = (about: string, name: string, type: string, value: string, complete: boolean) => ({
    name,
    source: code`/** ${about} */\nexport function ${name}(row«: Row»)«: ${type}» {\n  forward(row);\n${complete ? '  probabilities();\n' : ''}  return ${value};\n}`,
  });

  const about = 'What the network predicts for a row. Throws a RangeError for a value it cannot encode.';
  const functions = [
    writeFunction(
      about,
      'predict',
      fields(all, answerType),
      result(all, (answer) =>
        decision(answer, answer.kind.is === 'label' ? scores[answer.head]! : array(answer), addHelper),
      ),
      all.some((answer) => answer.kind.is !== 'label' && isLeft(answer)),
    ),
  ];
  for (const [sentence, name, answers] of [
    [
      'How probable each label is, between 0 and 1.',
      'predictProbabilities',
      withLabels.filter(isProbability),
    ],
    [
      'The score of each label: the largest wins.',
      'predictScores',
      withLabels.filter((answer) => !isProbability(answer)),
    ],
  ] as const) {
    if (answers.length === 0) continue;
    addHelper('byLabel', ownHelpers.byLabel);
    const type = fields(answers, (answer) => `Record<${answerType(answer)}, number>`);
    functions.push(
      writeFunction(
        sentence,
        name,
        type,
        result(answers, (answer) => byLabel(answer, array(answer))),
        answers.some(isLeft),
      ),
    );
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
    code`«export type ${kind.typeName} = ${unionType(labels, '')};»`,
    code`/** In the order of the network's outputs. */\nexport const ${kind.listName}«: readonly ${kind.typeName}[]» = ${listLiteral(labels, '', start.length + 1)};`,
  ];
}

function decision({ kind, start }: Answer, outputs: string, addHelper: AddHelper): string {
  switch (kind.is) {
    case 'label':
      addHelper('mostLikely', ownHelpers.mostLikely);
      return `mostLikely(${kind.listName}, ${outputs}, ${start})`;
    case 'binary':
      return code`${outputs}[${String(start)}]«!» >= 0.5 ? 1 : 0`;
    case 'number':
      return unscaled(code`${outputs}[${String(start)}]«!»`, kind);
    default:
      throw kind satisfies never;
  }
}

/** The number in the column's own units. */
export function unscaled(value: string, { mean, deviation }: { mean: number; deviation: number }): string {
  if (mean === 0 && deviation === 1) return value;
  return `${value} * ${numberLiteral(deviation)} + ${numberLiteral(mean)}`;
}

function byLabel({ kind, start }: Answer, outputs: string): string {
  if (kind.is === 'number') return '{}';
  const first = code`${outputs}[${String(start)}]«!»`;
  return kind.is === 'binary'
    ? `byLabel(${kind.listName}, [1 - ${first}, ${first}], 0)`
    : `byLabel(${kind.listName}, ${outputs}, ${start})`;
}
