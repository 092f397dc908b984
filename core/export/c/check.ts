import type { CheckInput, NotRun } from '../exporter';
import { functionPrefix } from '.';
import { cOptions } from './options';

/** A longer source keeps a compiler busy for minutes. */
const longestSource = 1 << 23;

/** Compiles the files with a program that predicts the rows, by a C compiler of this machine, and runs it. */
export function runC({ files, rows, host, options, name }: CheckInput): number[][] | NotRun {
  const size = files.reduce((sum, { content }) => sum + content.length, 0);
  if (size > longestSource) {
    return { notRun: `a source of ${Math.round(size / 2 ** 20)} MB takes a compiler too long to wait for` };
  }
  const { precision } = cOptions.parse(options);
  const sources = ['main.c', ...files.map((file) => file.name).filter((each) => each.endsWith('.c'))];
  const result = host.runTool({
    programs: ['cc', 'gcc', 'clang'],
    arguments: ['-std=c99', '-O1', '-o', 'predict', ...sources, '-lm'],
    files: [...files, { name: 'main.c', content: mainProgram(name, precision, rows) }],
    makes: 'predict',
  });
  switch (result.status) {
    case 'missing':
      return { notRun: 'there is no C compiler on this machine' };
    case 'tooSlow':
      return { notRun: `compiling and running was stopped after ${result.seconds} seconds` };
    case 'done':
      return result.output
        .trim()
        .split('\n')
        .map((line) => line.split(' ').map((text) => (text.includes('nan') ? Number.NaN : Number(text))));
    default:
      throw result satisfies never;
  }
}

/** Prints the outputs of every row, a line for each. */
function mainProgram(name: string, type: 'float' | 'double', rows: CheckInput['rows']): string {
  const prefix = functionPrefix(name);
  const outputs = `${prefix.toUpperCase()}_OUTPUTS`;
  const cells = rows.map((row) => row.map((cell) => (Number.isNaN(cell) ? 'NAN' : String(cell))).join(', '));
  return `#include <math.h>
#include <stdio.h>
#include "${name}.h"

static const ${type} rows[${rows.length}][${rows[0]?.length ?? 0}] = {
  { ${cells.join(' },\n  { ')} }
};

int main(void) {
  ${type} outputs[${outputs}];
  for (int row = 0; row < ${rows.length}; row++) {
    ${prefix}_predict(rows[row], outputs);
    for (int i = 0; i < ${outputs}; i++) printf(i == 0 ? "%.17g" : " %.17g", (double)outputs[i]);
    printf("\\n");
  }
  return 0;
}
`;
}
