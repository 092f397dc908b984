/**
 * Numbers as decimal text and back, a program of its own: a large model's file holds tens of millions of them. What is rare (powers of
 * ten in what is written, more digits than a float64 holds in what is read) is left to the host.
 */
export * from './places';
export { readCount, readEnd, readNumbers, readStart } from './read';
export { beginText, placeToken, takeText, writeFloat, writeFloats } from './write';
