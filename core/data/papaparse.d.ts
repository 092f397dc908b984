/** The part of papaparse that is used here; its own types pull in the DOM and Node. */
declare module 'papaparse' {
  interface ParseConfig {
    /** Empty: detected among `delimitersToGuess`. */
    delimiter?: string;
    newline?: '\n' | '\r' | '\r\n';
    delimitersToGuess?: string[];
    /** How many rows to read at most; 0 reads all. */
    preview?: number;
    skipEmptyLines?: boolean | 'greedy';
  }

  interface ParseError {
    type: 'Quotes' | 'Delimiter' | 'FieldMismatch';
    code: string;
    message: string;
    /** Index in `data` of the row that was being read. */
    row?: number;
  }

  interface ParseResult {
    data: string[][];
    errors: ParseError[];
    meta: { delimiter: string };
  }

  const Papa: { parse(text: string, config?: ParseConfig): ParseResult };
  export default Papa;
}
