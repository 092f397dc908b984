import { observer } from 'mobx-react-lite';
import { useApp } from '../app/appStore';
import { formatInteger } from '../format';
import range from './range.module.css';
import classes from './settings.module.css';

const percents = (share: number) => Math.round(share * 100);

/** Which share of the rows is kept out of training, and how it is drawn. */
export const SplitSettings = observer(function SplitSettings() {
  const { document, data, training, ui } = useApp();
  const { dataset } = document;
  if (!dataset) return <p className={classes.note}>Import or make data to split it.</p>;
  const { validation, stratify } = dataset.split;
  const rows = training.rows?.total ?? data.summary?.rowCount;
  const more = (
    <button
      type="button"
      className={classes.link}
      data-testid="split-more"
      onClick={() => ui.setSplitOpened(true)}
    >
      Method, test rows, class balance…
    </button>
  );
  if (dataset.split.method === 'column') {
    return (
      <div className={classes.split}>
        <p className={classes.note}>
          The column “{dataset.split.column}” says which row belongs to which part.
        </p>
        {more}
      </div>
    );
  }
  return (
    <div className={classes.split}>
      <div className={classes.line}>
        <span
          className={classes.label}
          title="Rows that are measured after every epoch and never trained on."
        >
          Validation rows
        </span>
        <span className={classes.value} data-testid="split-validation-value">
          {percents(validation)} %{rows !== undefined && ` · ${formatInteger(Math.round(rows * validation))}`}
        </span>
      </div>
      <input
        type="range"
        className={`${range.range} ${classes.slider}`}
        min={0}
        max={50}
        step={1}
        aria-label="Share of validation rows, in percent"
        data-testid="split-validation"
        value={percents(validation)}
        onChange={(event) =>
          document.setSplit({ validation: Number(event.currentTarget.value) / 100 }, { live: true })
        }
        onPointerUp={document.commit}
        onBlur={document.commit}
      />
      <label className={classes.line}>
        <span className={classes.label} title="Keep the shares of the target's classes equal in every part.">
          Stratify by class
        </span>
        <input
          type="checkbox"
          className={classes.check}
          data-testid="split-stratify"
          checked={stratify}
          onChange={(event) => document.setSplit({ stratify: event.currentTarget.checked })}
        />
      </label>
      {more}
    </div>
  );
});
