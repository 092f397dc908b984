export function ChartsPanel() {
  return null;
}
