import { observer } from 'mobx-react-lite';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { nodeKinds } from '../../core/nodes';
import { useApp } from '../app/appStore';
import { matches } from '../app/search';
import type { AddMenu as Menu } from '../app/uiStore';
import type { Point } from '../document/graphEdits';
import classes from './addMenu.module.css';
import { familyColor, kindIcon } from './families';
import { cardSize, grid, snap } from './placement';

/** The list of node kinds at the pointer. A wire dropped on nothing opens it and is taken up by the new node. */
export const AddMenu = observer(function AddMenu() {
  const { ui } = useApp();
  return (
    ui.addMenu && <AddMenuList key={`${ui.addMenu.screen.x},${ui.addMenu.screen.y}`} menu={ui.addMenu} />
  );
});

/** Where the new card goes, so that the port that takes up the wire lies under the pointer. */
function cornerFor({ flow, wireFrom, wireTo }: Menu): Point {
  if (wireFrom) return { x: flow.x, y: flow.y - cardSize.height / 2 };
  if (wireTo) return { x: flow.x - cardSize.width, y: flow.y - cardSize.height / 2 };
  return { x: flow.x - cardSize.width / 2, y: flow.y - grid };
}

function AddMenuList({ menu }: { menu: Menu }) {
  const { ui, document } = useApp();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const [place, setPlace] = useState(menu.screen);
  const box = useRef<HTMLDivElement>(null);
  const found = nodeKinds.filter(
    ({ label, kind, inputs, outputs }) =>
      matches(query, `${label} ${kind}`) &&
      (!menu.wireFrom || inputs.length > 0) &&
      (!menu.wireTo || outputs.length > 0),
  );
  const close = () => ui.setAddMenu(null);
  const add = (kind: string | undefined) => {
    if (!kind) return;
    close();
    const { wireFrom, wireTo } = menu;
    const id = document.addNode(kind, snap(cornerFor(menu)), {
      ...(wireFrom && { wireFrom }),
      ...(wireTo && { wireTo }),
    });
    ui.select([id]);
  };

  // Kept inside the window, once its size is known.
  useLayoutEffect(() => {
    const { width, height } = box.current!.getBoundingClientRect();
    setPlace({
      x: Math.max(8, Math.min(menu.screen.x, window.innerWidth - width - 8)),
      y: Math.max(8, Math.min(menu.screen.y, window.innerHeight - height - 8)),
    });
  }, [menu]);

  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) ui.setAddMenu(null);
    };
    window.addEventListener('pointerdown', onPointerDown, { capture: true });
    return () => window.removeEventListener('pointerdown', onPointerDown, { capture: true });
  }, [ui]);

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move) setActive((active + move + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter') add(found[active]?.kind);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={box}
      className={classes.addMenu}
      style={{ left: place.x, top: place.y }}
      role="dialog"
      aria-label="Add node"
      data-testid="add-menu"
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the menu was opened to be typed into
        autoFocus
        className={classes.addSearch}
        placeholder={menu.wireFrom || menu.wireTo ? 'Add and wire' : 'Add node'}
        aria-label="Search nodes to add"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" aria-label="Node kinds">
        {found.map(({ kind, label }, index) => {
          const Icon = kindIcon(kind);
          return (
            <div
              key={kind}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={classes.addItem}
              data-testid={`add-${kind}`}
              onPointerMove={() => setActive(index)}
              onClick={() => add(kind)}
              onKeyDown={onKeyDown}
            >
              <Icon size={15} stroke={1.7} color={familyColor(kind)} aria-hidden />
              {label}
            </div>
          );
        })}
      </div>
      {found.length === 0 && <p className={classes.addEmpty}>Nothing fits.</p>}
    </div>
  );
}
