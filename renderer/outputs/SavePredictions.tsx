import { observer } from 'mobx-react-lite';
import { useRef, useState } from 'react';
import { useApp } from '../app/appStore';
import { formatInteger } from '../format';
import classes from './outputs.module.css';
import type { PredictionStore } from './predictionStore';
import { writePredictions } from './writePredictions';

/** Writes what the network says of every row, and says how far it is. */
export const SavePredictions = observer(function SavePredictions({ store }: { store: PredictionStore }) {
  const { bridge, document, engine, toasts } = useApp();
  const [saved, setSaved] = useState<number | null>(null);
  const cancelled = useRef(false);
  const { predictions: shown, madeOf: input } = store;
  const save = async () => {
    if (!shown || !input) return;
    cancelled.current = false;
    setSaved(0);
    try {
      const outcome = await writePredictions({
        ...{ bridge, engine, shown, input },
        suggestedName: `${document.project.name} predictions.csv`,
        onProgress: setSaved,
        cancelled: () => cancelled.current,
      });
      if (outcome.status === 'done') toasts.info(`Predictions saved as ${outcome.value.fileName}.`);
      if (outcome.status === 'failed') toasts.error(outcome.problem);
    } finally {
      setSaved(null);
    }
  };
  if (saved !== null && saved > 0) {
    const total = shown?.page?.total ?? shown?.rows.length ?? saved;
    return (
      <span className={classes.saving} role="status">
        {formatInteger(saved)} of {formatInteger(total)} rows saved
        <button
          type="button"
          className={classes.button}
          onClick={() => {
            cancelled.current = true;
          }}
        >
          Cancel
        </button>
      </span>
    );
  }
  return (
    <button
      type="button"
      className={classes.button}
      data-testid="save-predictions"
      disabled={saved !== null || !input}
      onClick={() => void save()}
    >
      Save predictions…
    </button>
  );
});
