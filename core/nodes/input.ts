import { z } from 'zod';
import { columnChoice, dataShape } from './columns';
import { defineNode } from './kind';

export const inputNode = defineNode({
  kind: 'input',
  label: 'Input',
  family: 'data',
  summary: 'Feeds the feature columns of the data set into the network, one encoded row at a time.',
  params: z.object({
    columns: columnChoice(
      'Columns',
      'Which columns to read. None chosen means every column with the role feature.',
    ),
  }),
  inputs: [],
  outputs: [{ name: 'out', label: 'Features', arity: 'many' }],
  showsNeurons: true,
  shape: (_params, { dataWidth, name }) => dataShape(dataWidth, name, 'feature'),
  lower: (_params, context) => ({ output: context.data('input') }),
});
