import { observer } from 'mobx-react-lite';
import { columnRole } from '../../../core/data/widths';
import { useApp } from '../../app/appStore';
import type { Field } from './fields';
import classes from './form.module.css';
import type { Change } from './NumberInput';

interface ColumnChoiceProps {
  field: Field;
  value: unknown;
  testId: string;
  onChange: Change;
}

/** Which columns a data node reads. None ticked: those with its role. */
export const ColumnChoice = observer(function ColumnChoice({
  field,
  value,
  testId,
  onChange,
}: ColumnChoiceProps) {
  const { document } = useApp();
  const { dataset, graph } = document;
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  if (!dataset) return <p className={classes.empty}>Columns appear here once there is data.</p>;
  const toggle = (name: string, on: boolean) => {
    const next = dataset.columns
      .map((column) => column.name)
      .filter((each) => (each === name ? on : chosen.includes(each)));
    onChange(next, false);
  };
  return (
    <fieldset className={classes.columns} data-testid={testId}>
      <legend className={classes.label} title={field.description}>
        {field.title}
      </legend>
      <p className={classes.note}>
        {chosen.length === 0
          ? 'All with the fitting role. Tick some to choose your own.'
          : `${chosen.length} chosen.`}
        {chosen.length > 0 && (
          <button type="button" className={classes.link} onClick={() => onChange([], false)}>
            Choose by role
          </button>
        )}
      </p>
      <div className={classes.columnList}>
        {dataset.columns.map((column) => (
          <label key={column.name} className={classes.column}>
            <input
              type="checkbox"
              className={classes.check}
              checked={chosen.includes(column.name)}
              onChange={(event) => toggle(column.name, event.currentTarget.checked)}
            />
            <span className={classes.columnName} title={column.name}>
              {column.name}
            </span>
            <span className={classes.columnRole}>{columnRole(column, graph)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
});
