import { outputScaling } from '../../data/decode';
import { fittedWidth } from '../../data/encode';
import { categoryLabels } from '../../data/encodedNames';
import { givesProbabilities } from '../../data/probabilities';
import { isUnscaled, unscaled } from '../../data/scaling';
import type { FittedColumn, FittedScaling } from '../../data/schema';
import { camelCase, type Names, upperFirst } from '../identifiers';
import { listLiteral, numberLiteral, propertyKey, propertyName, quote, unionType } from '../literals';
import type { ModelHead, TrainedModel } from '../model';
import { code } from './code';
import { type AddHelper, ownHelpers } from './helpers';

/** One thing the network says of a row: a label or a number. */
export interface Answer {
  /** Key in the result, where there are several answers. */
  key: string;
  kind:
    | { is: 'label'; labels: string[]; typeName: string; listName: string; probabilities: boolean }
    /** A column of two values, as they are written, whose only output is the probability of the second. */
    | { is: 'binary'; values: readonly [string, string]; typeName: string; listName: string }
    | PlainKind;
  /** Which head's outputs it is part of, and where in them. */
  head: number;
  start: number;
  width: number;
}

/** An answer that needs no list of labels of its own, but for `place`. */
type PlainKind =
  | { is: 'number'; scaling: FittedScaling }
  | { is: 'boolean' }
  /** A number that says which of the labels is nearest. */
  | { is: 'place'; scaling: FittedScaling; labels: string[] }
  | { is: 'date'; scaling: FittedScaling };

/** What can be asked of the model, with a unique name for each answer. */
export function answersOf(model: TrainedModel, names: Names): Answer[] {
  const parts = model.heads.flatMap((head, index) => partsOf(model, head, index));
  const single = parts.length === 1;
  const keys = new Set<string>();
  return parts.map(({ name, kind, ...place }): Answer => {
    let key = name;
    for (let n = 2; keys.has(key); n++) key = `${name} (${n})`;
    keys.add(key);
    if (kind.is !== 'label' && kind.is !== 'binary') return { key, ...place, kind };
    const base = camelCase(name, 'prediction');
    const typeName = single ? 'Label' : names.take(`${upperFirst(base)}Label`);
    const listName = single ? 'labels' : names.take(`${base}Labels`);
    return { key, ...place, kind: { ...kind, typeName, listName } };
  });
}

type PartKind =
  | { is: 'label'; labels: string[]; probabilities: boolean }
  | { is: 'binary'; values: readonly [string, string] }
  | PlainKind;

function partsOf(model: TrainedModel, head: ModelHead, index: number) {
  const { columns, task } = head;
  const probabilities = givesProbabilities(model.project.graph, head);
  // The same rules as `decodeOutputs`, so that the file and the program always agree.
  if (
    task === 'classes' &&
    columns.length > 1 &&
    columns.every(({ type }) => type === 'number' || type === 'boolean')
  ) {
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

function partKind(column: FittedColumn, task: ModelHead['task'], probabilities: boolean): PartKind {
  const scaling = (task === 'regression' && outputScaling(column)) || unscaled;
  switch (column.type) {
    case 'number':
      return task === 'binary' ? { is: 'binary', values: ['0', '1'] } : { is: 'number', scaling };
    case 'boolean':
      return task === 'binary' ? { is: 'binary', values: ['false', 'true'] } : { is: 'boolean' };
    case 'category': {
      const labels = categoryLabels(column);
      return column.ordinal ? { is: 'place', scaling, labels } : { is: 'label', labels, probabilities };
    }
    case 'date':
      // Places on a circle alone do not make a date: their sine is all there is to say.
      return column.parts[0] === 'elapsed' ? { is: 'date', scaling } : { is: 'number', scaling };
    default:
      throw column satisfies never;
  }
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
  const withLabels = all.filter(hasLabels);
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

type Labelled = Answer & { kind: { is: 'label' | 'binary' } };

/** Whether the answer is one of labels that have an output each. */
export function hasLabels(answer: Answer): answer is Labelled {
  return answer.kind.is === 'label' || answer.kind.is === 'binary';
}

function answerType({ kind }: Answer): string {
  switch (kind.is) {
    case 'label':
    case 'binary':
      return kind.typeName;
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'place':
    case 'date':
      return 'string';
    default:
      throw kind satisfies never;
  }
}

function labelTypes({ kind }: Labelled): string[] {
  const labels = kind.is === 'binary' ? kind.values : kind.labels.map(quote);
  const start = `export const ${kind.listName}: readonly ${kind.typeName}[] = `;
  return [
    code`«export type ${kind.typeName} = ${unionType(labels, '')};»`,
    code`/** In the order of the network's outputs. */\nexport const ${kind.listName}«: readonly ${kind.typeName}[]» = ${listLiteral(labels, '', start.length + 1)};`,
  ];
}

function decision({ kind, start }: Answer, outputs: string, addHelper: AddHelper): string {
  const output = code`${outputs}[${String(start)}]«!»`;
  switch (kind.is) {
    case 'label':
      addHelper('mostLikely', ownHelpers.mostLikely);
      return `mostLikely(${kind.listName}, ${outputs}, ${start})`;
    case 'binary':
      return `${output} >= 0.5 ? ${kind.values[1]} : ${kind.values[0]}`;
    case 'number':
      return unscaledValue(output, kind.scaling, addHelper);
    case 'boolean':
      return `${output} >= 0.5`;
    case 'place': {
      const labels = `[${kind.labels.map(quote).join(', ')}]`;
      const value = unscaledValue(output, kind.scaling, addHelper);
      return `${addHelper('nearest', ownHelpers.nearest)}(${labels}, ${value})`;
    }
    case 'date': {
      const value = unscaledValue(output, kind.scaling, addHelper);
      return `${addHelper('dateText', ownHelpers.dateText)}(${value})`;
    }
    default:
      throw kind satisfies never;
  }
}

/** The number in the column's own units. */
export function unscaledValue(value: string, scaling: FittedScaling, addHelper: AddHelper): string {
  if (isUnscaled(scaling)) return value;
  const linear = `${value} * ${numberLiteral(scaling.scale)} + ${numberLiteral(scaling.offset)}`;
  if (scaling.scaling !== 'log1p') return linear;
  return `${addHelper('unspreadLog', ownHelpers.unspreadLog)}(${linear})`;
}

function byLabel({ kind, start }: Answer, outputs: string): string {
  if (kind.is !== 'label' && kind.is !== 'binary') return '{}';
  const first = code`${outputs}[${String(start)}]«!»`;
  return kind.is === 'binary'
    ? `byLabel(${kind.listName}, [1 - ${first}, ${first}], 0)`
    : `byLabel(${kind.listName}, ${outputs}, ${start})`;
}
