import { Button } from '@mantine/core';
import type { Recovery } from '../../electron/ipc/contract';
import { useApp } from './appStore';
import classes from './start.module.css';

const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Offers the document that was unsaved when the program ended unexpectedly. */
export function RecoveryOffer({ recovery, onDone }: { recovery: Recovery; onDone(): void }) {
  const { bridge, files } = useApp();
  const discard = () => {
    void bridge.request('recovery:clear');
    onDone();
  };
  return (
    <div className={classes.recovery} role="status" data-testid="recovery">
      <div>
        “{recovery.name}” was not saved when Neuroloom last ended. It can be restored as it was on{' '}
        {when.format(recovery.savedAt)}.
      </div>
      <div className={classes.recoveryButtons}>
        <Button size="xs" variant="default" onClick={discard}>
          Discard
        </Button>
        <Button size="xs" onClick={() => void files.restore()}>
          Restore
        </Button>
      </div>
    </div>
  );
}
