import type { RowUse } from '../../core/data/query';

/** What people read of a row's use, in the order of a list. */
export const partNames: Record<RowUse, string> = {
  train: 'training',
  validation: 'validation',
  test: 'test',
  dropped: 'left out',
};
