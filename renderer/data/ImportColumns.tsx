import type { ColumnSpec, DatasetSpec } from '../../core/data/schema';
import type { DataSummary } from '../../core/protocol';
import { RoleSelect, ScalingSelect, TypeSelect } from './ColumnControls';
import { ColumnFacts } from './ColumnFacts';
import { withRole, withScaling, withType } from './importChoices';
import classes from './importDialog.module.css';

interface ImportColumnsProps {
  summary: DataSummary;
  choices: DatasetSpec;
  onChange(index: number, column: ColumnSpec): void;
}

/** What each column is for, how it is read, and what it holds. */
export function ImportColumns({ summary, choices, onChange }: ImportColumnsProps) {
  return (
    <div className={classes.columns}>
      <div className={`${classes.column} ${classes.heads}`} aria-hidden="true">
        <span>Column</span>
        <span>Role</span>
        <span>Type</span>
        <span>Scaling</span>
        <span>Holds</span>
      </div>
      {choices.columns.map((column, index) => {
        const found = summary.columns[index];
        return (
          <div key={column.name} className={classes.column} data-role={column.role}>
            <span className={classes.name} title={column.name}>
              {column.name}
            </span>
            <RoleSelect
              column={column}
              role={column.role ?? 'ignore'}
              onChange={(role) => onChange(index, withRole(column, role))}
            />
            <TypeSelect
              column={column}
              found={found}
              onChange={(type) => found && onChange(index, withType(column, found, type))}
            />
            <ScalingSelect
              column={column}
              onChange={(scaling) => onChange(index, withScaling(column, scaling))}
            />
            {found && <ColumnFacts column={found} type={column.type} />}
          </div>
        );
      })}
    </div>
  );
}
