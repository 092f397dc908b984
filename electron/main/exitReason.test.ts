import { describe, expect, it } from 'vitest';
import { exitReason } from './exitReason';
import { RestartPolicy } from './restartPolicy';

const end = { exitCode: 0, gone: null, errorOutput: '' };

describe('why the engine ended', () => {
  it.each([
    [{ gone: { reason: 'killed', exitCode: 9 } }, 'it was ended from outside (signal 9, SIGKILL)', true, 9],
    [
      { exitCode: 15, gone: { reason: 'killed', exitCode: 15 } },
      'it was ended from outside (signal 15, SIGTERM)',
      true,
      15,
    ],
    [
      { exitCode: 11, gone: { reason: 'crashed', exitCode: 11 } },
      'it crashed (signal 11, SIGSEGV)',
      true,
      11,
    ],
    [
      { exitCode: 139, gone: { reason: 'crashed', exitCode: 139 } },
      'it crashed (signal 11, SIGSEGV)',
      true,
      139,
    ],
    [{ gone: { reason: 'crashed', exitCode: 0xc0000005 } }, 'it crashed (code 3221225477)', true, 0xc0000005],
    [
      {
        exitCode: 6,
        gone: { reason: 'crashed', exitCode: 6 },
        errorOutput: 'FATAL ERROR: JavaScript heap out of memory',
      },
      'it ran out of memory',
      true,
      6,
    ],
    [{ gone: { reason: 'oom', exitCode: 1 } }, 'it ran out of memory', true, 1],
    [{ exitCode: 1 }, 'it stopped after an error of its own (code 1)', true, 1],
    [{}, 'it ended by itself (code 0)', false, 0],
  ])('%j: %s', (details, reason, crashed, code) => {
    expect(exitReason({ ...end, ...details }, false)).toEqual({ reason, crashed, code });
  });

  it('is no crash when the user wanted it', () => {
    const asked = exitReason({ ...end, exitCode: 15, gone: { reason: 'killed', exitCode: 15 } }, true);
    expect(asked).toEqual({ reason: 'it was restarted at your request', crashed: false, code: 15 });
  });
});

describe('starting the engine again', () => {
  it('waits longer after every crash and gives up at the fifth within a minute', () => {
    let now = 0;
    const policy = new RestartPolicy(() => now);
    const delays = [0, 1, 2, 3, 4].map((second) => {
      now = second * 1000;
      return policy.crashed();
    });
    expect(delays).toEqual([0, 250, 500, 1000, null]);
    now = 64_500;
    expect(policy.crashed()).toBe(0);
  });

  it('counts anew once the user has asked for an engine', () => {
    const policy = new RestartPolicy(() => 0);
    for (let crash = 0; crash < 5; crash++) policy.crashed();
    policy.forget();
    expect(policy.crashed()).toBe(0);
  });
});
