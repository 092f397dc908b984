export function TrainingSettings() {
  return null;
}
