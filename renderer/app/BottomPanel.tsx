import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import { ChartsPanel } from '../charts/ChartsPanel';
import { TablePanel } from '../data/table/TablePanel';
import { OutputsPanel } from '../outputs/OutputsPanel';
import { PlanPanel } from '../problems/PlanPanel';
import { ProblemsPanel } from '../problems/ProblemsPanel';
import { useApp } from './appStore';
import classes from './shell.module.css';
import type { BottomTab } from './uiStore';

/** What is left of the panel when it is shut: its tabs. */
export const bottomStripHeight = 34;

const tabs: { id: BottomTab; label: string }[] = [
  { id: 'charts', label: 'Charts' },
  { id: 'table', label: 'Table' },
  { id: 'outputs', label: 'Outputs' },
  { id: 'plan', label: 'Plan' },
  { id: 'problems', label: 'Problems' },
];

export const BottomPanel = observer(function BottomPanel() {
  const { ui } = useApp();
  const Icon = ui.open.bottom ? IconChevronDown : IconChevronUp;
  const toggle = ui.open.bottom ? 'Hide the lower panel' : 'Show the lower panel';
  return (
    <section className={classes.bottom} aria-label="Results">
      <div className={classes.tabs}>
        <div role="tablist" aria-label="Results" className={classes.tabList}>
          {tabs.map(({ id, label }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`bottom-${id}`}
              aria-selected={ui.open.bottom && ui.bottomTab === id}
              aria-controls="bottom-content"
              className={classes.tab}
              data-testid={`tab-${id}`}
              onClick={() => ui.showBottom(id)}
            >
              {label}
              {id === 'problems' && <ProblemCount />}
            </button>
          ))}
        </div>
        <Tooltip label={toggle}>
          <ActionIcon
            variant="subtle"
            color="gray"
            className={classes.iconButton}
            aria-label={toggle}
            onClick={() => ui.setOpen('bottom', !ui.open.bottom)}
          >
            <Icon size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div
        id="bottom-content"
        role="tabpanel"
        aria-labelledby={`bottom-${ui.bottomTab}`}
        className={classes.tabContent}
      >
        <BottomContent tab={ui.bottomTab} />
      </div>
    </section>
  );
});

const ProblemCount = observer(function ProblemCount() {
  const { document } = useApp();
  // Before anything is drawn, nothing is wrong.
  const count = document.isEmpty ? 0 : document.analysis.problems.length;
  return (
    <span className={classes.count} data-some={count > 0} data-testid="problem-count">
      {count}
    </span>
  );
});

function BottomContent({ tab }: { tab: BottomTab }) {
  switch (tab) {
    case 'charts':
      return <ChartsPanel />;
    case 'table':
      return <TablePanel />;
    case 'outputs':
      return <OutputsPanel />;
    case 'plan':
      return <PlanPanel />;
    case 'problems':
      return <ProblemsPanel />;
    default:
      throw tab satisfies never;
  }
}
