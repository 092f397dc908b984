import { observer } from 'mobx-react-lite';
import { nodeName } from '../../core/graph/names';
import { findNodeKind } from '../../core/nodes';
import { useApp } from '../app/appStore';
import { familyColor, kindIcon } from '../canvas/families';
import { ProblemText } from '../problems/ProblemText';
import { SchemaForm } from './form/SchemaForm';
import classes from './inspector.module.css';
import { NameInput } from './NameInput';
import { NodeFigures } from './NodeFigures';

/** Everything about one node: its name, what is wrong with it, its parameters, and what the compiler makes of it. */
export const NodeInspector = observer(function NodeInspector({ id }: { id: string }) {
  const { document } = useApp();
  const node = document.node(id);
  const kind = node && findNodeKind(node.kind);
  if (!node || !kind) return null;
  const Icon = kindIcon(kind.kind);
  const { problems } = document.factsOf(id);
  const snapshot = document.graph.nodes.find((each) => each.id === id) ?? node;
  return (
    <div className={classes.inspector} data-testid="node-inspector">
      <header className={classes.header}>
        <Icon size={18} stroke={1.7} color={familyColor(kind.kind)} aria-hidden />
        <NameInput id={id} name={nodeName(node)} />
      </header>
      <p className={classes.summary}>{kind.summary}</p>
      {problems.map((problem) => (
        <div key={problem.code + problem.message} className={classes.problem}>
          <ProblemText problem={problem} />
        </div>
      ))}
      {Object.keys(kind.params.shape).length > 0 && (
        <SchemaForm
          schema={kind.params}
          values={snapshot}
          onChange={(key, value, live) => document.setParam(id, key, value, { live })}
          onCommit={document.commit}
        />
      )}
      <NodeFigures id={id} />
    </div>
  );
});
