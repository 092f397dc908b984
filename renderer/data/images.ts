import { imageRuns } from '../../core/data/images';
import type { DatasetSpec, ImageSpec } from '../../core/data/schema';

/** What keeps columns from being a picture, in one sentence; null where nothing does. */
export function imageProblem(
  dataset: DatasetSpec,
  { first, width, height }: Pick<ImageSpec, 'first' | 'width' | 'height'>,
): string | null {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1)
    return 'Width and height are whole numbers from 1 on.';
  const start = dataset.columns.findIndex(({ name }) => name === first);
  if (start < 0) return `There is no column "${first}".`;
  const run = dataset.columns.slice(start, start + width * height);
  if (run.length < width * height) {
    return `From "${first}" on there are ${run.length} columns; ${width} × ${height} pixels need ${width * height}.`;
  }
  const other = run.find(({ type }) => type !== 'number' && type !== 'integer' && type !== 'boolean');
  if (other) return `"${other.name}" is among them and holds no numbers.`;
  const taken = (dataset.images ?? []).find((image) => overlaps(dataset, image, start, width * height));
  return taken ? `"${taken.name}" already has some of these columns.` : null;
}

function overlaps(dataset: DatasetSpec, image: ImageSpec, start: number, count: number): boolean {
  const from = dataset.columns.findIndex(({ name }) => name === image.first);
  return from >= 0 && from < start + count && start < from + image.width * image.height;
}

/** What a form for a new picture begins with: what looks like one, or else the first column of numbers. */
export function suggestedImage(dataset: DatasetSpec): Pick<ImageSpec, 'first' | 'width' | 'height'> {
  const free = imageRuns(dataset.columns).find((run) => imageProblem(dataset, run) === null);
  if (free) return free;
  const first = dataset.columns.find(({ type }) => type === 'number' || type === 'integer')?.name ?? '';
  return { first, width: 8, height: 8 };
}

/** A name that no other picture has. */
export function imageName(images: readonly ImageSpec[]): string {
  const taken = new Set(images.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'image' : `image ${number}`;
    if (!taken.has(name)) return name;
  }
}
