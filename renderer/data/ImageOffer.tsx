import { imageRuns } from '../../core/data/images';
import type { DatasetSpec, ImageSpec } from '../../core/data/schema';
import { formatInteger } from '../format';
import classes from './importDialog.module.css';

interface ImageOfferProps {
  dataset: DatasetSpec;
  onChange(dataset: DatasetSpec): void;
}

/** Offers to show runs of columns as the pictures that they look like. */
export function ImageOffer({ dataset, onChange }: ImageOfferProps) {
  const runs = imageRuns(dataset.columns);
  return runs.map((run) => {
    const declared = (dataset.images ?? []).some((image) => isSameRun(image, run));
    return (
      <div key={run.first} className={classes.offer} data-testid="image-offer">
        <label>
          <input
            type="checkbox"
            data-testid="image-offer-check"
            checked={declared}
            onChange={(event) => {
              const others = (dataset.images ?? []).filter((image) => !isSameRun(image, run));
              const { images: _old, ...rest } = dataset;
              const images = event.currentTarget.checked ? [...others, run] : others;
              onChange({ ...rest, ...(images.length > 0 && { images }) });
            }}
          />
          {formatInteger(run.width * run.height)} columns from “{run.first}” on look like an image of{' '}
          {run.width} × {run.height} pixels. Show them as one.
        </label>
      </div>
    );
  });
}

function isSameRun(a: ImageSpec, b: ImageSpec): boolean {
  return a.first === b.first && a.width === b.width && a.height === b.height;
}
