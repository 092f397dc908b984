import { fromElapsedDays } from '../../data/dates';
import type { FittedColumn } from '../../data/schema';
import { dateText } from '../../data/table';
import { choiceName } from '../../nodes/names';
import type { Metrics } from '../../train/schema';
import { commentName, commentText, propertyKey, quote } from '../literals';
import { featureColumns, type ModelNode, type TrainedModel } from '../model';
import { moduleName } from '../moduleName';
import type { Answer } from './answers';
import type { TypescriptOptions } from './options';

const columnsShown = 6;

/** The comment at the top: what the model is, how good it is, how to call it. */
export function writeHeader(
  model: TrainedModel,
  answers: readonly Answer[],
  form: TypescriptOptions['form'],
): string {
  const { project, nodes } = model;
  const asks = answers.map((answer) => commentName(answer.key)).join(', ');
  const columns = featureColumns(model);
  const lines = [
    `${commentName(project.name)}: a trained neural network, exported by Neuroloom.`,
    `Predicts ${asks} from ${columns.length} ${columns.length === 1 ? 'column' : 'columns'}. It needs nothing but this file.`,
    '',
    'Network:',
    ...nodes.map((node) => `  ${describeNode(node, model)}`),
    '',
    ...(project.metrics ? [`Training: ${describeMetrics(project.metrics)}.`, ''] : []),
    'Use:',
    form === 'commonJs'
      ? `  const { predict } = require('./${moduleName(project.name)}');`
      : `  import { predict } from './${moduleName(project.name)}${form === 'javascript' ? '.js' : ''}';`,
    '',
    `  predict({ ${exampleRow(columns)} });`,
  ];
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */`;
}

function describeNode({ node, name, features, inputs }: ModelNode, model: TrainedModel): string {
  const from = [...inputs.values()].flat().map((id) => {
    const source = model.nodes.find((each) => each.node.id === id)!;
    return `${commentName(source.name)} [${source.features}]`;
  });
  const applies = typeof node.function === 'string' ? choiceName(node.function) : '';
  const detail = applies && applies !== name ? `${node.kind}: ${applies}` : node.kind;
  const arriving = from.length > 0 ? `${from.join(', ')} → ` : '';
  return `${commentName(name)} (${commentText(detail)}): ${arriving}[${features}]`;
}

function describeMetrics(metrics: Metrics): string {
  const figures: [string, string | null][] = [
    ['epoch', String(metrics.epoch)],
    ['loss', figure(metrics.loss)],
    ['validation loss', figure(metrics.validationLoss)],
    ['accuracy', percent(metrics.accuracy)],
    ['validation accuracy', percent(metrics.validationAccuracy)],
  ];
  return figures.flatMap(([name, value]) => (value === null ? [] : `${name} ${value}`)).join(', ');
}

const figure = (value: number | null) => (value === null ? null : String(Number(value.toPrecision(4))));
const percent = (share: number | null) => (share === null ? null : `${figure(100 * share)} %`);

function exampleRow(columns: readonly FittedColumn[]): string {
  const cells = columns.slice(0, columnsShown).map((column) => {
    return commentText(`${propertyKey(column.name)}: ${exampleCell(column)}`);
  });
  return [...cells, ...(columns.length > columnsShown ? ['…'] : [])].join(', ');
}

function exampleCell(column: FittedColumn): string {
  switch (column.type) {
    case 'number':
      return String(figure(column.offset));
    case 'boolean':
      return 'true';
    case 'category':
      return quote(column.categories[0] ?? '');
    case 'date':
      return quote(dateText(fromElapsedDays(Math.floor(column.offset))));
    default:
      throw column satisfies never;
  }
}
