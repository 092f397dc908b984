import { defineExporter } from '../exporter';
import { noOptions } from '../options';
import { writePytorch } from '.';

export const pytorchExporter = defineExporter({
  format: 'pytorch',
  label: 'PyTorch',
  extension: '.py',
  summary: 'A readable module with its weights, and a script that trains on: on one machine or many.',
  options: noOptions,
  write: writePytorch,
  check: {
    reason: 'PyTorch needs Python. The exporter itself is tested against the engine with PyTorch 1.13.',
  },
});
