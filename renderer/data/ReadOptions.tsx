import { useEffect, useState } from 'react';
import { isMissing } from '../../core/data/cells';
import { type CsvSource, type DataSource, encodings, type TextEncoding } from '../../core/data/source';
import classes from './importDialog.module.css';
import { usualMissingWords } from './missingWords';

const delimiters: [string, string][] = [
  [',', 'Comma'],
  [';', 'Semicolon'],
  ['\t', 'Tab'],
  ['|', 'Bar'],
  [' ', 'Space'],
];
const quotes: [NonNullable<CsvSource['quote']>, string][] = [
  ['"', 'Double "'],
  ["'", "Single '"],
  ['none', 'None'],
];
const encodingNames: Record<TextEncoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16': 'UTF-16',
  'latin-1': 'Latin-1',
};
const kindNames: Record<Exclude<DataSource['kind'], 'csv'>, string> = {
  parquet: 'A Parquet file: columns and types stand in it.',
  jsonLines: 'JSON lines: one object on every line.',
  generator: 'Made-up rows.',
};

interface ReadOptionsProps {
  source: DataSource;
  detected: DataSource | null;
  busy: boolean;
  onChange(source: DataSource): void;
}

/** How the text of a file is taken apart. What was found in it stands there and can be changed; the file is then read again. */
export function ReadOptions({ source, detected, busy, onChange }: ReadOptionsProps) {
  if (source.kind !== 'csv') return <p className={classes.facts}>{kindNames[source.kind]}</p>;
  const found = detected?.kind === 'csv' ? detected : null;
  const set = (change: Partial<CsvSource>) => onChange({ ...source, ...change });
  const delimiterChoices = withOwn(delimiters, source.delimiter);
  return (
    <div className={classes.options} data-testid="read-options">
      <Option label="Delimiter" hint="The character between two cells.">
        <Select
          testId="read-delimiter"
          value={source.delimiter ?? ','}
          choices={delimiterChoices}
          detected={found?.delimiter}
          disabled={busy}
          onChange={(delimiter) => set({ delimiter })}
        />
      </Option>
      <Option label="Quotes" hint="What a cell stands in that holds the delimiter or a line break.">
        <Select
          testId="read-quote"
          value={source.quote ?? '"'}
          choices={quotes}
          detected={found?.quote}
          disabled={busy}
          onChange={(quote) => set({ quote: quote as NonNullable<CsvSource['quote']> })}
        />
      </Option>
      <Option label="First line" hint="Whether the first line holds the names of the columns.">
        <Select
          testId="read-header"
          value={source.header === false ? 'data' : 'names'}
          choices={[
            ['names', 'Names'],
            ['data', 'Data'],
          ]}
          detected={found?.header === undefined ? undefined : found.header ? 'names' : 'data'}
          disabled={busy}
          onChange={(line) => set({ header: line === 'names' })}
        />
      </Option>
      <Option label="Encoding" hint="How letters are written as bytes. Wrong accents mean another one.">
        <Select
          testId="read-encoding"
          value={source.encoding ?? 'utf-8'}
          choices={encodings.map((encoding) => [encoding, encodingNames[encoding]])}
          detected={found?.encoding}
          disabled={busy}
          onChange={(encoding) => set({ encoding: encoding as TextEncoding })}
        />
      </Option>
      <Option label="Words for missing" hint="Cells that hold nothing, or one of these words, are missing.">
        <MissingWords
          words={source.missingWords ?? usualMissingWords}
          disabled={busy}
          onChange={(missingWords) => set({ missingWords })}
        />
      </Option>
    </div>
  );
}

function withOwn(choices: [string, string][], own: string | undefined): [string, string][] {
  if (own === undefined || choices.some(([value]) => value === own)) return choices;
  return [...choices, [own, `“${own}”`]];
}

function Option({ label, hint, children }: { label: string; hint: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is its child
    <label className={classes.option} title={hint}>
      <span>{label}</span>
      {children}
    </label>
  );
}

interface SelectProps {
  testId: string;
  value: string;
  choices: readonly (readonly [string, string])[];
  detected: string | undefined;
  disabled: boolean;
  onChange(value: string): void;
}

function Select({ testId, value, choices, detected, disabled, onChange }: SelectProps) {
  return (
    <select
      className={classes.select}
      data-testid={testId}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {choices.map(([each, name]) => (
        <option key={each} value={each}>
          {name}
          {each === detected ? ' (found)' : ''}
        </option>
      ))}
    </select>
  );
}

interface MissingWordsProps {
  words: readonly string[];
  disabled: boolean;
  onChange(words: string[]): void;
}

/** Words, separated by commas; taken when the field is left or Enter is pressed. */
function MissingWords({ words, disabled, onChange }: MissingWordsProps) {
  const shown = words.filter((word) => word !== '').join(', ');
  const [draft, setDraft] = useState(shown);
  useEffect(() => setDraft(shown), [shown]);
  const take = () => {
    if (draft === shown) return;
    onChange(draft.split(',').map((word) => word.trim()));
  };
  return (
    <input
      className={`${classes.select} ${classes.words}`}
      data-testid="read-missing"
      placeholder="only empty cells"
      spellCheck={false}
      value={draft}
      disabled={disabled}
      title={words.every(isMissing) ? undefined : 'Words of your own'}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}
