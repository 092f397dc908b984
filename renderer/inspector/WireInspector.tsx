import { Button } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { parseEndpoint } from '../../core/graph/edges';
import { nodeName } from '../../core/graph/names';
import type { Edge } from '../../core/graph/schema';
import { findNodeKind } from '../../core/nodes';
import { formatShape } from '../../core/nodes/kind';
import { useApp } from '../app/appStore';
import { runCommand } from '../app/commands';
import classes from './inspector.module.css';

/** One wire: its ends and the shape of what flows through it. */
export const WireInspector = observer(function WireInspector({ edge }: { edge: Edge }) {
  const app = useApp();
  const from = parseEndpoint(edge.from);
  const to = parseEndpoint(edge.to);
  const source = app.document.node(from.nodeId);
  const target = app.document.node(to.nodeId);
  if (!source || !target) return null;
  const output = findNodeKind(source.kind)?.outputs.find((port) => port.name === from.port);
  const input = findNodeKind(target.kind)?.inputs.find((port) => port.name === to.port);
  const { features } = app.document.factsOf(source.id);
  return (
    <div className={classes.inspector}>
      <h2 className={classes.title}>Wire</h2>
      <section className={classes.figures}>
        <dl>
          <div>
            <dt>From</dt>
            <dd>
              {nodeName(source)} · {output?.label}
            </dd>
          </div>
          <div>
            <dt>To</dt>
            <dd>
              {nodeName(target)} · {input?.label}
            </dd>
          </div>
          {features !== null && (
            <div>
              <dt>Shape</dt>
              <dd>{formatShape(features)}</dd>
            </div>
          )}
        </dl>
      </section>
      <div className={classes.actions}>
        <Button variant="default" size="xs" onClick={() => runCommand(app, 'edit.delete')}>
          Delete wire
        </Button>
      </div>
    </div>
  );
});
