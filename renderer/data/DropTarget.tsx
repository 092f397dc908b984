import { IconFileImport } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useApp } from '../app/appStore';
import classes from './dropTarget.module.css';
import { ImportDialog } from './ImportDialog';
import { ProgressLine } from './ImportProgress';
import { MakeDataDialog } from './MakeDataDialog';

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Takes a data file dropped anywhere in the window, and shows the dialogs that bring data in. Goes once around everything. */
export function DropTarget({ children }: { children: ReactNode }) {
  const app = useApp();
  const [over, setOver] = useState(false);
  // Every element under the pointer enters and leaves; only the sum says whether the file is still over the window.
  const depth = useRef(0);

  useEffect(() => {
    const leaveAll = () => {
      depth.current = 0;
      setOver(false);
    };
    const onEnter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth.current += 1;
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth.current -= 1;
      if (depth.current <= 0) leaveAll();
    };
    const onOver = (event: DragEvent) => {
      if (!holdsFiles(event) || !event.dataTransfer) return;
      // Without this the window would open the file in place of the app.
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const onDrop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      leaveAll();
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      if (!file.name.toLowerCase().endsWith('.nloom')) {
        app.ui.setStartScreen(false);
        app.ui.showLeft('data');
      }
      void app.data.importDropped(file);
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
    };
  }, [app]);

  return (
    <>
      {children}
      {over && (
        <div className={classes.overlay} data-testid="drop-overlay">
          <div className={classes.card}>
            <IconFileImport size={28} stroke={1.5} aria-hidden="true" />
            Drop a data file to import it, or a project to open it
          </div>
        </div>
      )}
      <Reading />
      <ImportDialog />
      <MakeDataDialog />
    </>
  );
}

/** How far reading has come, once it takes long enough to notice. Whoever has the import dialog open sees it there. */
const Reading = observer(function Reading() {
  const { readingName, pending, importing } = useApp().data;
  if (!importing || readingName === null || pending) return null;
  return (
    <div className={classes.reading}>
      <ProgressLine name={readingName} />
    </div>
  );
});
