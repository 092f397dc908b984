import { useVirtualizer } from '@tanstack/react-virtual';
import { observer } from 'mobx-react-lite';
import { type CSSProperties, type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Predictions } from '../../core/protocol';
import { useApp } from '../app/appStore';
import { PartName } from '../data/PartName';
import { Thumbnails } from '../data/pictures/Thumbnails';
import { moveFocus } from '../data/table/moveFocus';
import { formatInteger, formatNumber } from '../format';
import { classColor } from '../training/palette';
import type { HeadOutcome } from './outcome';
import classes from './outputs.module.css';
import type { RowFilter } from './rowFilter';
import { useRowPictures } from './useRowPictures';

const plainRow = 24;
const pictureRow = 36;
/** With more classes than this, only the predicted one's bar is drawn. */
const mostBars = 6;

const untrained =
  'What stands in its target cell is not known: the row is predicted and counts as a test row.';

interface OutputRowsProps {
  predictions: Predictions;
  outcome: HeadOutcome;
  filter: RowFilter;
}

/** A line for each row: what stands in the file, what the network says, and how sure it is. */
export const OutputRows = observer(function OutputRows({ predictions, outcome, filter }: OutputRowsProps) {
  const { training } = useApp();
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => filteredRows(predictions, outcome, filter), [predictions, outcome, filter]);
  const rowHeight = useRef(plainRow);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight.current,
    overscan: 10,
  });
  const inView = virtual.getVirtualItems();
  const { pictures, source, version } = useRowPictures(
    inView.map(({ index }) => predictions.rows[shown[index]!]!),
  );
  const height = pictures.length > 0 ? pictureRow : plainRow;
  useLayoutEffect(() => {
    rowHeight.current = height;
    virtual.measure();
  }, [virtual, height]);
  const [current, setCurrent] = useState(0);
  const watch = (index: number) => {
    const row = shown[index];
    const inUse = row === undefined ? null : (training.rows?.rowAt(predictions.rows[row]!) ?? null);
    if (inUse !== null) training.setWatchRow(inUse);
    setCurrent(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') watch(current);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2);
    const { key, metaKey } = event;
    // The ends of a line are those of the list.
    const ctrlKey = key === 'Home' || key === 'End';
    const size = { rows: shown.length, columns: 1, page };
    const next = moveFocus({ row: current, column: 0 }, { key, metaKey, ctrlKey }, size);
    if (!next) return;
    event.preventDefault();
    setCurrent(next.row);
    virtual.scrollToIndex(next.row);
  };
  const { head, actual, right } = outcome;
  const names = head.outputNames;
  const labelled = outcome.task !== 'regression';
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      style={{ '--pictures': `${pictures.length * pictureRow}px` } as CSSProperties}
      data-testid="outputs-table"
      data-rows={shown.length}
      data-pictured={pictures.length > 0}
      role="group"
      aria-label="Predictions, row by row"
      aria-activedescendant={`prediction-${current}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: one stop for all rows, which the arrow keys go through
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={`${classes.row} ${classes.head}`}>
        <span className={classes.number}>row</span>
        <span>part</span>
        {source && <span className={classes.text}>{pictures.map(({ name }) => name).join(', ')}</span>}
        <span>actual</span>
        <span>predicted</span>
        {labelled ? <BarHeads names={names} /> : <span>error</span>}
      </div>
      {shown.length === 0 && <p className={classes.none}>No row is like that.</p>}
      <div style={{ position: 'relative', height: virtual.getTotalSize() }}>
        {inView.map(({ index, start }) => {
          const row = shown[index]!;
          const tableRow = predictions.rows[row]!;
          const inUse = training.rows?.rowAt(tableRow) ?? null;
          const values = head.values.subarray(row * names.length, (row + 1) * names.length);
          return (
            <button
              key={row}
              id={`prediction-${index}`}
              type="button"
              tabIndex={-1}
              data-current={index === current}
              className={`${classes.row} ${classes.item}`}
              style={{ transform: `translateY(${start}px)`, height }}
              data-right={right[row] ?? 'unknown'}
              data-watched={inUse === training.watchRow}
              data-table-row={tableRow + 1}
              title={inUse === null ? untrained : "Show this row's way through the network"}
              onClick={() => {
                watch(index);
                scroller.current?.focus({ preventScroll: true });
              }}
            >
              <span className={classes.number}>{formatInteger(tableRow + 1)}</span>
              <span className={classes.part}>
                <PartName use={predictions.parts[row]!} />
              </span>
              {source && (
                <span className={classes.pictures}>
                  <Thumbnails
                    pictures={pictures}
                    source={source}
                    version={version}
                    row={tableRow}
                    rowHeight={height}
                    testId="outputs-picture"
                  />
                </span>
              )}
              <span className={classes.text}>{labelled ? actual[row] : head.actual[row]}</span>
              <span className={classes.predicted}>
                {labelled ? head.decoded[row] : Array.from(values, (value) => formatNumber(value)).join(', ')}
                {right[row] === false && <span className={classes.wrong}>✗</span>}
              </span>
              {labelled ? (
                <Bars values={values} names={names} />
              ) : (
                <span className={classes.value}>{errorText(head.actual[row]!, values)}</span>
              )}
            </button>
          );
        })}
      </div>
    </div>
  );
});

function filteredRows(
  { parts, rows }: Predictions,
  outcome: HeadOutcome,
  { part, onlyWrong, pair }: RowFilter,
) {
  const { right, actual, head } = outcome;
  const kept: number[] = [];
  for (let row = 0; row < rows.length; row++) {
    if (part !== null && parts[row] !== part) continue;
    if (onlyWrong && right[row] !== false) continue;
    if (pair && (actual[row] !== pair.actual || head.decoded[row] !== pair.predicted)) continue;
    kept.push(row);
  }
  return kept;
}

function errorText(actual: string, values: Float64Array): string {
  const cells = actual.split(', ');
  return Array.from(values, (value, index) => {
    const number = Number.parseFloat(cells[index] ?? '');
    return Number.isFinite(number) ? formatNumber(value - number) : '';
  }).join(', ');
}

/** The names of the outputs, over their bars. */
function BarHeads({ names }: { names: readonly string[] }) {
  if (names.length > mostBars) return <span>largest output</span>;
  return (
    <span className={classes.bars}>
      {names.map((name, index) => (
        <span key={name} className={classes.bar} title={name}>
          <i className={classes.key} style={{ background: classColor(index) }} aria-hidden="true" />
          <span className={classes.text}>{name}</span>
        </span>
      ))}
    </span>
  );
}

/** A bar for each class, its length the output. Colours are the classes' own. */
function Bars({ values, names }: { values: Float64Array; names: readonly string[] }) {
  let best = 0;
  values.forEach((value, index) => {
    if (value > values[best]!) best = index;
  });
  const listed = names.length <= mostBars ? names.map((_, index) => index) : [best];
  return (
    <span className={classes.bars}>
      {listed.map((index) => {
        const value = values[index]!;
        const share = Math.max(0, Math.min(1, value));
        return (
          <span
            key={names[index]}
            className={classes.bar}
            title={`${names[index]}: ${formatNumber(value, 6)}`}
          >
            <span className={classes.track}>
              <span
                className={classes.fill}
                style={{ width: `${share * 100}%`, background: classColor(index) }}
              />
            </span>
            <span className={classes.value}>{value.toFixed(3)}</span>
          </span>
        );
      })}
    </span>
  );
}
