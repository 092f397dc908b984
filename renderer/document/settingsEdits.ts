import { type TrainingSettings, trainingSchema } from '../../core/train/settings';
import { deepEqual } from './deepEqual';
import { plain } from './plain';
import { validateField } from './validate';

type Patch = Partial<TrainingSettings>;

/** Why one of these settings cannot be; null where all can. */
export function settingsRefusal(patch: Patch): string | null {
  for (const [key, value] of Object.entries(patch)) {
    const schema = trainingSchema.shape[key as keyof typeof trainingSchema.shape];
    const checked = schema && validateField(schema, plain(value));
    if (checked && !checked.ok) return checked.message;
  }
  return null;
}

/** Whether any of these settings is other than it is now. */
export function settingsDiffer(training: TrainingSettings, patch: Patch): boolean {
  return Object.entries(patch).some(([key, value]) => !deepEqual(plain(training[key]), plain(value)));
}

/** Changes settings in place, run inside an action of the document; what is as it was is not touched. */
export function changeSettings(training: TrainingSettings, patch: Patch): void {
  for (const [key, value] of Object.entries(patch))
    if (!deepEqual(plain(training[key]), plain(value))) training[key] = structuredClone(plain(value));
}
