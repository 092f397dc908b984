import type { Problem } from '../../core/graph/problem';
import classes from './problems.module.css';

/** A problem's sentence and what to do about it. */
export function ProblemText({ problem }: { problem: Problem }) {
  return (
    <span data-selectable>
      {problem.message}
      {problem.hint && <span className={classes.hint}> {problem.hint}</span>}
    </span>
  );
}
