import { Modal } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { exporters, findExporter } from '../../core/export';
import type { ExportPreview } from '../../core/export/exportFile';
import { moduleName } from '../../core/export/moduleName';
import { useApp } from '../app/appStore';
import { formatBytes } from '../format';
import { SchemaForm } from '../inspector/form/SchemaForm';
import { CodePreview } from './CodePreview';
import { CopyButton } from './CopyButton';
import classes from './export.module.css';
import { languageOf } from './highlight';
import { type ExportState, useExport } from './useExport';
import { VerifiedBadge } from './VerifiedBadge';

export interface ExportDialogProps {
  opened: boolean;
  onClose(): void;
}

/** The trained model as files for other programs: what they look like, whether they say what the engine says, to copy or to save. */
export const ExportDialog = observer(function ExportDialog({ opened, onClose }: ExportDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={900}
      title="Export the model"
      classNames={{ title: classes.title, body: classes.body }}
    >
      {opened && <ExportForm onClose={onClose} />}
    </Modal>
  );
});

type Options = Readonly<Record<string, unknown>>;

const defaults: Readonly<Record<string, Options>> = Object.fromEntries(
  exporters.map((exporter) => [exporter.format, exporter.options.parse({})]),
);

function ExportForm({ onClose }: { onClose(): void }) {
  const [format, setFormat] = useState('typescript');
  const [allOptions, setAllOptions] = useState(defaults);
  const options = allOptions[format]!;
  const exporter = findExporter(format)!;
  const state = useExport(format, options);
  const change = (key: string, value: unknown) => {
    setAllOptions((before) => ({ ...before, [format]: { ...before[format], [key]: value } }));
    return null;
  };
  return (
    <div className={classes.form}>
      <div className={classes.cards} role="radiogroup" aria-label="Format">
        {exporters.map((each) => (
          <button
            key={each.format}
            type="button"
            role="radio"
            aria-checked={format === each.format}
            className={classes.card}
            data-testid={`export-${each.format}`}
            onClick={() => setFormat(each.format)}
          >
            <span className={classes.cardTitle}>
              {each.label} <code>{each.extension}</code>
            </span>
            <span className={classes.cardText}>{each.summary}</span>
          </button>
        ))}
      </div>
      <div className={classes.split}>
        <Preview key={format} state={state} />
        {Object.keys(exporter.options.shape).length > 0 && (
          <div className={classes.options} data-testid="export-options">
            <SchemaForm schema={exporter.options} values={options} onChange={change} onCommit={() => {}} />
          </div>
        )}
      </div>
      {state.status === 'written' && <VerifiedBadge verification={state.verification} />}
      <Footer format={format} options={options} state={state} onClose={onClose} />
    </div>
  );
}

function Preview({ state }: { state: ExportState }) {
  const [shown, setShown] = useState(0);
  if (state.status === 'writing') {
    return (
      <div className={classes.problem} role="status">
        <p>Writing and checking…</p>
      </div>
    );
  }
  if (state.status === 'refused') {
    return (
      <div className={classes.problem} role="status" data-testid="export-problem">
        <p>{state.problem.message}</p>
        {state.problem.hint && <p>{state.problem.hint}</p>}
      </div>
    );
  }
  const { files } = state;
  const file = files[shown] ?? files[0]!;
  const language = languageOf(file.name);
  return (
    <div className={classes.preview}>
      {files.length > 1 && (
        <div className={classes.tabs} role="tablist" aria-label="Files">
          {files.map((each, index) => (
            <button
              key={each.name}
              type="button"
              role="tab"
              aria-selected={each === file}
              className={classes.tab}
              onClick={() => setShown(index)}
            >
              {each.name}
            </button>
          ))}
        </div>
      )}
      {typeof file.content === 'string' || language ? (
        <CodePreview content={file.content} size={file.size} language={language} />
      ) : (
        <div className={classes.problem}>
          <p>{file.name}</p>
          <p>Binary, {formatBytes(file.size)}</p>
        </div>
      )}
    </div>
  );
}

interface FooterProps {
  format: string;
  options: Options;
  state: ExportState;
  onClose(): void;
}

const Footer = observer(function Footer({ format, options, state, onClose }: FooterProps) {
  const { bridge, toasts, document } = useApp();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const files = state.status === 'written' ? state.files : [];
  const isRight = state.status === 'written' && state.verification.status !== 'failed';

  const save = async () => {
    if (state.status !== 'written') return;
    setBusy(true);
    setFailure(null);
    try {
      const { exportId } = state;
      const folder = `${moduleName(document.project.name)}-${format}`;
      const outcome = await bridge.request('export:saveExported', {
        exportId,
        suggestedName: files.length > 1 ? folder : files[0]!.name,
        kind: kindOf(format, options),
        files: files.map(({ name, size }) => ({ name, size })),
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
    <footer className={classes.footer}>
      <span className={classes.size}>{failure ?? sizeText(files)}</span>
      {state.status === 'written' && <CopyButton exportId={state.exportId} files={files} />}
      <button
        type="button"
        className={classes.primary}
        data-testid="export-save"
        disabled={!isRight || busy}
        onClick={() => void save()}
      >
        {files.length > 1 ? 'Save to folder…' : 'Save…'}
      </button>
    </footer>
  );
});

function kindOf(format: string, options: Options) {
  if (format === 'typescript') return options.form as 'typescript' | 'javascript' | 'commonJs';
  return format === 'onnx' ? 'onnx' : 'json';
}

function sizeText(files: readonly ExportPreview[]): string {
  if (files.length === 0) return '';
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const name = files.length === 1 ? files[0]!.name : `${files.length} files`;
  return `${name} · ${formatBytes(bytes)}`;
}
