import { observer } from 'mobx-react-lite';
import { type KeyboardEvent, useState } from 'react';
import { useApp } from './appStore';
import classes from './topBar.module.css';

/** The document's name, editable in place, with a dot while it has changes that are not in a file. */
export const DocumentName = observer(function DocumentName() {
  const { document, files } = useApp();
  const [draft, setDraft] = useState<string | null>(null);
  const name = draft ?? document.project.name;
  const finish = () => {
    if (draft !== null) document.setName(draft);
    setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') setDraft(null);
    if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
  };
  return (
    <div className={classes.documentName}>
      <span className={classes.nameField} data-text={name}>
        <input
          size={1}
          aria-label="Document name"
          title={files.fileName ?? 'Not saved in a file yet'}
          spellCheck={false}
          value={name}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={finish}
          onKeyDown={onKeyDown}
        />
      </span>
      {files.fileName && files.fileName !== `${document.project.name}.nloom` && (
        <span className={classes.fileName}>{files.fileName}</span>
      )}
      {files.dirty && (
        <span
          className={classes.dirty}
          data-testid="dirty"
          role="img"
          aria-label="Unsaved changes"
          title="Unsaved changes"
        />
      )}
    </div>
  );
});
