export function TablePanel() {
  return null;
}
