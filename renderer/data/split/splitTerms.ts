import type { splitMethods } from '../../../core/data/schema';
import type { Term } from '../columnWords';

export const methodTerms = {
  random: {
    name: 'At random',
    meaning: 'Every row has the same chance; the seed of the training settings says which are drawn.',
  },
  order: {
    name: 'By order',
    meaning: 'The last rows are kept out, or the latest by a column: for data that goes on in time.',
  },
  column: {
    name: 'By a column',
    meaning: 'A column of the file says which row belongs to which part.',
  },
} as const satisfies Record<(typeof splitMethods)[number], Term>;

export const partTerms = {
  train: { name: 'Training', meaning: 'Rows that the network learns from.' },
  validation: {
    name: 'Validation',
    meaning: 'Rows that are measured after every epoch and never learned from.',
  },
  test: { name: 'Test', meaning: 'Rows that are kept for the end and never learned from.' },
} as const satisfies Record<string, Term>;
