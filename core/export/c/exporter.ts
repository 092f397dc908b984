import { defineExporter } from '../exporter';
import { writeC } from '.';
import { cOptions } from './options';

export const cExporter = defineExporter({
  format: 'c',
  label: 'C',
  extension: '.c',
  summary: 'C99 for microcontrollers: constant tables, static memory, nothing allocated.',
  options: cOptions,
  write: writeC,
  check: { reason: 'C needs a compiler. The exporter itself is tested against the engine with gcc.' },
});
