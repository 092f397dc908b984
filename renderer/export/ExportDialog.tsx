import { Modal } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { useMemo, useState } from 'react';
import { type ExportFormat, exporters, exportModel } from '../../core/export';
import { useApp } from '../app/appStore';
import { formatBytes } from '../format';
import { CodePreview } from './CodePreview';
import classes from './export.module.css';

export interface ExportDialogProps {
  opened: boolean;
  onClose(): void;
}

/** The trained model as a file for other programs: what it looks like, to copy or to save. */
export const ExportDialog = observer(function ExportDialog({ opened, onClose }: ExportDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={860}
      title="Export the model"
      classNames={{ title: classes.title, body: classes.body }}
    >
      {opened && <ExportForm onClose={onClose} />}
    </Modal>
  );
});

const ExportForm = observer(function ExportForm({ onClose }: { onClose(): void }) {
  const { files, training, bridge, toasts } = useApp();
  const [format, setFormat] = useState<ExportFormat>('typescript');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { results } = training;
  // biome-ignore lint/correctness/useExhaustiveDependencies: training's newest results are part of the project
  const written = useMemo(() => exportModel(files.wholeProject(), format), [files, format, results]);

  const save = async () => {
    if (!written.ok) return;
    setBusy(true);
    setFailure(null);
    try {
      const outcome = await bridge.request('export:save', {
        suggestedName: written.fileName,
        kind: format,
        text: written.text,
      });
      if (outcome.status === 'failed') setFailure(outcome.problem.message);
      if (outcome.status !== 'done') return;
      toasts.info(`Saved as ${outcome.value.fileName}.`);
      onClose();
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className={classes.form}>
      <div className={classes.cards} role="radiogroup" aria-label="Format">
        {exporters.map((exporter) => (
          <button
            key={exporter.format}
            type="button"
            role="radio"
            aria-checked={format === exporter.format}
            className={classes.card}
            data-testid={`export-${exporter.format}`}
            onClick={() => setFormat(exporter.format)}
          >
            <span className={classes.cardTitle}>
              {exporter.label} <code>{exporter.extension}</code>
            </span>
            <span className={classes.cardText}>{exporter.summary}</span>
          </button>
        ))}
      </div>
      {written.ok ? (
        <CodePreview text={written.text} language={format} />
      ) : (
        <div className={classes.problem} role="status" data-testid="export-problem">
          <p>{written.problem.message}</p>
          {written.problem.hint && <p>{written.problem.hint}</p>}
        </div>
      )}
      <footer className={classes.footer}>
        <span className={classes.size}>
          {failure ?? (written.ok ? `${written.fileName} · ${formatBytes(byteLength(written.text))}` : '')}
        </span>
        {written.ok && <CopyButton text={written.text} />}
        <button
          type="button"
          className={classes.primary}
          data-testid="export-save"
          disabled={!written.ok || busy}
          onClick={() => void save()}
        >
          Save…
        </button>
      </footer>
    </div>
  );
});

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function CopyButton({ text }: { text: string }) {
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
