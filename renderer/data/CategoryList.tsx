import { IconGripVertical } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { ColumnOf, ColumnSpec } from '../../core/data/schema';
import { formatCount, formatInteger } from '../format';
import { classColor } from '../training/palette';
import { labelCategory, moveCategory } from './categoryOrder';
import { Field } from './Field';
import classes from './preparation.module.css';

interface CategoryListProps {
  column: ColumnOf<'category'>;
  onChange(patch: Partial<ColumnSpec>): void;
}

/** More than this many are counted and not listed. */
const mostListed = 200;

/** The categories in the order they are encoded, moved by dragging or with Alt and the arrow keys, with their labels. */
export function CategoryList({ column, onChange }: CategoryListProps) {
  const { categories } = column;
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const move = (from: number, to: number) => {
    if (from !== to && to >= 0 && to < categories.length) onChange(moveCategory(column, from, to));
  };
  const drop = () => {
    if (dragged !== null && over !== null) move(dragged, over);
    setDragged(null);
    setOver(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    const to = index + (event.key === 'ArrowUp' ? -1 : 1);
    const list = event.currentTarget.closest('ol');
    move(index, to);
    requestAnimationFrame(() => list?.querySelector<HTMLElement>(`[data-place="${to}"] button`)?.focus());
  };
  return (
    <Field
      label={formatCount(categories.length, 'category', 'categories')}
      meaning={
        column.encoding === 'ordinal'
          ? 'Drag them into their order: the first becomes 0, the next 1, and so on.'
          : 'Drag them to change which output is which; a label is what people read.'
      }
    >
      <ol className={classes.categories} data-testid="categories">
        {categories.slice(0, mostListed).map((category, index) => (
          <li
            key={category}
            data-place={index}
            data-over={over === index && dragged !== index}
            data-dragged={dragged === index}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(index);
            }}
            onDrop={(event) => {
              event.preventDefault();
              drop();
            }}
          >
            <button
              type="button"
              className={classes.grip}
              draggable
              aria-label={`Move ${category}`}
              title="Drag, or press Alt and an arrow key"
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setData('text/plain', category);
                setDragged(index);
              }}
              onDragEnd={() => {
                setDragged(null);
                setOver(null);
              }}
              onKeyDown={(event) => onKeyDown(event, index)}
            >
              <IconGripVertical size={13} />
            </button>
            <i style={{ background: classColor(index) }} aria-hidden="true" />
            <span className={classes.category} title={category}>
              {category}
            </span>
            <LabelField
              category={category}
              label={column.labels?.[index] ?? ''}
              onChange={(label) => onChange({ labels: labelCategory(column, index, label) })}
            />
          </li>
        ))}
        {categories.length > mostListed && (
          <li className={classes.note}>and {formatInteger(categories.length - mostListed)} more</li>
        )}
      </ol>
    </Field>
  );
}

interface LabelFieldProps {
  category: string;
  label: string;
  onChange(label: string): void;
}

/** Taken when the field is left or Enter is pressed. */
function LabelField({ category, label, onChange }: LabelFieldProps) {
  const [draft, setDraft] = useState(label);
  useEffect(() => setDraft(label), [label]);
  const take = () => draft.trim() !== label && onChange(draft);
  return (
    <input
      className={classes.input}
      aria-label={`Label of ${category}`}
      placeholder="label"
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}
