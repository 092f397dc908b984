import { Tooltip } from '@mantine/core';
import { IconDatabase, IconTopologyRing2 } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import { NodePalette } from '../canvas/NodePalette';
import { DataPanel } from '../data/DataPanel';
import { useApp } from './appStore';
import classes from './shell.module.css';
import type { LeftTab } from './uiStore';

const tabs: { id: LeftTab; label: string; Icon: typeof IconDatabase }[] = [
  { id: 'nodes', label: 'Nodes', Icon: IconTopologyRing2 },
  { id: 'data', label: 'Data', Icon: IconDatabase },
];

export const LeftRail = observer(function LeftRail() {
  const { ui } = useApp();
  return (
    <div className={classes.rail} role="tablist" aria-label="Left panel" aria-orientation="vertical">
      {tabs.map(({ id, label, Icon }) => {
        const active = ui.open.left && ui.leftTab === id;
        return (
          <Tooltip key={id} label={active ? `Hide ${label.toLowerCase()}` : label} position="right">
            <button
              type="button"
              role="tab"
              aria-selected={active}
              className={classes.railTab}
              data-testid={`tab-${id}`}
              onClick={() => (active ? ui.setOpen('left', false) : ui.showLeft(id))}
            >
              <Icon size={18} stroke={1.6} />
              {label}
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
});

export const LeftPanel = observer(function LeftPanel() {
  const { ui } = useApp();
  switch (ui.leftTab) {
    case 'nodes':
      return <NodePalette />;
    case 'data':
      return <DataPanel />;
    default:
      throw ui.leftTab satisfies never;
  }
});
