import { elapsedDays, partWidth } from '../../data/dates';
import { outputScaling } from '../../data/decode';
import { fittedWidth } from '../../data/encode';
import { isUnscaled } from '../../data/scaling';
import type { DatePart, FittedColumn, FittedOf, FittedScaling } from '../../data/schema';
import type { TrainedModel } from '../model';
import type { Program, Value } from '../program';
import { copySource } from './layers';
import { type Precision, precisions } from './text';

/** Adds a function to the file, once, and gives its name back. */
export type AddHelper = (name: string, source: string) => string;

/** Scaling goes in double: an offset far from zero would cost a float its last digits. */
const { text: number } = precisions.double.form;

/** The statements that turn `row` into the numbers of one input node. */
export function encode(
  columns: readonly FittedColumn[],
  all: readonly FittedColumn[],
  name: string,
  precision: Precision,
  helper: AddHelper,
): string[] {
  let start = 0;
  return columns.flatMap((column) => {
    const cell = `row[${all.indexOf(column)}]`;
    const at = start;
    start += fittedWidth(column);
    const target: Target = { name, at };
    const { fill } = column;
    const indicator = column.indicator
      ? [`${place(target, fittedWidth(column) - 1)} = isnan(${cell}) ? 1 : 0;`]
      : [];
    if (fill === undefined) return [...encodeValue(cell, column, target, precision, helper), ...indicator];
    const standIn = number(column.type === 'date' ? elapsedDays(fill) : fill);
    return [
      `value = isnan(${cell}) ? ${standIn} : (double)${cell};`,
      ...encodeValue('value', column, target, precision, helper),
      ...indicator,
    ];
  });
}

/** Where the numbers of a column begin in the array of an input node. */
interface Target {
  name: string;
  at: number;
}

const place = ({ name, at }: Target, offset: number) => `${name}[${at + offset}]`;

function encodeValue(
  value: string,
  column: FittedColumn,
  target: Target,
  { type }: Precision,
  helper: AddHelper,
): string[] {
  switch (column.type) {
    case 'number':
      return [`${place(target, 0)} = ${scaled(value, column, type, helper)};`];
    case 'boolean':
      return [`${place(target, 0)} = ${cast(value, type)};`];
    case 'category': {
      if (column.ordinal) return [`${place(target, 0)} = ${scaled(value, column.ordinal, type, helper)};`];
      const { name, at } = target;
      const count = column.categories.length;
      return [`for (i = 0; i < ${count}; i++) ${name}[${at} + i] = i == (int)${value} ? 1 : 0;`];
    }
    case 'date':
      return encodeDate(value, column, target, type, helper);
    default:
      throw column satisfies never;
  }
}

function encodeDate(
  value: string,
  column: FittedOf<'date'>,
  target: Target,
  type: string,
  helper: AddHelper,
): string[] {
  let offset = 0;
  return column.parts.flatMap((part) => {
    const at = offset;
    offset += partWidth(part);
    if (part === 'elapsed') return [`${place(target, at)} = ${scaled(value, column, type, helper)};`];
    const angle = `6.283185307179586 * ${helper('turn', turnSource)}(${value}, ${circles.indexOf(part)})`;
    return [
      `${place(target, at)} = (${type})sin(${angle});`,
      `${place(target, at + 1)} = (${type})cos(${angle});`,
    ];
  });
}

function scaled(value: string, scaling: FittedScaling, type: string, helper: AddHelper): string {
  if (isUnscaled(scaling)) return cast(value, type);
  const { offset, scale } = scaling;
  const spread = scaling.scaling === 'log1p' ? `${helper('spread_log', spreadSource)}(${value})` : value;
  return `(${type})((${spread} - (${number(offset)})) / ${number(scale)})`;
}

/** Cells are of the file's own type, a value with a stand-in is double. */
const cast = (value: string, type: string) => (value === 'value' ? `(${type})value` : value);

/** Whether the statements of `encode` need a variable for a value that may have a stand-in. */
export const needsValue = (columns: readonly FittedColumn[]) =>
  columns.some(({ fill }) => fill !== undefined);

/** The statements that put every head's outputs side by side, numbers in their own units. */
export function decode(
  model: TrainedModel,
  { outputs }: Program,
  nameOf: (value: Value) => string,
  helper: AddHelper,
  precision: Precision,
): string[] {
  const copy = helper('copy', copySource(precision.type));
  const statements: string[] = [];
  let start = 0;
  outputs.forEach(({ head, value }, index) => {
    const place = start === 0 ? '' : ` + ${start}`;
    statements.push(`${copy}(${nameOf(value)}, outputs${place}, ${value.features});`);
    let at = start;
    for (const column of model.heads[index]!.columns) {
      const scaling = head.task === 'regression' ? outputScaling(column) : null;
      if (scaling && !isUnscaled(scaling)) {
        const linear = `outputs[${at}] * ${number(scaling.scale)} + (${number(scaling.offset)})`;
        const own =
          scaling.scaling === 'log1p'
            ? `${helper('unspread_log', unspreadSource)}(${linear})`
            : `(${linear})`;
        statements.push(`outputs[${at}] = (${precision.type})${own};`);
      }
      at += fittedWidth(column);
    }
    start += value.features;
  });
  return statements;
}

const circles: readonly DatePart[] = ['timeOfDay', 'dayOfWeek', 'dayOfMonth', 'dayOfYear'];

const spreadSource = `static double spread_log(double x)
{
    return copysign(log1p(fabs(x)), x);
}`;

const unspreadSource = `static double unspread_log(double x)
{
    return copysign(expm1(fabs(x)), x);
}`;

/** By arithmetic alone: the calendar of the C library knows no leap years before 1970 on some machines. */
const turnSource = `/* How far round its circle a date is, from 0 up to 1: of the day, week, month or year. Days since 1970, in UTC. */
static double turn(double days, int circle)
{
    const double day = floor(days), into_day = days - day;
    double era_day, year, year_day, month, first, length, leap;
    if (circle == 0) return into_day;
    if (circle == 1) return (days + 3 - 7 * floor((days + 3) / 7)) / 7;
    /* Years from March on, so that the day that not every year has is the last one; in eras of 400 years. */
    era_day = day + 719468 - 146097 * floor((day + 719468) / 146097);
    year = floor((era_day - floor(era_day / 1460) + floor(era_day / 36524) - floor(era_day / 146096)) / 365);
    year_day = era_day - (365 * year + floor(year / 4) - floor(year / 100));
    month = floor((5 * year_day + 2) / 153);
    if (month >= 10) year += 1;
    leap = fmod(year, 4) == 0 && (fmod(year, 100) != 0 || fmod(year, 400) == 0) ? 1 : 0;
    if (circle == 2) {
        first = floor((153 * month + 2) / 5);
        length = month == 11 ? 28 + leap : floor((153 * month + 155) / 5) - first;
        return (year_day - first + into_day) / length;
    }
    return (year_day + (month >= 10 ? -306 : 59 + leap) + into_day) / (365 + leap);
}`;
