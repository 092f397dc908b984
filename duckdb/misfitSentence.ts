import { basename } from 'node:path';
import type { Misfit } from '../core/data/summary';
import type { Problem } from '../core/graph/problem';
import { count } from './importProblem';

/** Why a file is refused whose rows must all fit: the first that does not, and how many. */
export function misfitSentence(path: string, first: Misfit, total: number): Problem {
  const all = total === 1 ? 'It is the only row that does not fit' : `${count(total, 'row')} do not fit`;
  return {
    code: 'data.misfits',
    message: `"${basename(path)}": ${faultOf(first)}. ${all}.`,
    hint: 'Correct the file, give the column another type, or let rows that do not fit be left out.',
  };
}

function faultOf({ line, kind, cells, expected, column, type, text }: Misfit): string {
  switch (kind) {
    case 'cells':
      return `Line ${line} has ${count(cells ?? 0, 'cell')} instead of ${expected}`;
    case 'type':
      return `Line ${line} holds "${text}" in column "${column}", which is no ${type}`;
    case 'quote':
      return `A quoted cell in the row that begins on line ${line} goes on after its closing quote`;
    case 'encoding':
      return `Line ${line} holds bytes that are no text in UTF-8`;
    case 'json':
      return `Line ${line} is no JSON object`;
    default:
      throw kind satisfies never;
  }
}
