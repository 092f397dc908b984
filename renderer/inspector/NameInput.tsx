import { type KeyboardEvent, useState } from 'react';
import { useApp } from '../app/appStore';
import classes from './inspector.module.css';

/** The node's name. Emptied, the node is called by its kind again. */
export function NameInput({ id, name }: { id: string; name: string }) {
  const { document } = useApp();
  const [draft, setDraft] = useState<string | null>(null);
  const finish = () => {
    if (draft !== null && draft.trim() !== name) document.rename(id, draft);
    setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') setDraft(null);
    if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
  };
  return (
    <input
      className={classes.name}
      aria-label="Name"
      data-testid="field-name"
      spellCheck={false}
      value={draft ?? name}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={onKeyDown}
    />
  );
}
