import type { DatePart } from '../../data/schema';
import { elementTypes, type GraphBuilder } from './graphBuilder';

/**
 * How far round its circle a date is, from 0 up to 1; `days` since 1970 in UTC, in 64 bits. ONNX knows no calendar, so it is
 * computed: years from March on, so that the day that not every year has is the last one, in eras of 400 years.
 */
export function turnOf(graph: GraphBuilder, days: string, part: Exclude<DatePart, 'elapsed'>): string {
  const number = (value: number) => graph.double('n', [value], []);
  const add = (a: string, b: string) => graph.follow('Add', [a, b]);
  const subtract = (a: string, b: string) => graph.follow('Sub', [a, b]);
  const times = (factor: number, a: string) => graph.follow('Mul', [a, number(factor)]);
  const plus = (a: string, value: number) => add(a, number(value));
  const wholes = (a: string, divisor: number) =>
    graph.follow('Floor', [divisor === 1 ? a : graph.follow('Div', [a, number(divisor)])]);
  const remainder = (a: string, divisor: number) => subtract(a, times(divisor, wholes(a, divisor)));
  const asNumber = (condition: string) =>
    graph.follow('Cast', [condition], { to: { int: elementTypes.double } });
  const isZero = (a: string) => graph.follow('Equal', [a, number(0)]);
  const choose = (condition: string, yes: string, no: string) => graph.follow('Where', [condition, yes, no]);

  const day = wholes(days, 1);
  const intoDay = subtract(days, day);
  if (part === 'timeOfDay') return intoDay;
  if (part === 'dayOfWeek') return graph.follow('Div', [remainder(plus(days, 3), 7), number(7)]);

  const eraDay = remainder(plus(day, 719_468), 146_097);
  const leapDays = subtract(subtract(wholes(eraDay, 36_524), wholes(eraDay, 1_460)), wholes(eraDay, 146_096));
  const marchYear = wholes(add(eraDay, leapDays), 365);
  const yearStart = add(times(365, marchYear), subtract(wholes(marchYear, 4), wholes(marchYear, 100)));
  const yearDay = subtract(eraDay, yearStart);
  const month = wholes(plus(times(5, yearDay), 2), 153);
  const isAfterDecember = graph.follow('GreaterOrEqual', [month, number(10)]);
  const year = add(marchYear, asNumber(isAfterDecember));
  const isCentury = isZero(remainder(year, 100));
  const isLeap = graph.follow('And', [
    isZero(remainder(year, 4)),
    graph.follow('Or', [graph.follow('Not', [isCentury]), isZero(remainder(year, 400))]),
  ]);
  const leap = asNumber(isLeap);
  if (part === 'dayOfMonth') {
    const first = wholes(plus(times(153, month), 2), 5);
    const next = wholes(plus(times(153, month), 155), 5);
    const isFebruary = isZero(plus(month, -11));
    const length = choose(isFebruary, plus(leap, 28), subtract(next, first));
    return graph.follow('Div', [add(subtract(yearDay, first), intoDay), length]);
  }
  const shift = choose(isAfterDecember, number(-306), plus(leap, 59));
  return graph.follow('Div', [add(add(yearDay, shift), intoDay), plus(leap, 365)]);
}
