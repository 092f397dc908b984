export function NeuronInspector() {
  return null;
}
