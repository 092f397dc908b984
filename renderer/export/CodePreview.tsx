import { Fragment, useMemo } from 'react';
import { formatInteger } from '../format';
import classes from './export.module.css';
import { highlight, type Language } from './highlight';

/** More than this is not laid out; the file is written whole. */
const mostCharacters = 40_000;
/** Rows of weights are long; what is beyond is not for reading. */
const mostInLine = 240;

/** The file as it will be written, for reading. */
export function CodePreview({ text, language }: { text: string; language: Language | null }) {
  const { shown, left } = useMemo(() => excerpt(text), [text]);
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
      {left > 0 && (
        <span className={classes.comment}>{`\n… and ${formatInteger(left)} more characters`}</span>
      )}
    </pre>
  );
}

function excerpt(text: string): { shown: string; left: number } {
  const start = text.slice(0, mostCharacters);
  const shown = start
    .split('\n')
    .map((line) => (line.length > mostInLine ? `${line.slice(0, mostInLine)} …` : line))
    .join('\n');
  return { shown, left: text.length - start.length };
}
