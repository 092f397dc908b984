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
      const days = new Date(firstDay(date.getUTCFullYear(), date.getUTCMonth() + 1) - day).getUTCDate();
      return (date.getUTCDate() - 1 + intoDay) / days;
    }
    case 'dayOfYear': {
      const start = firstDay(date.getUTCFullYear(), 0);
      const end = firstDay(date.getUTCFullYear() + 1, 0);
      return (milliseconds - start) / (end - start);
    }
    default:
      throw part satisfies never;
  }
}

/** Midnight before the first day of a month, counted from 0. Not Date.UTC, which takes the year 50 for 1950. */
function firstDay(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1);
}
