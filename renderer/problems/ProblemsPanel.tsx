import { IconAlertTriangleFilled, IconCircleCheck } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import { nodeName } from '../../core/graph/names';
import type { Problem } from '../../core/graph/problem';
import { useApp } from '../app/appStore';
import { ProblemText } from './ProblemText';
import classes from './problems.module.css';

/** Everything that keeps the network from being trained. A click shows the node. */
export const ProblemsPanel = observer(function ProblemsPanel() {
  const { document } = useApp();
  const { problems } = document.analysis;
  if (document.isEmpty)
    return <p className={classes.empty}>Problems of the network appear here while you draw.</p>;
  if (problems.length === 0) {
    return (
      <p className={classes.empty}>
        <IconCircleCheck size={16} className={classes.fine} aria-hidden /> No problems. The network can be
        trained.
      </p>
    );
  }
  return (
    <ul className={classes.list} data-testid="problems">
      {problems.map((problem) => (
        <li key={`${problem.nodeId} ${problem.code} ${problem.message}`}>
          <ProblemRow problem={problem} />
        </li>
      ))}
    </ul>
  );
});

const ProblemRow = observer(function ProblemRow({ problem }: { problem: Problem }) {
  const { document, ui } = useApp();
  const node = problem.nodeId === undefined ? undefined : document.node(problem.nodeId);
  return (
    <button
      type="button"
      className={classes.row}
      disabled={!node}
      onClick={() => node && ui.canvas?.focusNode(node.id)}
      data-code={problem.code}
    >
      <IconAlertTriangleFilled size={15} className={classes.icon} aria-hidden />
      <span className={classes.where}>{node ? nodeName(node) : 'Network'}</span>
      <ProblemText problem={problem} />
    </button>
  );
});
