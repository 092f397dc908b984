import { observer } from 'mobx-react-lite';
import { edgeKey } from '../../core/graph/edges';
import { useApp } from '../app/appStore';
import { NeuronInspector } from '../training/NeuronInspector';
import { TrainingSettings } from '../training/TrainingSettings';
import { ManyInspector } from './ManyInspector';
import { NodeInspector } from './NodeInspector';
import { WireInspector } from './WireInspector';

/** What is selected, in detail: a neuron, a node, a wire, several nodes; with nothing selected, how to train. */
export const Inspector = observer(function Inspector() {
  const { document, ui } = useApp();
  const { neuron, onlyNode, selectedNodes, selectedEdges } = ui;
  if (neuron && document.node(neuron.nodeId)) return <NeuronInspector {...neuron} />;
  if (onlyNode && document.node(onlyNode)) return <NodeInspector key={onlyNode} id={onlyNode} />;
  if (selectedNodes.size > 1) return <ManyInspector />;
  const wire =
    selectedEdges.size === 1 && document.graph.edges.find((edge) => selectedEdges.has(edgeKey(edge)));
  if (wire) return <WireInspector edge={wire} />;
  return <TrainingSettings />;
});
