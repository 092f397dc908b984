export interface ExportDialogProps {
  opened: boolean;
  onClose(): void;
}

export function ExportDialog(_props: ExportDialogProps) {
  return null;
}
