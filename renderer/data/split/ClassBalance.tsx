import { observer } from 'mobx-react-lite';
import type { SplitPreview } from '../../../core/data/standings';
import { useApp } from '../../app/appStore';
import { formatCount, formatInteger, formatPercent } from '../../format';
import { classColor } from '../../training/palette';
import shared from '../preparation.module.css';
import classes from './split.module.css';
import { partTerms } from './splitTerms';
import { useSplitPreview } from './useSplitPreview';

const parts = ['train', 'validation', 'test'] as const;

/** How many rows of which class each part holds. */
export const ClassBalance = observer(function ClassBalance() {
  const { document } = useApp();
  const { value, problem, waiting } = useSplitPreview();
  if (problem && !waiting) {
    return (
      <p className={shared.problem} role="alert">
        {problem.message} {problem.hint}
      </p>
    );
  }
  if (!value) return <p className={shared.note}>Counting…</p>;
  const oversample = document.dataset?.split.oversample ?? false;
  return (
    <div className={shared.preview} data-waiting={waiting} data-testid="split-preview">
      <Totals preview={value} />
      {value.classes.length > 0 && <Classes preview={value} drawn={oversample} />}
    </div>
  );
});

function Totals({ preview: { rows } }: { preview: SplitPreview }) {
  return (
    <dl className={shared.figures}>
      {parts.map((part) => (
        <div key={part} title={partTerms[part].meaning}>
          <dt>{partTerms[part].name}</dt>
          <dd data-testid={`split-rows-${part}`}>{formatCount(rows[part], 'row')}</dd>
        </div>
      ))}
      {rows.dropped > 0 && (
        <div title="A cell that is used is empty or cannot be read">
          <dt>Left out</dt>
          <dd>{formatCount(rows.dropped, 'row')}</dd>
        </div>
      )}
    </dl>
  );
}

/** More classes than this are counted and not drawn. */
const mostClasses = 20;

function Classes({ preview, drawn }: { preview: SplitPreview; drawn: boolean }) {
  const shown = preview.classes.slice(0, mostClasses);
  const sums = Object.fromEntries(
    parts.map((part) => [part, preview.classes.reduce((sum, { rows }) => sum + rows[part], 0)]),
  ) as Record<(typeof parts)[number], number>;
  const drawnSum = preview.classes.reduce((sum, each) => sum + each.drawn, 0);
  const columns = parts.filter((part) => sums[part] > 0);
  const header = drawn
    ? [...columns.map((part) => partTerms[part].name), 'In an epoch']
    : columns.map((part) => partTerms[part].name);
  return (
    <table className={classes.classes}>
      <thead>
        <tr>
          <th scope="col">Class</th>
          {header.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map(({ label, rows, drawn: times }, index) => (
          <tr key={label}>
            <th scope="row" title={label}>
              <i style={{ background: classColor(index) }} aria-hidden="true" />
              {label}
            </th>
            {columns.map((part) => (
              <Bar key={part} count={rows[part]} of={sums[part]} index={index} />
            ))}
            {drawn && <Bar count={times} of={drawnSum} index={index} />}
          </tr>
        ))}
        {preview.classes.length > mostClasses && (
          <tr>
            <td colSpan={header.length + 1} className={shared.note}>
              and {formatInteger(preview.classes.length - mostClasses)} more classes
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Bar({ count, of, index }: { count: number; of: number; index: number }) {
  const share = of > 0 ? count / of : 0;
  return (
    <td title={`${formatInteger(count)} of ${formatInteger(of)}`}>
      <span className={classes.barTrack}>
        <span style={{ width: `${share * 100}%`, background: classColor(index) }} />
      </span>
      <span className={classes.barText}>
        {formatInteger(count)} · {formatPercent(share)}
      </span>
    </td>
  );
}
