/** Where the host puts numbers and text, and finds them. */

/** How many numbers there is room for. */
export const mostNumbers: i32 = 4096;
/** How many bytes of text there is room for. */
export const mostBytes: i32 = 65_536;
/** What the longest margin and the longest number may take, a suffix included. */
export const mostDigits: i32 = 32;

/** float64: to be written, or just read. What the compiler places itself, the powers below, lies in front. */
export const numbers: usize = 4096;
/** What stands in front of every line. */
export const margin: usize = numbers + 8 * mostNumbers;
/** The text of a single number, and what an instruction writes behind it. */
export const token: usize = margin + mostDigits;
/** Text to be read; up to 8 bytes behind it are looked at. */
export const bytes: usize = token + 2 * mostDigits;
/** Text that was written: at most a line of its own for every number. */
export const text: usize = bytes + mostBytes + 64;

/** The powers of ten that a float64 holds exactly. */
export const powers: usize = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
  1e20, 1e21, 1e22,
]);
