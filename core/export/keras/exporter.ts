import { defineExporter } from '../exporter';
import { noOptions } from '../options';
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
    reason:
      'Keras needs Python. The exporter itself is tested against the engine where Keras 3 is installed.',
  },
});
