import { observer } from 'mobx-react-lite';
import { type KeyboardEvent, useRef } from 'react';
import { nodeName } from '../../core/graph/names';
import { useApp } from '../app/appStore';
import classes from './card.module.css';

/** A node's name; a double click or F2 edits it. */
export const CardName = observer(function CardName({ id }: { id: string }) {
  const { document, ui } = useApp();
  const node = document.node(id);
  if (!node) return null;
  const name = nodeName(node);
  if (ui.renaming === id) return <NameField id={id} name={name} />;
  return (
    <span
      className={classes.name}
      title={name}
      data-testid={`name-${id}`}
      onDoubleClick={() => ui.setRenaming(id)}
    >
      {name}
    </span>
  );
});

function NameField({ id, name }: { id: string; name: string }) {
  const { document, ui } = useApp();
  const cancelled = useRef(false);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation();
    cancelled.current = event.key === 'Escape';
    if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: it appears because its node is to be renamed
      autoFocus
      className={`nodrag nopan ${classes.nameField}`}
      aria-label="Node name"
      data-testid={`rename-${id}`}
      spellCheck={false}
      defaultValue={name}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        const next = event.currentTarget.value;
        ui.setRenaming(null);
        if (!cancelled.current && next !== name) document.rename(id, next);
      }}
    />
  );
}
