import type {
  CategoryEncoding,
  ColumnRole,
  ColumnType,
  DatePart,
  MissingRule,
  Scaling,
} from '../../core/data/schema';

/** A term as it is shown, and what it means in one plain sentence. */
export interface Term {
  name: string;
  meaning: string;
}

export const roleTerms = {
  feature: { name: 'Feature', meaning: 'The network reads this column.' },
  target: { name: 'Target', meaning: 'The network learns to predict this column.' },
  weight: { name: 'Weight', meaning: 'How much each row counts in training.' },
  ignore: { name: 'Ignore', meaning: 'The network never sees this column.' },
} as const satisfies Record<ColumnRole, Term>;

export const typeTerms = {
  number: { name: 'Number', meaning: 'A quantity, with or without a fraction.' },
  integer: { name: 'Integer', meaning: 'A whole number.' },
  boolean: { name: 'Yes or no', meaning: 'One of two answers; becomes 0 or 1.' },
  category: { name: 'Category', meaning: 'One of a list of names.' },
  date: { name: 'Date', meaning: 'A day, or a day and a time.' },
  text: { name: 'Text', meaning: 'Free text: shown in the table, never read by the network.' },
} as const satisfies Record<ColumnType, Term>;

export const scalingTerms = {
  none: { name: 'None', meaning: 'The numbers stay as they are.' },
  standard: {
    name: 'Standard',
    meaning: 'Minus the mean, divided by the standard deviation: most values end between −2 and 2.',
  },
  minMax: { name: '0 to 1', meaning: 'The smallest training value becomes 0, the largest 1.' },
  robust: {
    name: 'Robust',
    meaning:
      'Minus the median, divided by the distance between the quartiles: a few extreme values hardly matter.',
  },
  log1p: {
    name: 'Logarithm',
    meaning: 'ln(1 + x), with the sign kept: brings very large and very small values closer together.',
  },
  maximum: {
    name: 'By maximum',
    meaning: 'Divided by the largest size in the training rows: 0 stays 0, nothing exceeds 1.',
  },
} as const satisfies Record<Scaling, Term>;

export const missingTerms = {
  drop: { name: 'Leave the row out', meaning: 'Rows with an empty cell here are not used.' },
  mean: { name: 'Mean', meaning: 'The mean of the training rows stands in for an empty cell.' },
  median: { name: 'Median', meaning: 'The middle value of the training rows stands in for an empty cell.' },
  mode: {
    name: 'Most frequent',
    meaning: 'The most frequent value of the training rows stands in for an empty cell.',
  },
  constant: { name: 'A value of your own', meaning: 'The value you type stands in for an empty cell.' },
} as const satisfies Record<MissingRule, Term>;

export const encodingTerms = {
  oneHot: {
    name: 'One-hot',
    meaning: 'One number for each category: 1 for the one that the cell names, 0 for the others.',
  },
  ordinal: {
    name: 'Ordinal',
    meaning: 'One number: the place in the list below. For categories that have an order, such as sizes.',
  },
} as const satisfies Record<CategoryEncoding, Term>;

export const partTerms = {
  elapsed: { name: 'Time since 1970', meaning: 'Days since 1 January 1970, as one scaled number.' },
  timeOfDay: {
    name: 'Time of day',
    meaning: 'A place on a circle of 24 hours, as sine and cosine: 23:59 is close to 0:00.',
  },
  dayOfWeek: { name: 'Day of week', meaning: 'A place on a circle of seven days, as sine and cosine.' },
  dayOfMonth: { name: 'Day of month', meaning: 'A place on the circle of its month, as sine and cosine.' },
  dayOfYear: { name: 'Day of year', meaning: 'A place on the circle of its year, as sine and cosine.' },
} as const satisfies Record<DatePart, Term>;

/** What can stand in for a missing cell of this type. */
export function missingRulesOf(type: ColumnType): MissingRule[] {
  switch (type) {
    case 'number':
    case 'integer':
    case 'date':
      return ['drop', 'mean', 'median', 'mode', 'constant'];
    case 'boolean':
    case 'category':
      return ['drop', 'mode', 'constant'];
    case 'text':
      return [];
    default:
      throw type satisfies never;
  }
}
