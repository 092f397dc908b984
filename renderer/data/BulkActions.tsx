import { Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import {
  type ColumnRole,
  type ColumnSpec,
  type ColumnType,
  type MissingRule,
  scalings,
} from '../../core/data/schema';
import type { ColumnSummary } from '../../core/data/summary';
import { useApp } from '../app/appStore';
import { formatCount } from '../format';
import { missingRulesOf, missingTerms, roleTerms, scalingTerms } from './columnWords';
import classes from './data.module.css';

interface BulkActionsProps {
  /** The columns shown. */
  columns: readonly ColumnSpec[];
  found: ReadonlyMap<string, ColumnSummary>;
  /** Whether these are not all. */
  filtered: boolean;
}

/** Changes all columns shown, as one step. */
export const BulkActions = observer(function BulkActions({ columns, filtered }: BulkActionsProps) {
  const { document } = useApp();
  const change = (patchOf: (column: ColumnSpec) => Partial<ColumnSpec> | null) => {
    const patches = new Map<string, Partial<ColumnSpec>>();
    for (const column of columns) {
      const patch = patchOf(column);
      if (patch) patches.set(column.name, patch);
    }
    if (patches.size > 0) document.setColumns(patches);
  };
  const scaled = columns.filter(isScaled);
  const scope = filtered ? `${formatCount(columns.length, 'column')} shown` : 'all columns';
  return (
    <Menu position="bottom-end" width={232}>
      <Menu.Target>
        <button
          type="button"
          className={classes.prepare}
          aria-label={`Change ${scope}`}
          title={`Change ${scope}`}
          data-testid="bulk-actions"
          disabled={columns.length === 0}
        >
          <IconDotsVertical size={15} stroke={1.7} />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes.bulk}>
        <Menu.Label>Role of {scope}</Menu.Label>
        {(['feature', 'ignore'] as const).map((role) => (
          <Menu.Item
            key={role}
            title={roleTerms[role].meaning}
            data-testid={`bulk-role-${role}`}
            onClick={() => change((column) => rolePatch(column, role))}
          >
            {roleTerms[role].name}
          </Menu.Item>
        ))}
        <Menu.Label>Scaling of {formatCount(scaled.length, 'number')}</Menu.Label>
        {scalings.map((scaling) => (
          <Menu.Item
            key={scaling}
            title={scalingTerms[scaling].meaning}
            data-testid={`bulk-scaling-${scaling}`}
            disabled={scaled.length === 0}
            onClick={() => change((column) => (isScaled(column) ? { scaling } : null))}
          >
            {scalingTerms[scaling].name}
          </Menu.Item>
        ))}
        <Menu.Label>Missing values</Menu.Label>
        {(['drop', 'median', 'mode'] as const).map((rule) => (
          <Menu.Item
            key={rule}
            title={missingTerms[rule].meaning}
            data-testid={`bulk-missing-${rule}`}
            onClick={() => change((column) => missingPatch(column.type, rule))}
          >
            {missingTerms[rule].name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
});

/** The features of these whose numbers have a scaling; what is predicted keeps its own. */
function isScaled(column: ColumnSpec): boolean {
  return (column.type === 'number' || column.type === 'integer') && column.role !== 'target';
}

/** Text stays as it is: it cannot be read. */
function rolePatch({ type, role: old }: ColumnSpec, role: ColumnRole): Partial<ColumnSpec> | null {
  return type === 'text' || old === role ? null : { role };
}

function missingPatch(type: ColumnType, rule: MissingRule): Partial<ColumnSpec> | null {
  const rules = missingRulesOf(type);
  if (rules.length === 0) return null;
  if (rule === 'drop') return { missing: undefined, constant: undefined, indicator: undefined };
  return { missing: rules.includes(rule) ? rule : 'mode', constant: undefined };
}
