import { IconPhoto, IconX } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { imageRuns } from '../../core/data/images';
import type { DatasetSpec } from '../../core/data/schema';
import { useApp } from '../app/appStore';
import { formatInteger } from '../format';
import classes from './data.module.css';
import { imageName, imageProblem, suggestedImage } from './images';
import imagesClasses from './images.module.css';

/** From this many columns of numbers on that are no pixels yet, some of them may be. */
const fewestColumns = 16;

/** The runs of columns that are pictures, and the way to say so of another one. */
export const ImageList = observer(function ImageList({ dataset }: { dataset: DatasetSpec }) {
  const { document } = useApp();
  const [open, setOpen] = useState(false);
  const images = dataset.images ?? [];
  const taken = images.reduce((sum, { width, height }) => sum + width * height, 0);
  const isPossible = dataset.columns.filter(isNumeric).length - taken >= fewestColumns;
  const looksLikeOne = imageRuns(dataset.columns).some((run) => imageProblem(dataset, run) === null);
  if (images.length === 0 && !isPossible && !looksLikeOne) return null;
  return (
    <section className={imagesClasses.images} aria-label="Images" data-testid="images">
      {images.map((image) => (
        <div key={image.name} className={imagesClasses.image} data-testid="image-run">
          <IconPhoto size={15} stroke={1.7} aria-hidden="true" />
          <span
            className={imagesClasses.imageText}
            title={`${formatInteger(image.width * image.height)} columns from "${image.first}" on`}
          >
            {image.name}: {image.width} × {image.height} from {image.first}
          </span>
          <button
            type="button"
            className={classes.prepare}
            aria-label={`${image.name} is no image`}
            title="Not an image: the columns are shown one by one"
            data-testid="image-remove"
            onClick={() => document.setImages(images.filter((each) => each !== image))}
          >
            <IconX size={13} />
          </button>
        </div>
      ))}
      {open ? (
        <ImageForm dataset={dataset} onDone={() => setOpen(false)} />
      ) : (
        (isPossible || looksLikeOne) && (
          <button
            type="button"
            className={classes.link}
            data-testid="image-declare"
            title="Says that columns which follow each other are the pixels of a picture, row by row"
            onClick={() => setOpen(true)}
          >
            {looksLikeOne ? 'Some columns look like an image…' : 'Columns are an image…'}
          </button>
        )
      )}
    </section>
  );
});

const isNumeric = ({ type }: { type: string }) => type === 'number' || type === 'integer';

function ImageForm({ dataset, onDone }: { dataset: DatasetSpec; onDone(): void }) {
  const { document } = useApp();
  const [draft, setDraft] = useState(() => suggestedImage(dataset));
  const problem = imageProblem(dataset, draft);
  const declare = () => {
    const images = dataset.images ?? [];
    document.setImages([...images, { name: imageName(images), ...draft }]);
    onDone();
  };
  return (
    <form
      className={imagesClasses.imageForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null) declare();
      }}
    >
      <label>
        First pixel
        <input
          className={classes.findField}
          list="image-columns"
          data-testid="image-first"
          value={draft.first}
          onChange={(event) => setDraft({ ...draft, first: event.currentTarget.value })}
        />
      </label>
      <datalist id="image-columns">
        {dataset.columns.slice(0, 200).map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div className={imagesClasses.imageSize}>
        <SizeField label="Width" value={draft.width} onChange={(width) => setDraft({ ...draft, width })} />
        <span aria-hidden="true">×</span>
        <SizeField
          label="Height"
          value={draft.height}
          onChange={(height) => setDraft({ ...draft, height })}
        />
      </div>
      {problem && (
        <p className={imagesClasses.formProblem} role="alert">
          {problem}
        </p>
      )}
      <div className={classes.bannerEnd}>
        <button type="submit" className={classes.link} disabled={problem !== null} data-testid="image-apply">
          Show as an image
        </button>
        <button type="button" className={classes.link} onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  );
}

interface SizeFieldProps {
  label: string;
  value: number;
  onChange(value: number): void;
}

function SizeField({ label, value, onChange }: SizeFieldProps) {
  return (
    <label>
      {label}
      <input
        type="number"
        className={classes.findField}
        data-testid={`image-${label.toLowerCase()}`}
        min={1}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}
