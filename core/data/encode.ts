import { elapsedDays, partWidth, turn } from './dates';
import { fitFill } from './fill';
import { textReader } from './readColumn';
import { fitScaling, scale } from './scaling';
import type { ColumnSpec, FittedColumn, FittedOf } from './schema';

/** How many numbers one cell of the column becomes. */
export function fittedWidth(column: FittedColumn): number {
  const indicator = column.indicator ? 1 : 0;
  switch (column.type) {
    case 'number':
    case 'boolean':
      return 1 + indicator;
    case 'category':
      return (column.ordinal ? 1 : column.categories.length) + indicator;
    case 'date':
      return column.parts.reduce((sum, part) => sum + partWidth(part), indicator);
    default:
      throw column satisfies never;
  }
}

/** Whether encoding the column depends on what the training rows hold. */
export function needsFitting(column: ColumnSpec): boolean {
  if (column.missing && column.missing !== 'drop' && column.missing !== 'constant') return true;
  const scaling = 'scaling' in column ? (column.scaling ?? 'none') : 'none';
  if (scaling === 'none' || scaling === 'log1p') return false;
  if (column.type === 'date') return column.parts.includes('elapsed');
  return column.type !== 'category' || column.encoding === 'ordinal';
}

/** What is measured on the training rows, whose cells are given as `readColumn` read them; NaN where missing. */
export function fitColumn(column: ColumnSpec, trainingValues: Float64Array): FittedColumn {
  const { name } = column;
  const present = trainingValues.filter(Number.isFinite);
  const fill = fitFill(column, present);
  // What stands in for a missing cell is a value like any other, so it counts when the scaling is measured.
  const filled =
    fill === undefined ? present : trainingValues.map((value) => (Number.isFinite(value) ? value : fill));
  const base = {
    name,
    ...(fill === undefined ? {} : { fill }),
    ...(column.indicator ? { indicator: true } : {}),
  };
  switch (column.type) {
    case 'number':
    case 'integer':
      return { ...base, type: 'number', ...fitScaling(column.scaling, filled) };
    case 'boolean':
      return { ...base, type: 'boolean' };
    case 'category': {
      const { categories, labels } = column;
      const ordinal = column.encoding === 'ordinal' && {
        ordinal: fitScaling(column.scaling ?? 'none', filled),
      };
      return { ...base, type: 'category', categories, ...(labels ? { labels } : {}), ...ordinal };
    }
    case 'date':
      return {
        ...base,
        type: 'date',
        parts: column.parts,
        ...fitScaling(column.scaling, filled.map(elapsedDays)),
      };
    case 'text':
      throw new Error(`internal: column "${name}" is text, which is not encoded`);
    default:
      throw column satisfies never;
  }
}

/** Whether a column that was fitted earlier still is the column the project describes. */
export function stillFits(fitted: FittedColumn, column: ColumnSpec): boolean {
  if ((fitted.indicator ?? false) !== (column.indicator ?? false)) return false;
  const fills = column.missing !== undefined && column.missing !== 'drop';
  if (fills !== (fitted.fill !== undefined)) return false;
  if (column.missing === 'constant' && textReader(column)(column.constant ?? '') !== fitted.fill)
    return false;
  switch (fitted.type) {
    case 'number':
      return (column.type === 'number' || column.type === 'integer') && column.scaling === fitted.scaling;
    case 'boolean':
      return column.type === 'boolean';
    case 'category':
      return (
        column.type === 'category' &&
        sameTexts(column.categories, fitted.categories) &&
        (column.encoding === 'ordinal') === (fitted.ordinal !== undefined) &&
        (!fitted.ordinal || fitted.ordinal.scaling === (column.scaling ?? 'none'))
      );
    case 'date':
      return (
        column.type === 'date' && sameTexts(column.parts, fitted.parts) && column.scaling === fitted.scaling
      );
    default:
      throw fitted satisfies never;
  }
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

/**
 * Writes what `readColumn` gave for one cell into a row of a matrix, from `offset` on, `fittedWidth` numbers. `into` is zero
 * there before. A missing cell without a stand-in becomes NaN throughout.
 */
export function encodeCell(value: number, column: FittedColumn, into: Float64Array, offset: number): void {
  const width = fittedWidth(column);
  const isMissing = Number.isNaN(value);
  const known = isMissing ? column.fill : value;
  if (known === undefined) {
    into.fill(Number.NaN, offset, offset + width);
    return;
  }
  if (column.indicator) into[offset + width - 1] = isMissing ? 1 : 0;
  switch (column.type) {
    case 'number':
      into[offset] = scale(known, column);
      return;
    case 'boolean':
      into[offset] = known;
      return;
    case 'category':
      if (column.ordinal) into[offset] = scale(known, column.ordinal);
      else into[offset + known] = 1;
      return;
    case 'date':
      encodeDate(known, column, into, offset);
      return;
    default:
      throw column satisfies never;
  }
}

function encodeDate(value: number, column: FittedOf<'date'>, into: Float64Array, offset: number): void {
  let at = offset;
  for (const part of column.parts) {
    if (part === 'elapsed') {
      into[at] = scale(elapsedDays(value), column);
    } else {
      const angle = 2 * Math.PI * turn(value, part);
      into[at] = Math.sin(angle);
      into[at + 1] = Math.cos(angle);
    }
    at += partWidth(part);
  }
}
