import { defaultMissingWords } from '../core/data/cells';

/** Which cells of a file stand for nothing. */

export class MissingWords {
  readonly words: readonly string[];
  private readonly known: ReadonlySet<string>;

  /** An empty cell is always missing; words are compared without the space around them and without regard to case. */
  constructor(words: readonly string[] = defaultMissingWords) {
    this.known = new Set(['', ...words.map((word) => word.trim().toLowerCase())]);
    this.words = [...this.known];
  }

  has(cell: string): boolean {
    return this.known.has(cell.trim().toLowerCase());
  }

  /** The words as files usually write them: in small letters, in capitals, and with one capital. */
  get spellings(): string[] {
    const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
    const all = this.words.flatMap((word) => [word, word.toUpperCase(), capital(word)]);
    return [...new Set([...all, ...(this.known.has('nan') ? ['NaN'] : [])])];
  }
}
