import { Tooltip } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { nodeKinds } from '../../core/nodes';
import { useApp } from '../app/appStore';
import { matches } from '../app/search';
import { shownShortcut } from '../app/shortcuts';
import { families, familyColor, kindIcon } from './families';
import classes from './palette.module.css';

/** What a node dragged out of the palette carries. */
export const dragType = 'application/x-neuroloom-node';

/** Every node kind, by family. A click adds one in the middle of the view, a drag puts it where it is dropped. */
export function NodePalette() {
  const { ui } = useApp();
  const [query, setQuery] = useState('');
  const found = nodeKinds.filter(({ kind, label, summary }) => matches(query, `${label} ${kind} ${summary}`));
  const onDragStart = (event: DragEvent, kind: string) => {
    event.dataTransfer.setData(dragType, kind);
    event.dataTransfer.effectAllowed = 'copy';
  };
  return (
    <div className={classes.palette}>
      <label className={classes.search}>
        <IconSearch size={14} aria-hidden />
        <input
          type="search"
          placeholder="Search nodes"
          aria-label="Search nodes"
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      {families.map(({ family, title }) => {
        const kinds = found.filter((kind) => kind.family === family);
        return kinds.length === 0 ? null : (
          <section key={family} aria-label={title}>
            <h3 className={classes.familyTitle}>{title}</h3>
            {kinds.map(({ kind, label, summary }) => {
              const Icon = kindIcon(kind);
              return (
                <Tooltip key={kind} label={summary} position="right" openDelay={500}>
                  <button
                    type="button"
                    draggable
                    className={classes.paletteItem}
                    data-testid={`palette-${kind}`}
                    aria-label={`Add ${label}`}
                    onDragStart={(event) => onDragStart(event, kind)}
                    onClick={() => ui.canvas?.addInView(kind)}
                  >
                    <Icon size={16} stroke={1.7} color={familyColor(kind)} aria-hidden />
                    {label}
                  </button>
                </Tooltip>
              );
            })}
          </section>
        );
      })}
      {found.length === 0 && <p className={classes.paletteNote}>No node is called “{query}”.</p>}
      <p className={classes.paletteNote}>
        Click to add, or drag onto the canvas. {shownShortcut('network.addNode')} adds at the pointer.
      </p>
    </div>
  );
}
