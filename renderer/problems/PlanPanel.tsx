import { observer } from 'mobx-react-lite';
import { formatPlan } from '../../core/plan/format';
import { useApp } from '../app/appStore';
import { formatCount } from '../format';
import classes from './problems.module.css';

/** What the engine will run: buffers and steps, as the compiler laid them out. */
export const PlanPanel = observer(function PlanPanel() {
  const { document, ui } = useApp();
  const { plan, problems } = document.analysis;
  if (document.isEmpty) {
    return (
      <p className={classes.empty}>The steps that the engine will run appear here once there is a network.</p>
    );
  }
  if (!plan) {
    return (
      <p className={classes.empty}>
        There is no plan while the network has problems.
        <button type="button" className={classes.link} onClick={() => ui.showBottom('problems')}>
          Show {formatCount(problems.length, 'problem')}
        </button>
      </p>
    );
  }
  return (
    <pre className={classes.plan} data-selectable data-testid="plan">
      {formatPlan(plan)}
    </pre>
  );
});
