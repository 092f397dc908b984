import { useState } from 'react';
import type { ExportPreview } from '../../core/export/exportFile';
import { useApp } from '../app/appStore';
import { formatBytes } from '../format';
import { textOf, whyNotCopied } from './copyText';
import classes from './export.module.css';

const words = { idle: 'Copy', copying: 'Copying…', copied: 'Copied', refused: 'Copying was refused' };

export function CopyButton({ exportId, files }: { exportId: number; files: readonly ExportPreview[] }) {
  const { engine } = useApp();
  const [state, setState] = useState<keyof typeof words>('idle');
  const [file] = files;
  const why = whyNotCopied(files, formatBytes(file?.size ?? 0));
  const copy = async () => {
    setState('copying');
    const text = file ? await textOf(engine, exportId, file) : null;
    if (text === null) return setState('refused');
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState(copyBySelection(text) ? 'copied' : 'refused');
    }
  };
  return (
    <button
      type="button"
      className={classes.plain}
      data-testid="export-copy"
      disabled={why !== null || state === 'copying'}
      title={why ?? undefined}
      onClick={() => void copy()}
    >
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
