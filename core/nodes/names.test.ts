import { describe, expect, it } from 'vitest';
import { initializerSchema } from '../train/initializers';
import { optimizerSchema } from '../train/optimizers';
import { activationFunctions } from './activationFunctions';
import { lossFunctions } from './lossFunctions';
import { choiceName, hasChoiceName } from './names';

describe('choice names', () => {
  const kinds = [...initializerSchema.options, ...optimizerSchema.options].map(
    (option) => option.shape.kind.value,
  );

  it.each([...activationFunctions, ...lossFunctions, ...kinds])('has a name for %s', (choice) => {
    expect(hasChoiceName(choice)).toBe(true);
  });

  it('writes abbreviations as the field does and spells out what it does not know', () => {
    expect(choiceName('leakyRelu')).toBe('Leaky ReLU');
    expect(choiceName('categoricalCrossEntropy')).toBe('Categorical cross-entropy');
    expect(choiceName('somethingNew')).toBe('Something new');
    expect(choiceName('toString')).toBe('To string');
  });
});
