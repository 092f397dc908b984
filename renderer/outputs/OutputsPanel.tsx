import { observer } from 'mobx-react-lite';
import { useEffect, useMemo, useState } from 'react';
import { predictionHeads } from '../../core/graph/heads';
import { useApp } from '../app/appStore';
import { Confusion } from './Confusion';
import { OutputRows } from './OutputRows';
import { OutputTools } from './OutputTools';
import { type HeadOutcome, outcomeOf } from './outcome';
import classes from './outputs.module.css';
import { PredictionStore } from './predictionStore';
import type { RowFilter } from './rowFilter';
import { Scatter } from './Scatter';

const everything: RowFilter = { part: null, onlyWrong: false, pair: null };

/** What the network says of every row. Kept up with training while this is on screen. */
export const OutputsPanel = observer(function OutputsPanel() {
  const { training, data, document, engine } = useApp();
  const [store, setStore] = useState<PredictionStore | null>(null);
  const [headId, setHeadId] = useState<string | null>(null);
  const [filter, setFilter] = useState(everything);

  useEffect(() => {
    const made = new PredictionStore(engine, () => {
      const dataId = data.summary?.dataId;
      const { dataset, graph, analysis } = document;
      const parameters = training.shownParameters;
      if (dataId === undefined || !dataset || !parameters || !analysis.plan) return null;
      // The settings of the run, not today's: with another seed other rows would be called validation.
      const settings = training.shownResults?.training ?? document.training;
      return { graph, dataset, training: settings, dataId, parameters };
    });
    setStore(made);
    return () => made.dispose();
  }, [engine, data, document, training]);

  const predictions = store?.predictions ?? null;
  const { graph, dataset } = document;
  const head = predictions?.heads.find(({ nodeId }) => nodeId === headId) ?? predictions?.heads[0] ?? null;
  const task = predictionHeads(graph, dataset).find((each) => each.predictionNodeId === head?.nodeId)?.task;
  const outcome = useMemo<HeadOutcome | null>(
    () => (head && predictions ? outcomeOf(head, task ?? 'regression', predictions.parts) : null),
    [head, predictions, task],
  );
  if (!store || !predictions || !outcome) {
    return (
      <p className={classes.empty} data-testid="outputs-empty">
        {store?.problem?.message ?? emptyText(training.blocked, store?.loading ?? false)}
      </p>
    );
  }
  return (
    <div className={classes.panel}>
      <OutputTools
        store={store}
        predictions={predictions}
        outcome={outcome}
        filter={filter}
        onFilter={setFilter}
        onHead={setHeadId}
      />
      <div className={classes.content}>
        <OutputRows predictions={predictions} outcome={outcome} filter={filter} />
        {outcome.task === 'regression' ? (
          <Scatter outcome={outcome} part={filter.part} />
        ) : (
          <Confusion outcome={outcome} filter={filter} onFilter={setFilter} />
        )}
      </div>
    </div>
  );
});

function emptyText(blocked: string | null, loading: boolean): string {
  if (loading) return 'Predicting every row…';
  return blocked ?? 'What the network says of every row appears here.';
}
