import { type ColumnSpec, columnSchema, type DatasetSpec, type ImageSpec } from '../../core/data/schema';
import { deepEqual } from './deepEqual';
import { plain } from './plain';

/** Changes to a data set in place, run inside an action of the document. */

/** Changes columns by name; a field set to undefined is taken away. */
export function changeColumns(dataset: DatasetSpec, patches: ReadonlyMap<string, Partial<ColumnSpec>>): void {
  dataset.columns.forEach((column, index) => {
    const patch = patches.get(column.name);
    if (!patch) return;
    const next = changedColumn(plain(column), patch);
    if (!deepEqual(plain(column), next)) dataset.columns[index] = next;
  });
}

/** A new type drops the fields that belong to the old one. */
function changedColumn(column: ColumnSpec, patch: Partial<ColumnSpec>): ColumnSpec {
  const typeChanges = patch.type !== undefined && patch.type !== column.type;
  const base = typeChanges ? { name: column.name, ...(column.role && { role: column.role }) } : column;
  return columnSchema.parse(withoutUndefined({ ...base, ...patch }));
}

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** A field set to undefined is taken away. */
export function changeSplit({ split }: DatasetSpec, patch: Partial<DatasetSpec['split']>): void {
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) delete split[key];
    else split[key] = structuredClone(plain(value));
  }
}

/** Says which runs of columns are pictures. */
export function changeImages(dataset: DatasetSpec, images: readonly ImageSpec[]): void {
  if (images.length === 0) delete dataset.images;
  else dataset.images = structuredClone(plain([...images]));
}
