import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { NumberField } from './fields';
import classes from './form.module.css';
import { readNumber, stepped, writeNumber } from './numberText';

/** Says why a value was refused, or null. */
export type Change = (value: unknown, live: boolean) => string | null;

interface NumberInputProps {
  field: Pick<NumberField, 'integer' | 'min' | 'max' | 'nullable'>;
  value: unknown;
  label: string;
  testId: string;
  id?: string;
  className?: string;
  onChange: Change;
  /** The gesture is over: typing ended, the pointer was let go. */
  onCommit(): void;
  onError(message: string | null): void;
}

const pixelsPerStep = 4;

/**
 * A number that is typed, stepped with the arrow keys (Shift: tenfold) or scrubbed by dragging sideways on it. A value that
 * the schema refuses is not taken over: the sentence that says why is shown until the field is left.
 */
export function NumberInput({ field, value, onChange, onCommit, onError, ...look }: NumberInputProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const scrub = useRef<{ startX: number; start: number; moved: boolean } | null>(null);
  const input = useRef<HTMLInputElement>(null);

  const take = (next: unknown) => onError(onChange(next, true));
  const type = (text: string) => {
    setDraft(text);
    if (text.trim() === '' && field.nullable) return take(null);
    const number = readNumber(text);
    if (number === null) onError('Must be a number.');
    else take(number);
  };
  const finish = () => {
    setDraft(null);
    onError(null);
    onCommit();
  };
  const stepBy = (steps: number) => {
    setDraft(null);
    take(stepped(typeof value === 'number' ? value : 0, steps, field));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      stepBy((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1));
    } else if (event.key === 'Enter' || event.key === 'Escape') {
      event.stopPropagation();
      finish();
      if (event.key === 'Escape') event.currentTarget.blur();
      else event.currentTarget.select();
    }
  };

  const onPointerDown = (event: PointerEvent<HTMLInputElement>) => {
    if (event.button !== 0 || document.activeElement === input.current || typeof value !== 'number') return;
    // Without this the field would take the focus before it is known whether this is a click or a drag.
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    scrub.current = { startX: event.clientX, start: value, moved: false };
  };
  const onPointerMove = (event: PointerEvent<HTMLInputElement>) => {
    const drag = scrub.current;
    if (!drag) return;
    const steps = Math.round((event.clientX - drag.startX) / pixelsPerStep);
    if (steps === 0 && !drag.moved) return;
    drag.moved = true;
    take(stepped(drag.start, steps, field));
  };
  const onPointerUp = () => {
    const drag = scrub.current;
    scrub.current = null;
    if (drag?.moved) finish();
    else if (drag) {
      input.current?.focus();
      input.current?.select();
    }
  };

  return (
    <input
      ref={input}
      id={look.id}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      className={`nodrag nopan ${classes.number} ${look.className ?? ''}`}
      aria-label={look.label}
      data-testid={look.testId}
      placeholder={field.nullable ? 'none' : undefined}
      value={draft ?? writeNumber(value)}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
    />
  );
}
