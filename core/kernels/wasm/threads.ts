import { type Layout, teamHeaderBytes, teamMemberBytes } from './layout';
import type { WasmMemory, WasmModule } from './webassembly';

/** What a thread needs to take part in a backend's work. It can be cloned to another thread, sharing the memory. */
export interface Invitation {
  module: WasmModule;
  memory: WasmMemory;
  team: number;
  index: number;
}

/**
 * Threads that a host lends to the engine, which itself cannot start any. Training goes on without a thread that has not come
 * yet, and its numbers do not depend on how many have.
 */
export interface ThreadHost {
  /** Threads besides the calling one. */
  readonly count: number;
  /** Hands an invitation to thread `index`, which runs `nodeThreadSource`. */
  invite(index: number, invitation: Invitation): void;
}

/**
 * What a host's thread runs, as a script: it takes invitations as messages, and is done with one when it has not been needed for
 * about a third of a second.
 */
export const nodeThreadSource = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ module, memory, team, index }) => {
  const words = new Int32Array(memory.buffer);
  const abort = () => { throw new Error('internal: a kernel gave up'); };
  const wait = (address, expected, time) => Atomics.wait(words, address >>> 2, expected, time) !== 'timed-out';
  const notify = (address) => { Atomics.notify(words, address >>> 2); };
  const { exports } = new WebAssembly.Instance(module, { env: { memory, abort, wait, notify } });
  exports.work(team, index);
});
`;

// What a member's first word says, as in `assembly/team.ts`.
const absent = 0;
const invited = 1;

export interface Team {
  /** Calls back threads that have gone. To be called before each job. */
  invite(): void;
  /** Whether a thread that was called has not come yet; a job that starts now does without it to its end. */
  awaits(): boolean;
  /** Threads that took part in the last job, the calling one included. */
  used(): number;
  /** Threads that are on hand or called for, the calling one included. */
  present(): number;
}

export function createTeam(module: WasmModule, memory: WasmMemory, layout: Layout, host: ThreadHost): Team {
  const words = new Int32Array(memory.buffer, layout.team, (layout.bytes - layout.team) >> 2);
  words[leaderSleeps] = Number(mayBlock(words));
  const states = Array.from({ length: host.count }, (_, i) => (teamHeaderBytes + i * teamMemberBytes) / 4);
  return {
    invite() {
      states.forEach((state, index) => {
        if (Atomics.compareExchange(words, state, absent, invited) !== absent) return;
        host.invite(index, { module, memory, team: layout.team, index });
      });
    },
    awaits: () => states.some((state) => Atomics.load(words, state) === invited),
    used: () => Math.max(1, words[threadsOfJob]!),
    present: () => 1 + states.filter((state) => Atomics.load(words, state) !== absent).length,
  };
}

// Places of words in the team's block, as in `assembly/team.ts`.
const threadsOfJob = (128 + 40) / 4;
const leaderSleeps = 76 / 4;

/** Some hosts' main threads may not wait; there the leading thread keeps turning instead. */
function mayBlock(words: Int32Array): boolean {
  try {
    Atomics.wait(words, 0, -1, 0);
    return true;
  } catch {
    return false;
  }
}
