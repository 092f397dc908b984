export function OutputsPanel() {
  return null;
}
