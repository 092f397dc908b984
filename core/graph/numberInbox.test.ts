import { describe, expect, it } from 'vitest';
import { NumberInbox, numberPartSchema } from './numberInbox';

describe('NumberInbox', () => {
  it('gathers the parts of several values at once and gives each of them away once', () => {
    const inbox = new NumberInbox();
    inbox.receive({ id: 1, size: 4, start: 0, part: Uint8Array.of(1, 2) });
    inbox.receive({ id: 2, size: 1, start: 0, part: Uint8Array.of(9) });
    inbox.receive({ id: 1, size: 4, start: 2, part: Uint8Array.of(3, 4) });
    expect(new Uint8Array(inbox.take(1)!)).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(inbox.take(1)).toBeNull();
    inbox.clear();
    expect(inbox.take(2)).toBeNull();
  });

  it('refuses a part that does not fit', () => {
    const inbox = new NumberInbox();
    expect(() => inbox.receive({ id: 1, size: 2, start: 1, part: Uint8Array.of(1, 2) })).toThrow(RangeError);
    expect(numberPartSchema.safeParse({ id: 1, size: 2, start: 0, part: [1, 2] }).success).toBe(false);
    expect(numberPartSchema.safeParse({ id: 1, size: 5e9, start: 0, part: new Uint8Array(1) }).success).toBe(
      false,
    );
  });
});
