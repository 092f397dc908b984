export function RowPicker() {
  return null;
}
