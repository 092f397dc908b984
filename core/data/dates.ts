import type { DatePart } from './schema';

/** What a date becomes: time since 1970, or its place on the circle of a day, week, month or year. All in UTC. */

const day = 86_400_000;

/** Days since 1970, the unit in which elapsed time is scaled. */
export function elapsedDays(milliseconds: number): number {
  return milliseconds / day;
}

/** Milliseconds since 1970, whole. */
export function fromElapsedDays(days: number): number {
  return Math.round(days * day);
}

/** Encoded numbers of a part: one for elapsed time, sine and cosine for a circle. */
export function partWidth(part: DatePart): number {
  return part === 'elapsed' ? 1 : 2;
}

/** How far round the circle a date is, from 0 up to but not including 1. */
export function turn(milliseconds: number, part: Exclude<DatePart, 'elapsed'>): number {
  const intoDay = milliseconds / day - Math.floor(milliseconds / day);
  const date = new Date(milliseconds);
  switch (part) {
    case 'timeOfDay':
      return intoDay;
    case 'dayOfWeek':
      // Monday is 0.
      return (((date.getUTCDay() + 6) % 7) + intoDay) / 7;
    case 'dayOfMonth': {
      const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
      return (date.getUTCDate() - 1 + intoDay) / days;
    }
    case 'dayOfYear': {
      const start = Date.UTC(date.getUTCFullYear(), 0, 1);
      const end = Date.UTC(date.getUTCFullYear() + 1, 0, 1);
      return (milliseconds - start) / (end - start);
    }
    default:
      throw part satisfies never;
  }
}
