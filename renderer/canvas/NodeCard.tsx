import { Handle, type NodeProps, Position } from '@xyflow/react';
import { observer } from 'mobx-react-lite';
import { memo } from 'react';
import { findNodeKind } from '../../core/nodes';
import type { Port } from '../../core/nodes/kind';
import { useApp } from '../app/appStore';
import { formatCount, formatInteger } from '../format';
import { NeuronTiles } from '../training/NeuronTiles';
import { CardName } from './CardName';
import { CardParameter } from './CardParameter';
import classes from './card.module.css';
import { familyColor, kindIcon } from './families';
import type { FlowNode } from './flowNodes';
import { ProblemBadge } from './ProblemBadge';

/** A node on the canvas. Drawn anew only when something it shows changes. */
export const NodeCard = memo(function NodeCard({ id, selected, data: { kind } }: NodeProps<FlowNode>) {
  const definition = findNodeKind(kind);
  if (!definition) return null;
  const Icon = kindIcon(kind);
  const several = definition.inputs.length > 1;
  return (
    <article
      className={classes.card}
      data-testid={`node-${id}`}
      data-kind={kind}
      data-selected={selected}
      style={{ '--family': familyColor(kind) } as React.CSSProperties}
    >
      <header className={classes.header}>
        <Icon size={16} stroke={1.8} className={classes.icon} aria-hidden />
        <CardName id={id} />
        <ProblemBadge id={id} />
      </header>
      {several && (
        <div className={classes.ports}>
          {definition.inputs.map((port) => (
            <div key={port.name} className={classes.portRow}>
              <CardPort nodeId={id} port={port} type="target" />
              {port.label}
            </div>
          ))}
        </div>
      )}
      <CardParameter id={id} kind={kind} />
      {definition.showsNeurons && <CardNeurons id={id} />}
      <CardFooter id={id} />
      {!several &&
        definition.inputs.map((port) => <CardPort key={port.name} nodeId={id} port={port} type="target" />)}
      {definition.outputs.map((port) => (
        <CardPort key={port.name} nodeId={id} port={port} type="source" />
      ))}
    </article>
  );
});

function CardPort({ nodeId, port, type }: { nodeId: string; port: Port; type: 'source' | 'target' }) {
  return (
    <Handle
      id={port.name}
      type={type}
      position={type === 'target' ? Position.Left : Position.Right}
      className={classes.port}
      data-testid={`port-${nodeId}-${port.name}`}
      aria-label={`${type === 'target' ? 'Input' : 'Output'} ${port.label}`}
      title={port.label}
    />
  );
}

const CardNeurons = observer(function CardNeurons({ id }: { id: string }) {
  const { features } = useApp().document.factsOf(id);
  return features ? (
    <div className={`${classes.neurons} nodrag`}>
      <NeuronTiles nodeId={id} features={features} />
    </div>
  ) : null;
});

const CardFooter = observer(function CardFooter({ id }: { id: string }) {
  const { features, parameters } = useApp().document.factsOf(id);
  if (features === null && parameters === null) return null;
  return (
    <footer className={classes.footer}>
      {features !== null && (
        <span className={classes.shape} data-testid={`shape-${id}`}>
          batch × {features}
        </span>
      )}
      {parameters !== null && (
        <span className={classes.count} title={formatCount(parameters, 'trainable parameter')}>
          <span data-testid={`params-${id}`}>{formatInteger(parameters)}</span>
          <span className={classes.unit}> {parameters === 1 ? 'param' : 'params'}</span>
        </span>
      )}
    </footer>
  );
});
