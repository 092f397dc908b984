import { z } from 'zod';
import { columnChoice, dataShape } from './columns';
import { defineNode } from './kind';

export const targetNode = defineNode({
  kind: 'target',
  label: 'Target',
  family: 'data',
  summary: 'The column to predict. Wire it to the target port of a loss.',
  params: z.object({
    columns: columnChoice(
      'Columns',
      'Which columns to predict. None chosen means every column with the role target.',
    ),
  }),
  inputs: [],
  outputs: [{ name: 'out', label: 'Target', arity: 'many' }],
  showsNeurons: true,
  shape: (_params, { dataWidth, name }) => dataShape(dataWidth, name, 'target'),
  lower: (_params, context) => ({ output: context.data('target') }),
});
