import type { Misfit } from '../core/data/summary';
import { count, whole } from './format';

const listed = 5;
const shownLength = 40;

/** How many rows of a file were left out, with the first of them and why; null where none were. */
export function misfitLine(total: number, misfits: readonly Misfit[]): string | null {
  if (total === 0) return null;
  const shown = misfits.slice(0, listed).map(describeMisfit);
  const more = total - shown.length;
  const rest = more > 0 ? `; and ${whole(more)} more` : '';
  return `Left out ${count(total, 'row')}: ${shown.join('; ')}${rest}.`;
}

function describeMisfit({ line, kind, cells = 0, expected = 0, column, type, text }: Misfit): string {
  const place = `line ${whole(line)}`;
  switch (kind) {
    case 'cells':
      return `${place} has ${count(cells, 'cell')} instead of ${whole(expected)}`;
    case 'type':
      return `${place} holds ${quoted(text)} in column "${column}", which is no ${type}`;
    case 'quote':
      return `${place} has a quoted cell that goes on after its closing quote`;
    case 'encoding':
      return `${place} holds bytes that are no text`;
    case 'json':
      return `${place} is no JSON object`;
    default:
      throw kind satisfies never;
  }
}

function quoted(text: string): string {
  return JSON.stringify(text.length > shownLength ? `${text.slice(0, shownLength)}…` : text);
}
