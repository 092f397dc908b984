import { dateText } from '../../core/data/table';

const day = 86_400_000;

/** Both ends of a stretch of time, in milliseconds since 1970: with the time of day only where it is short. */
export function dateRange(min: number, max: number): [string, string] {
  const isLong = max - min > 2 * day;
  const show = (value: number) => {
    const text = dateText(Math.round(value));
    return isLong ? text.slice(0, 'yyyy-mm-dd'.length) : text;
  };
  return [show(min), show(max)];
}
