import { CloseButton } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { type DatasetSpec, splitMethods } from '../../../core/data/schema';
import { columnRole } from '../../../core/data/widths';
import { useApp } from '../../app/appStore';
import range from '../../training/range.module.css';
import { TermSelect } from '../ColumnControls';
import { Field } from '../Field';
import shared from '../preparation.module.css';
import { ClassBalance } from './ClassBalance';
import { ColumnParts } from './ColumnParts';
import classes from './split.module.css';
import { methodTerms, partTerms } from './splitTerms';

/** Which rows are learned from, which are kept to measure with, and what that does to the classes. */
export const SplitForm = observer(function SplitForm({ onClose }: { onClose(): void }) {
  const { document } = useApp();
  const { dataset } = document;
  if (!dataset) return null;
  const { split } = dataset;
  const method = split.method ?? 'random';
  return (
    <section className={shared.preparation} aria-label="Split" data-testid="split-form">
      <header className={shared.header}>
        <div className={shared.title}>
          <h3>Split</h3>
          <p>What the network is measured with, it must not have learned from.</p>
        </div>
        <CloseButton size="sm" aria-label="Close" onClick={onClose} />
      </header>
      <Field label="Method" meaning={methodTerms[method].meaning}>
        <TermSelect
          label="Method of the split"
          testId="split-method"
          value={method}
          terms={methodTerms}
          choices={splitMethods}
          onChange={(next) =>
            document.setSplit({
              method: next === 'random' ? undefined : next,
              column: next === 'column' ? firstPartColumn(dataset) : undefined,
              parts: undefined,
            })
          }
        />
      </Field>
      {method === 'order' && <OrderColumn dataset={dataset} />}
      {method === 'column' ? (
        <ColumnParts dataset={dataset} />
      ) : (
        <>
          <Share part="validation" />
          <Share part="test" />
        </>
      )}
      <Balance dataset={dataset} />
      <ClassBalance />
    </section>
  );
});

/** A column that may say the part: the first of few values. */
function firstPartColumn({ columns }: DatasetSpec): string | undefined {
  const named = columns.find(({ name }) => /^(split|part|set|fold|subset)$/i.test(name));
  return (named ?? columns.find(({ type }) => type === 'category' || type === 'boolean') ?? columns[0])?.name;
}

/** By which column rows are ordered; without one, as they stand in the file. */
const OrderColumn = observer(function OrderColumn({ dataset }: { dataset: DatasetSpec }) {
  const { document } = useApp();
  const ordered = dataset.columns.filter(({ type }) => type !== 'text' && type !== 'category');
  return (
    <Field label="Ordered by">
      <select
        className={shared.input}
        aria-label="Column that rows are ordered by"
        data-testid="split-order-column"
        value={dataset.split.column ?? ''}
        onChange={(event) => document.setSplit({ column: event.currentTarget.value || undefined })}
      >
        <option value="">as in the file</option>
        {ordered.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
});

const percents = (share: number) => Math.round(share * 100);

/** The share of a part that is held out. Both together leave at least a tenth to learn from. */
const Share = observer(function Share({ part }: { part: 'validation' | 'test' }) {
  const { document } = useApp();
  const split = document.dataset?.split;
  if (!split) return null;
  const other = part === 'validation' ? split.test : split.validation;
  const most = 90 - percents(other);
  return (
    <Field label={partTerms[part].name}>
      <div className={classes.share} title={partTerms[part].meaning}>
        <input
          type="range"
          className={range.range}
          min={0}
          max={most}
          step={1}
          aria-label={`Share of ${part} rows, in percent`}
          data-testid={`split-share-${part}`}
          value={Math.min(most, percents(split[part]))}
          onChange={(event) =>
            document.setSplit({ [part]: Number(event.currentTarget.value) / 100 }, { live: true })
          }
          onPointerUp={document.commit}
          onBlur={document.commit}
        />
        <span className={classes.percent}>{percents(split[part])} %</span>
      </div>
    </Field>
  );
});

/** What keeps classes even: in every part, and in what an epoch draws. */
const Balance = observer(function Balance({ dataset }: { dataset: DatasetSpec }) {
  const { document } = useApp();
  const { split, columns } = dataset;
  const targets = columns.filter((column) => columnRole(column, document.graph) === 'target');
  const [target] = targets;
  const hasClasses = targets.length === 1 && (target?.type === 'category' || target?.type === 'boolean');
  const method = split.method ?? 'random';
  return (
    <div className={classes.balance}>
      {method === 'random' && (
        <label
          className={shared.check}
          title="Every part gets each class in the share that it has in all rows."
        >
          <input
            type="checkbox"
            data-testid="split-form-stratify"
            disabled={!hasClasses}
            checked={split.stratify}
            onChange={(event) => document.setSplit({ stratify: event.currentTarget.checked })}
          />
          Stratify: the same share of each class in every part
        </label>
      )}
      <label
        className={shared.check}
        title="Rows of rarer classes come up several times in an epoch. Validation and test rows stay as they are."
      >
        <input
          type="checkbox"
          data-testid="split-oversample"
          disabled={!hasClasses}
          checked={split.oversample ?? false}
          onChange={(event) => document.setSplit({ oversample: event.currentTarget.checked || undefined })}
        />
        Oversample: rarer classes come up as often as the others
      </label>
      {!hasClasses && <p className={shared.note}>Both need one target that is a category, or yes and no.</p>}
    </div>
  );
});
