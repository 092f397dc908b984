import { describe, expect, it } from 'vitest';
import { CloseGuard } from './closeGuard';

function guard(force = false) {
  const log: string[] = [];
  let answer: ((force: boolean) => void) | null = null;
  const closing = new CloseGuard({
    askPage: () => log.push('ask the page'),
    askToForce: () => {
      log.push('ask to force');
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
    close: () => log.push('close'),
    kept: () => log.push('kept'),
  });
  closing.pageStarted();
  const decide = async () => {
    answer?.(force);
    // The decision is acted on in the next turns of the queue.
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  return { closing, log, decide };
}

describe('closing the window', () => {
  it('needs no question when everything is saved', () => {
    const { closing, log } = guard();
    expect(closing.closing()).toBe(true);
    closing.dirty = true;
    closing.dirty = false;
    expect(closing.closing()).toBe(true);
    expect(log).toEqual([]);
  });

  it('asks the page once, and closes when it says so', () => {
    const { closing, log } = guard();
    closing.dirty = true;
    expect(closing.closing()).toBe(false);
    closing.letClose();
    expect(closing.closing()).toBe(true);
    expect(log).toEqual(['ask the page', 'close']);
    expect(closing.forced).toBe(false);
  });

  it('asks anew after the user has cancelled', () => {
    const { closing, log } = guard();
    closing.dirty = true;
    closing.closing();
    closing.keepOpen();
    closing.closing();
    expect(log).toEqual(['ask the page', 'kept', 'ask the page']);
  });

  it('opens no second question while the first is on the screen', async () => {
    const { closing, log } = guard();
    closing.dirty = true;
    closing.closing();
    await closing.whileAsking(async () => {
      expect(closing.closing()).toBe(false);
    });
    expect(log).toEqual(['ask the page']);
  });

  it.each([true, false])('asks in place of a page that hangs; forced: %s', async (force) => {
    const { closing, log, decide } = guard(force);
    closing.dirty = true;
    closing.closing();
    expect(closing.closing()).toBe(false);
    expect(closing.closing()).toBe(false);
    await decide();
    expect(log).toEqual(['ask the page', 'ask to force', force ? 'close' : 'kept']);
    expect(closing.forced).toBe(force);
    expect(closing.closing()).toBe(force);
  });

  it('does not ask a page that is gone', () => {
    const { closing, log } = guard();
    closing.dirty = true;
    closing.pageGone();
    closing.closing();
    expect(log).toEqual(['ask to force']);
    closing.pageStarted();
    expect(closing.closing()).toBe(true);
  });
});
