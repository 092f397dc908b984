export interface NeuronTilesProps {
  nodeId: string;
  /** Features of the node's output. */
  features: number;
}

export function NeuronTiles(_props: NeuronTilesProps) {
  return null;
}
