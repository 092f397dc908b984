import { observer } from 'mobx-react-lite';
import type { ColumnSpec } from '../../core/data/schema';
import type { ColumnSummary } from '../../core/data/summary';
import { columnRole } from '../../core/data/widths';
import { useApp } from '../app/appStore';
import { RoleSelect, ScalingSelect, TypeSelect } from './ColumnControls';
import { ColumnFacts } from './ColumnFacts';
import classes from './data.module.css';
import { withType } from './importChoices';

/** Every column of the data set, with its role, type and scaling. */
export const ColumnList = observer(function ColumnList() {
  const { data, document } = useApp();
  const columns = document.dataset?.columns ?? [];
  const found = new Map(data.summary?.columns.map((column) => [column.name, column]));
  return (
    <ul className={classes.columns} aria-label="Columns">
      {columns.map((column) => (
        <ColumnItem key={column.name} column={column} found={found.get(column.name)} />
      ))}
    </ul>
  );
});

interface ColumnItemProps {
  column: ColumnSpec;
  found: ColumnSummary | undefined;
}

const ColumnItem = observer(function ColumnItem({ column, found }: ColumnItemProps) {
  const { document } = useApp();
  const role = columnRole(column, document.graph);
  return (
    <li className={classes.column} data-role={role}>
      <span className={classes.columnName} title={column.name}>
        {column.name}
      </span>
      <RoleSelect
        column={column}
        role={role}
        onChange={(next) => document.setColumn(column.name, { role: next })}
      />
      {role !== 'ignore' && (
        <>
          <TypeSelect
            column={column}
            found={found}
            onChange={(type) =>
              found && document.setColumn(column.name, withType({ ...column, role }, found, type))
            }
          />
          <ScalingSelect
            column={column}
            onChange={(scaling) => document.setColumn(column.name, { scaling })}
          />
        </>
      )}
      {found && <ColumnFacts column={found} type={column.type} />}
    </li>
  );
});
