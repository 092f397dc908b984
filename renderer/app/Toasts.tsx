import { CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import { useApp } from './appStore';
import classes from './shell.module.css';

/** Messages about what happened elsewhere, in the lower right corner. */
export const Toasts = observer(function Toasts() {
  const { toasts } = useApp();
  return (
    <div className={classes.toasts} aria-live="polite">
      {toasts.toasts.map((toast) => {
        const Icon = toast.tone === 'error' ? IconAlertTriangle : IconInfoCircle;
        return (
          <div
            key={toast.id}
            className={classes.toast}
            data-tone={toast.tone}
            data-testid="toast"
            role="status"
          >
            <Icon size={17} className={classes.toastIcon} />
            <div data-selectable>
              {toast.message}
              {toast.hint && <div className={classes.toastHint}>{toast.hint}</div>}
            </div>
            <CloseButton size="sm" aria-label="Close message" onClick={() => toasts.close(toast.id)} />
          </div>
        );
      })}
    </div>
  );
});
