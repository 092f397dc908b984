import { defineExporter } from '../exporter';
import { writeC } from '.';
import { runC } from './check';
import { cOptions } from './options';

export const cExporter = defineExporter({
  format: 'c',
  label: 'C',
  extension: '.c',
  summary: 'C99 for microcontrollers: constant tables, static memory, nothing allocated.',
  options: cOptions,
  write: writeC,
  check: { method: 'Compiled and run', tolerance: 1e-5, run: runC },
});
