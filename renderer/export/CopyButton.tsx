import { useState } from 'react';
import classes from './export.module.css';

export function CopyButton({ text }: { text: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState(copyBySelection(text) ? 'copied' : 'refused');
    }
  };
  const words = { idle: 'Copy', copied: 'Copied', refused: 'Copying was refused' };
  return (
    <button type="button" className={classes.plain} data-testid="export-copy" onClick={() => void copy()}>
      {words[state]}
    </button>
  );
}

/** The old way, which needs no permission. */
function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}
