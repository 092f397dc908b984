import { fromElapsedDays } from '../../data/dates';
import type { FittedColumn } from '../../data/schema';
import { dateText } from '../../data/table';
import { numberLiteral, propertyKey, quote } from '../literals';
import type { TrainedModel } from '../model';
import { engineSamples } from '../sampleRows';
import { outputWidth } from './batch';
import { code } from './code';
import { numberList } from './constants';

/** A wide row takes many lines. */
const mostCells = 400;

/** Rows with the engine's own answers, and a function that holds the file to them. */
export function writeSelfTest(
  model: TrainedModel,
  columns: readonly FittedColumn[],
  { isExact, hasKernel }: { isExact: boolean; hasKernel: boolean },
): { function: string; data: string[] } {
  const count = Math.max(1, Math.min(4, Math.floor(mostCells / columns.length)));
  const { rows, outputs } = engineSamples(model, count);
  const width = outputWidth(model);
  const literal = (row: readonly number[]) => {
    const cells = columns.map((column, index) => {
      return `${propertyKey(column.name)}: ${cellLiteral(column, row[index]!)}`;
    });
    const flat = `  { ${cells.join(', ')} },`;
    return flat.length <= 110 ? flat : `  {\n${cells.map((cell) => `    ${cell},\n`).join('')}  },`;
  };
  // 32-bit weights differ from what a 64-bit engine learned in their eighth digit.
  const tolerance = isExact ? '1e-6' : '1e-5';
  return {
    function: code`/**
 * Predicts the example rows at the end of this file and compares with what Neuroloom said of them. Returns the largest difference
 * (relative to the larger of 1 and the right answer); throws where it is above ${tolerance}${hasKernel ? ', or where WebAssembly gives other bits than JavaScript' : ''}.
 */
export function selfTest()«: number» {
  const outputs = new Float64Array(${String(width)});
  let largest = 0;
  exampleRows.forEach((row, index) => {
    forward(row);
    collect(outputs, 0);
${hasKernel ? compareKernel(width) : ''}    outputs.forEach((output, i) => {
      const expected = exampleOutputs[index * ${String(width)} + i]«!»;
      const difference = Math.abs(output - expected) / Math.max(1, Math.abs(expected));
      if (!(difference <= ${tolerance})) {
        throw new Error(\`Example row \${String(index)}: output \${String(i)} is \${String(output)}, expected \${String(expected)}.\`);
      }
      largest = Math.max(largest, difference);
    });
  });
  return largest;
}`,
    data: [
      code`/** Made-up rows for the self-test. */\nconst exampleRows«: readonly Row[]» = [\n${rows.map(literal).join('\n')}\n];`,
      code`/** What Neuroloom said of them, row after row. */\nconst exampleOutputs = ${numberList(outputs.flat(), width)};`,
    ],
  };
}

const compareKernel = (width: number) => code`    const started = kernel;
    if (started !== null) {
      const plain = new Float64Array(${String(width)});
      kernel = null;
      try {
        forward(row);
        collect(plain, 0);
      } finally {
        kernel = started;
      }
      if (!plain.every((output, i) => Object.is(output, outputs[i]))) {
        throw new Error(\`Example row \${String(index)}: WebAssembly gives \${outputs.join(', ')}, JavaScript \${plain.join(', ')}.\`);
      }
    }
`;

/** A cell of a sample row as it stands in a row of the file. */
function cellLiteral(column: FittedColumn, cell: number): string {
  if (Number.isNaN(cell)) return 'null';
  switch (column.type) {
    case 'number':
      return numberLiteral(cell);
    case 'boolean':
      return cell === 1 ? 'true' : 'false';
    case 'category':
      return quote(column.categories[cell]!);
    case 'date':
      return quote(dateText(fromElapsedDays(cell)));
    default:
      throw column satisfies never;
  }
}
