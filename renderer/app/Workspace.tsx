import { observer } from 'mobx-react-lite';
import { useEffect, useRef } from 'react';
import {
  Group,
  Panel,
  type PanelImperativeHandle,
  Separator,
  useDefaultLayout,
} from 'react-resizable-panels';
import { Canvas } from '../canvas/Canvas';
import { Inspector } from '../inspector/Inspector';
import { useApp } from './appStore';
import { BottomPanel, bottomStripHeight } from './BottomPanel';
import { LeftPanel, LeftRail } from './LeftPanel';
import classes from './shell.module.css';
import type { Side } from './uiStore';

/** Rail, side panels, canvas and bottom tabs. Every panel can be resized, and dragged or clicked shut. */
export const Workspace = observer(function Workspace() {
  const left = useCollapsible('left');
  const right = useCollapsible('right');
  const bottom = useCollapsible('bottom', bottomStripHeight);
  // Sizes are kept from one start to the next.
  const rows = useDefaultLayout({ id: 'rows', onlySaveAfterUserInteractions: true });
  const columns = useDefaultLayout({ id: 'columns', onlySaveAfterUserInteractions: true });
  return (
    <div className={classes.workspace}>
      <LeftRail />
      <Group orientation="vertical" className={classes.columns} id="rows" {...rows}>
        <Panel id="upper" minSize={220}>
          <Group orientation="horizontal" id="columns" className={classes.upper} {...columns}>
            <Panel {...left} id="left" defaultSize={248} minSize={200} maxSize={440}>
              <aside className={classes.side} aria-label="Nodes and data">
                <LeftPanel />
              </aside>
            </Panel>
            <Separator className={classes.separator} aria-label="Resize the left panel" />
            <Panel id="middle" minSize={320}>
              <Canvas />
            </Panel>
            <Separator className={classes.separator} aria-label="Resize the inspector" />
            <Panel {...right} id="right" defaultSize={276} minSize={244} maxSize={460}>
              <aside className={classes.side} aria-label="Inspector">
                <Inspector />
              </aside>
            </Panel>
          </Group>
        </Panel>
        <Separator className={classes.rowSeparator} aria-label="Resize the lower panel" />
        <Panel {...bottom} id="bottom" defaultSize={228} minSize={132}>
          <BottomPanel />
        </Panel>
      </Group>
    </div>
  );
});

/** Keeps a panel and the switch that opens and shuts it in step, whichever of the two the user moves. */
function useCollapsible(side: Side, collapsedSize = 0) {
  const { ui } = useApp();
  const panelRef = useRef<PanelImperativeHandle>(null);
  const open = ui.open[side];
  useEffect(() => {
    const panel = panelRef.current;
    if (!panel || panel.isCollapsed() === !open) return;
    if (open) panel.expand();
    else panel.collapse();
  }, [open]);
  return {
    panelRef,
    collapsible: true,
    collapsedSize,
    groupResizeBehavior: 'preserve-pixel-size' as const,
    onResize: () => {
      const panel = panelRef.current;
      if (panel) ui.setOpen(side, !panel.isCollapsed());
    },
  };
}
