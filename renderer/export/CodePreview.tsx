import { Fragment, useMemo } from 'react';
import { formatBytes } from '../format';
import { excerpt } from './excerpt';
import classes from './export.module.css';
import { highlight, type Language } from './highlight';

interface CodePreviewProps {
  /** All of the file, or its beginning. */
  content: string | Uint8Array;
  /** Bytes of the whole file. */
  size: number;
  language: Language | null;
}

/** The file as it will be written, for reading: its beginning where it is long. */
export function CodePreview({ content, size, language }: CodePreviewProps) {
  const { shown, bytes } = useMemo(() => excerpt(content), [content]);
  const left = size - bytes;
  const tokens = useMemo(
    () => (language ? highlight(shown, language) : [{ kind: 'plain' as const, text: shown }]),
    [shown, language],
  );
  return (
    <pre className={classes.code} data-testid="export-preview" data-selectable>
      {tokens.map(({ kind, text: part }, index) =>
        kind === 'plain' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, in their order
          <Fragment key={index}>{part}</Fragment>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, in their order
          <span key={index} className={classes[kind]}>
            {part}
          </span>
        ),
      )}
      {left > 0 && <span className={classes.comment}>{`\n… and ${formatBytes(left)} more`}</span>}
    </pre>
  );
}
