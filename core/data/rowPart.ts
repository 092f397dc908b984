/** Which part of the split a row in use belongs to. */
export type RowPart = 'train' | 'validation' | 'test';
