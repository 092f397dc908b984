import { camelCase } from '../identifiers';
import type { TrainedModel } from '../model';
import { elementTypes, type GraphBuilder, tableOf } from './graphBuilder';
import type { Message } from './protobuf';

type Column = TrainedModel['encoders'][number];

/** What a caller feeds, by name, and which column of the data it is. */
export interface ColumnInput {
  name: string;
  column: Column;
}

export function nameInputs(graph: GraphBuilder, columns: readonly Column[]): ColumnInput[] {
  return columns.map((column) => ({ name: graph.take(camelCase(column.name, 'column')), column }));
}

/**
 * An input [batch, 1] for each column, categories as text, put together as `row`. ONNX itself has no operator on text; the ones for classical
 * machine learning have. A text that is no category gives NaN, as a missing number is.
 */
export function writeColumnInputs(graph: GraphBuilder, inputs: readonly ColumnInput[]): Message[] {
  const numbers = inputs.map(({ name, column }) =>
    column.type === 'category'
      ? graph.add({
          op: 'LabelEncoder',
          domain: 'ai.onnx.ml',
          inputs: [name],
          output: graph.take(`${name}Place`),
          attributes: {
            keys_strings: { strings: column.categories },
            values_floats: { floats: column.categories.map((_, place) => place) },
            default_float: { float: Number.NaN },
          },
        })
      : name,
  );
  graph.add({ op: 'Concat', inputs: numbers, output: 'row', attributes: { axis: { int: 1 } } });
  return inputs.map(({ name, column }) =>
    tableOf(name, column.type === 'category' ? elementTypes.string : elementTypes.float, 1, column.name),
  );
}
