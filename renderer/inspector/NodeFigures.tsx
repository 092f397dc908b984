import { observer } from 'mobx-react-lite';
import { findNodeKind } from '../../core/nodes';
import { useApp } from '../app/appStore';
import { parameterFormula, shapeFigures } from './figures';
import classes from './inspector.module.css';

/** Shapes in and out, and how many numbers the node learns. */
export const NodeFigures = observer(function NodeFigures({ id }: { id: string }) {
  const { document } = useApp();
  const { analysis } = document;
  const kind = findNodeKind(document.node(id)?.kind ?? '');
  const figures = shapeFigures(analysis, id, kind?.inputs ?? []);
  const formula = parameterFormula(analysis.plan, id, analysis.parameterCounts.get(id));
  if (figures.length === 0 && formula === null) return null;
  return (
    <section className={classes.figures} aria-label="Shapes">
      <h3>Shapes</h3>
      <dl>
        {figures.map(({ label, value }) => (
          <div key={`${label} ${value}`}>
            <dt>{label}</dt>
            <dd data-selectable>{value}</dd>
          </div>
        ))}
        {formula !== null && (
          <div>
            <dt>Parameters</dt>
            <dd data-selectable data-testid="parameter-formula">
              {formula}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
});
