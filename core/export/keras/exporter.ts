import { defineExporter } from '../exporter';
import { noOptions } from '../options';
import { runPython } from '../python';
import { writeSafetensors } from '../pytorch/safetensors';
import { writeKerasModel } from './model';

export const kerasExporter = defineExporter({
  format: 'keras',
  label: 'Keras',
  extension: '.py',
  summary: 'Keras 3 code in its functional form with the weights, for TensorFlow, JAX and PyTorch.',
  options: noOptions,
  write(model) {
    const { source, weights } = writeKerasModel(model);
    return [
      { name: 'model.py', content: source },
      { name: 'weights.safetensors', content: writeSafetensors(weights) },
    ];
  },
  check: {
    method: 'Run by Keras in Python',
    tolerance: 1e-5,
    run: (input) =>
      runPython(input, {
        module: 'Keras 3',
        imports: 'import keras, numpy',
        toRows: 'numpy.array(rows)',
        // Comes with Keras itself.
        environment: { KERAS_BACKEND: 'numpy' },
      }),
  },
});
