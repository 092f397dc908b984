import { elapsedDays, partWidth } from './dates';
import { fillRule, fitFill, readConstant } from './fill';
import { finiteOf } from './histogram';
import { fitScaling } from './scaling';
import type { ColumnSpec, FittedColumn } from './schema';

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
  const rule = fillRule(column);
  if (rule && rule !== 'constant') return true;
  const scaling = 'scaling' in column ? (column.scaling ?? 'none') : 'none';
  if (scaling === 'none' || scaling === 'log1p') return false;
  if (column.type === 'date') return column.parts.includes('elapsed');
  return column.type !== 'category' || column.encoding === 'ordinal';
}

/** What is measured on the training rows, whose cells are given as `readColumn` read them; NaN where missing. */
export function fitColumn(column: ColumnSpec, trainingValues: Float64Array): FittedColumn {
  const { name } = column;
  const present = finiteOf(trainingValues);
  const rule = fillRule(column);
  const fill = fitFill(column, present);
  // What stands in for a missing cell is a value like any other, so it counts when the scaling is measured.
  const filled = fill === undefined ? present : filledWith(fill, trainingValues);
  const base = {
    name,
    ...(fill === undefined ? {} : { fill }),
    ...(fill === undefined || !rule ? {} : { fillRule: rule }),
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

function filledWith(fill: number, values: Float64Array): Float64Array {
  const filled = values.slice();
  for (let i = 0; i < filled.length; i++) if (!Number.isFinite(filled[i]!)) filled[i] = fill;
  return filled;
}

/** What was measured earlier for the column as the project describes it now, with its labels of now. */
export function fittedEarlier(column: ColumnSpec, fitted: readonly FittedColumn[]): FittedColumn | undefined {
  const found = fitted.find((each) => each.name === column.name && stillFits(each, column));
  if (found?.type !== 'category' || column.type !== 'category') return found;
  const { labels: _labels, ...rest } = found;
  return { ...rest, ...(column.labels ? { labels: column.labels } : {}) } as FittedColumn;
}

/** Whether a column that was fitted earlier still is the column the project describes. */
export function stillFits(fitted: FittedColumn, column: ColumnSpec): boolean {
  if ((fitted.indicator ?? false) !== (column.indicator ?? false)) return false;
  const rule = fillRule(column);
  if ((rule !== undefined) !== (fitted.fill !== undefined)) return false;
  if (fitted.fillRule !== undefined && fitted.fillRule !== rule) return false;
  if (rule === 'constant' && readConstant(column) !== fitted.fill) return false;
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
