import { Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconLayoutDistributeVertical, IconMinus, IconPlus } from '@tabler/icons-react';
import { Panel, useStore } from '@xyflow/react';
import type { ReactNode } from 'react';
import { type CommandId, commands } from '../../electron/ipc/commands';
import { useApp } from '../app/appStore';
import { runCommand } from '../app/commands';
import { shownShortcut } from '../app/shortcuts';
import classes from './canvas.module.css';

/** Zoom, fit and tidy, in the lower left corner. */
export function CanvasControls() {
  // Rounded in the selector, so that panning draws nothing anew here.
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <Panel position="bottom-left" className={classes.controls}>
      <ControlButton id="view.zoomOut">
        <IconMinus size={14} />
      </ControlButton>
      <span className={classes.zoom}>{percent} %</span>
      <ControlButton id="view.zoomIn">
        <IconPlus size={14} />
      </ControlButton>
      <ControlButton id="view.fit">
        <IconArrowsMaximize size={14} />
      </ControlButton>
      <ControlButton id="network.tidy">
        <IconLayoutDistributeVertical size={14} />
      </ControlButton>
    </Panel>
  );
}

function ControlButton({ id, children }: { id: CommandId; children: ReactNode }) {
  const app = useApp();
  const title = commands.find((command) => command.id === id)!.title;
  return (
    <Tooltip label={`${title} (${shownShortcut(id)})`}>
      <button
        type="button"
        className={classes.control}
        aria-label={title}
        onClick={() => runCommand(app, id)}
      >
        {children}
      </button>
    </Tooltip>
  );
}
