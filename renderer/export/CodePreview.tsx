import { Fragment, memo, useMemo } from 'react';
import { formatBytes } from '../format';
import { codeBlocks } from './codeBlocks';
import { excerpt } from './excerpt';
import classes from './export.module.css';
import { highlight, type Language, type Token } from './highlight';
import { useGrowing } from './useGrowing';

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
  const blocks = useMemo(
    () => codeBlocks(language ? highlight(shown, language) : [{ kind: 'plain' as const, text: shown }]),
    [shown, language],
  );
  const grown = useGrowing(blocks, blocks.length);
  return (
    <pre className={classes.code} data-testid="export-preview" data-selectable>
      {blocks.slice(0, grown).map((tokens, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, in their order
        <CodeBlock key={index} tokens={tokens} />
      ))}
      {left > 0 && <span className={classes.comment}>{`… and ${formatBytes(left)} more`}</span>}
    </pre>
  );
}

const CodeBlock = memo(function CodeBlock({ tokens }: { tokens: readonly Token[] }) {
  return (
    <div>
      {tokens.map(({ kind, text }, index) =>
        kind === 'plain' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, in their order
          <Fragment key={index}>{text}</Fragment>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, in their order
          <span key={index} className={classes[kind]}>
            {text}
          </span>
        ),
      )}
    </div>
  );
});
