import { observer } from 'mobx-react-lite';
import { trainingSchema } from '../../core/train/settings';
import { useApp } from '../app/appStore';
import { SchemaForm } from '../inspector/form/SchemaForm';
import { SplitSettings } from './SplitSettings';
import classes from './settings.module.css';

/** How the network is trained: the optimizer and its pace, and the split of the data. */
export const TrainingSettings = observer(function TrainingSettings() {
  const { document, training } = useApp();
  const values = document.training as Record<string, unknown>;
  const form = (only: string[]) => (
    <SchemaForm
      schema={trainingSchema}
      values={values}
      only={only}
      onChange={(key, value, live) => document.setTraining({ [key]: value }, { live })}
      onCommit={document.commit}
    />
  );
  return (
    <section className={classes.settings} aria-label="Training settings" data-testid="training-settings">
      <h2 className={classes.title}>Training</h2>
      {training.active && (
        <p className={classes.note}>The learning rate acts at once; the rest when training starts again.</p>
      )}
      <h3 className={classes.heading}>Optimizer</h3>
      {form(['optimizer', 'schedule', 'warmupSteps', 'clipNorm', 'clipValue'])}
      <h3 className={classes.heading}>Pace</h3>
      {form(['epochs', 'earlyStopping', 'batchSize', 'shuffle', 'blockRows', 'memoryLimit'])}
      <h3 className={classes.heading}>Data split</h3>
      <SplitSettings />
      {form(['classWeights'])}
      <h3 className={classes.heading}>Chance and arithmetic</h3>
      {form(['seed', 'generator', 'discard', 'backend'])}
    </section>
  );
});
