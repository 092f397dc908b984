import { Modal } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { nodeName } from '../../core/graph/names';
import { nodeKinds } from '../../core/nodes';
import { type CommandInfo, commands } from '../../electron/ipc/commands';
import { type AppStore, useApp } from './appStore';
import commandPaletteClasses from './commandPalette.module.css';
import { commandEnabled, commandTitle, runCommand } from './commands';
import { matches } from './search';
import classes from './shell.module.css';
import { shownShortcut } from './shortcuts';

interface Entry {
  key: string;
  title: string;
  detail: string;
  run(): void;
}

/** Every command, node kind and node by name. */
export const CommandPalette = observer(function CommandPalette() {
  const app = useApp();
  const close = () => app.ui.setCommandPalette(false);
  return (
    <Modal
      opened={app.ui.commandPalette}
      onClose={close}
      withCloseButton={false}
      padding={0}
      size={520}
      yOffset={88}
      aria-label="Command palette"
      overlayProps={{ backgroundOpacity: 0.35 }}
    >
      <PaletteList app={app} onDone={close} />
    </Modal>
  );
});

const PaletteList = observer(function PaletteList({ app, onDone }: { app: AppStore; onDone(): void }) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = entries(app).filter((entry) => matches(query, `${entry.title} ${entry.detail}`));
  const index = Math.min(active, found.length - 1);

  useEffect(() => {
    list.current?.children[index]?.scrollIntoView({ block: 'nearest' });
  }, [index]);

  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    onDone();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next = index + (event.key === 'ArrowDown' ? 1 : -1);
      setActive((next + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(found[index]);
    }
  };

  return (
    <div className={commandPaletteClasses.palette}>
      <input
        className={commandPaletteClasses.paletteInput}
        data-autofocus
        aria-label="Search commands"
        placeholder="Search commands, node kinds and nodes"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} className={commandPaletteClasses.paletteList} role="listbox" aria-label="Commands">
        {found.map((entry, position) => (
          <div
            key={entry.key}
            role="option"
            tabIndex={-1}
            aria-selected={position === index}
            className={commandPaletteClasses.paletteEntry}
            onPointerMove={() => setActive(position)}
            onClick={() => choose(entry)}
            onKeyDown={onKeyDown}
          >
            <span>{entry.title}</span>
            <span className={classes.shortcut}>{entry.detail}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p className={commandPaletteClasses.paletteEmpty}>Nothing is called “{query}”.</p>
      )}
    </div>
  );
});

function entries(app: AppStore): Entry[] {
  const { ui, document } = app;
  return [
    ...commands
      .filter(({ id }) => id !== 'view.commandPalette' && commandEnabled(app, id))
      .map(({ id, menu }: CommandInfo & { id: (typeof commands)[number]['id'] }) => ({
        key: id,
        title: commandTitle(app, id),
        detail: shownShortcut(id) ?? menu ?? '',
        run: () => runCommand(app, id),
      })),
    ...(ui.startScreen ? [] : nodeKinds).map(({ kind, label }) => ({
      key: `add ${kind}`,
      title: `Add ${label}`,
      detail: 'Node',
      run: () => ui.canvas?.addInView(kind),
    })),
    ...(ui.startScreen ? [] : document.project.graph.nodes).map((node) => ({
      key: `go ${node.id}`,
      title: `Go to ${nodeName(node)}`,
      detail: node.id,
      run: () => ui.canvas?.focusNode(node.id),
    })),
  ];
}
