import { areNumberRows } from '../train/numbers';
import type { PackedParameters } from '../train/schema';

/** Whether a value has the form of parameters, packed or not; whether they fit a network shows when they are laid out for it. */
export function areParameters(value: unknown): value is PackedParameters {
  return isRecordOf(value, (node) => isRecordOf(node, areNumberRows));
}

function isRecordOf(value: unknown, isField: (field: unknown) => boolean): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(isField)
  );
}

/** Every row of numbers through a function. */
export function mapRows<Row>(
  parameters: PackedParameters,
  change: (row: ArrayLike<number>) => Row,
): Record<string, Record<string, Row[] | Row>> {
  const of = (given: ArrayLike<number>[] | ArrayLike<number>) =>
    typeof given[0] === 'object'
      ? Array.from(given as ArrayLike<number>[], change)
      : change(given as ArrayLike<number>);
  return mapFields(parameters, (node) => mapFields(node, of));
}

function mapFields<Given, Result>(
  object: Record<string, Given>,
  change: (field: Given) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(object).map(([key, field]) => [key, change(field)]));
}
