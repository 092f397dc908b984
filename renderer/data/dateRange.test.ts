import { expect, it } from 'vitest';
import { dateRange } from './dateRange';

it('leaves the time of day out of a long stretch', () => {
  const from = Date.UTC(2024, 0, 1, 10, 30);
  expect(dateRange(from, Date.UTC(2024, 11, 28, 23, 30))).toEqual(['2024-01-01', '2024-12-28']);
  expect(dateRange(from, Date.UTC(2024, 0, 1, 12))).toEqual(['2024-01-01T10:30:00', '2024-01-01T12:00:00']);
});
