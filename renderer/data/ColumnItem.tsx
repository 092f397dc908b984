import { observer } from 'mobx-react-lite';
import type { ColumnRole, ColumnSpec } from '../../core/data/schema';
import type { ColumnSummary } from '../../core/data/summary';
import { useApp } from '../app/appStore';
import { RoleSelect, ScalingSelect, TypeSelect } from './ColumnControls';
import { ColumnFacts } from './ColumnFacts';
import classes from './data.module.css';
import { typeChoices, withType } from './importChoices';
import { PreparationButton } from './PreparationButton';

interface ColumnItemProps {
  column: ColumnSpec;
  role: ColumnRole;
  found: ColumnSummary | undefined;
  /** Place in the list and height, in CSS pixels. */
  top: number;
  height: number;
}

export const ColumnItem = observer(function ColumnItem({
  column,
  role,
  found,
  top,
  height,
}: ColumnItemProps) {
  const { data, document } = useApp();
  const { name } = column;
  return (
    <li
      className={classes.column}
      style={{ transform: `translateY(${top}px)`, height }}
      data-role={role}
      data-testid={`column-${name}`}
    >
      <span className={classes.columnName} title={name}>
        {name === '' ? '(no name)' : name}
      </span>
      <RoleSelect column={column} role={role} onChange={(next) => document.setColumn(name, { role: next })} />
      {role !== 'ignore' && (
        <div className={classes.controls}>
          <TypeSelect
            column={column}
            choices={found ? typeChoices(found) : [column.type]}
            onChange={(type) => found && document.setColumn(name, withType({ ...column, role }, found, type))}
          />
          <ScalingSelect column={column} onChange={(scaling) => document.setColumn(name, { scaling })} />
          <PreparationButton column={name} />
        </div>
      )}
      {found && <ColumnFacts column={found} type={column.type} />}
      {!found && data.summary && (
        <span className={`${classes.facts} ${classes.missing}`}>Not in the file any more</span>
      )}
    </li>
  );
});
