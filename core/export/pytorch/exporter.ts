import { defineExporter } from '../exporter';
import { noOptions } from '../options';
import { runPython } from '../python';
import { writePytorch } from '.';

export const pytorchExporter = defineExporter({
  format: 'pytorch',
  label: 'PyTorch',
  extension: '.py',
  summary: 'A readable module with its weights, and a script that trains on: on one machine or many.',
  options: noOptions,
  write: writePytorch,
  check: {
    method: 'Run by PyTorch in Python',
    tolerance: 1e-5,
    run: (input) =>
      runPython(input, { module: 'PyTorch', imports: 'import torch', toRows: 'torch.tensor(rows)' }),
  },
});
