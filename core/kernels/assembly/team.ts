import { Batch } from './batch';
import { execute } from './execute';
import { Op } from './opcodes';
import { Thread } from './thread';

/**
 * Threads over one memory. Every member of a team runs the same program; an instruction that is not shared out runs on rank 0
 * alone, and barriers stand between what depends on each other. Whoever is there when a job starts takes part: results do not
 * depend on how many they are.
 */

/** Set in the head of an instruction that all threads share. */
const sharedOut: i32 = 1 << 24;

// A team's block of memory: the number of the job, the barrier and the job itself in lines of their own, then the members.
const arrivedAt: usize = 64;
const phaseAt: usize = 68;
const sleepersAt: usize = 72;
/** Not 0 where the leading thread may sleep too; a host's main thread may not be allowed to. */
const leaderSleepsAt: usize = 76;
const jobAt: usize = 128;
const membersAt: usize = 256;
const memberBytes: usize = 64;

/** What a member's first word says. The host of the threads sets `invited`. */
enum Member {
  absent,
  invited,
  idle,
  engaged,
}

const spins: i32 = 200_000;
/** After this many milliseconds without a job a thread goes back to its host. */
const patience: f64 = 300;

/**
 * Sleeps while the number at the address is the expected one; true once it is not, false when the time, in milliseconds, is
 * over. Left to the host, because in V8 up to version 11.3 the instruction for it loses the local variables of code that
 * has not been optimised yet.
 */
// @ts-ignore: decorator
@external('env', 'wait')
declare function wait(address: usize, expected: i32, time: f64): bool;

// @ts-ignore: decorator
@external('env', 'notify')
declare function notify(address: usize): void;

// @ts-ignore: decorator
@unmanaged
class Job {
  whole: usize = 0;
  short: usize = 0;
  rows: usize = 0;
  rowCount: i32 = 0;
  batchSize: i32 = 0;
  steps: i32 = 0;
  firstStep: i32 = 0;
  rates: usize = 0;
  losses: usize = 0;
  seed: u32 = 0;
  threads: i32 = 0;
}

/** Instructions from `at` to their end. */
function run(at: usize): void {
  for (;;) {
    const op = load<i32>(at);
    if (op == Op.end) return;
    execute(op, at + 8);
    at += <usize>load<u32>(at, 4) << 2;
  }
}

/** The same as a member of the team at `team`. */
function runShared(at: usize, team: usize): void {
  const first = Thread.rank == 0;
  for (;;) {
    const head = load<i32>(at);
    const op = head & 0xff;
    if (op == Op.end) return;
    if (op == Op.barrier) barrier(team);
    else if (head & sharedOut) {
      Thread.part = Thread.rank;
      Thread.parts = Thread.count;
      execute(op, at + 8);
      Thread.part = 0;
      Thread.parts = 1;
    } else if (first) execute(op, at + 8);
    at += <usize>load<u32>(at, 4) << 2;
  }
}

/**
 * Goes through `steps` batches; see `train` in `index.ts`. Alone with team 0.
 */
export function runBatches(
  team: usize,
  whole: usize,
  short: usize,
  rows: usize,
  rowCount: i32,
  batchSize: i32,
  steps: i32,
  firstStep: i32,
  rates: usize,
  losses: usize,
  seed: u32,
): i32 {
  Batch.order = rows;
  Batch.lossOut = losses;
  Batch.correct = 0;
  Batch.seed = seed;
  for (let i = 0; i < steps; i++) {
    Batch.step = firstStep + i;
    Batch.learningRate = load<f64>(rates + (<usize>i << 3));
    const program = rowCount >= batchSize ? whole : short;
    if (team) runShared(program, team);
    else run(program);
    rowCount -= batchSize;
    Batch.order += batchSize << 2;
    Batch.lossOut += 8;
  }
  return Batch.correct;
}

/** Waits until every thread of the job has come here. */
function barrier(team: usize): void {
  if (Thread.count == 1) return;
  const phase = atomic.load<i32>(team, phaseAt);
  if (atomic.add<i32>(team, 1, arrivedAt) == Thread.count - 1) {
    atomic.store<i32>(team, 0, arrivedAt);
    atomic.store<i32>(team, phase + 1, phaseAt);
    if (atomic.load<i32>(team, sleepersAt)) notify(team + phaseAt);
    return;
  }
  // The others are microseconds behind, unless other programs want their processors.
  const sleeps = Thread.rank != 0 || load<i32>(team, leaderSleepsAt) != 0;
  for (let i = 0; atomic.load<i32>(team, phaseAt) == phase; i++) {
    if (!sleeps || i < spins) continue;
    atomic.add<i32>(team, 1, sleepersAt);
    wait(team + phaseAt, phase, Infinity);
    atomic.sub<i32>(team, 1, sleepersAt);
  }
}

/** Starts a job with the members that are there; the calling thread has rank 0. Ends when all are done. */
export function lead(
  team: usize,
  members: i32,
  whole: usize,
  short: usize,
  rows: usize,
  rowCount: i32,
  batchSize: i32,
  steps: i32,
  firstStep: i32,
  rates: usize,
  losses: usize,
  seed: u32,
): i32 {
  let threads = 1;
  for (let i = 0; i < members; i++) {
    const member = team + membersAt + <usize>i * memberBytes;
    if (atomic.cmpxchg<i32>(member, Member.idle, Member.engaged) != Member.idle) continue;
    store<i32>(member, threads, 4);
    threads++;
  }
  Thread.rank = 0;
  Thread.count = threads;
  const job = changetype<Job>(team + jobAt);
  job.threads = threads;
  if (threads > 1) {
    job.whole = whole;
    job.short = short;
    job.rows = rows;
    job.rowCount = rowCount;
    job.batchSize = batchSize;
    job.steps = steps;
    job.firstStep = firstStep;
    job.rates = rates;
    job.losses = losses;
    job.seed = seed;
    atomic.add<i32>(team, 1);
    notify(team);
  }
  const correct = runBatches(
    team,
    whole,
    short,
    rows,
    rowCount,
    batchSize,
    steps,
    firstStep,
    rates,
    losses,
    seed,
  );
  barrier(team);
  return correct;
}

/** What a thread of the host does: joins the team as a member, takes part in its jobs, and leaves when none comes. */
export function work(team: usize, index: i32): void {
  const member = team + membersAt + <usize>index * memberBytes;
  let seen = atomic.load<i32>(team);
  atomic.store<i32>(member, Member.idle);
  for (;;) {
    if (!awaitJob(team, seen, patience)) {
      if (atomic.cmpxchg<i32>(member, Member.idle, Member.absent) == Member.idle) return;
      // Engaged in this very moment: the job is about to start.
      awaitJob(team, seen, Infinity);
    }
    seen = atomic.load<i32>(team);
    if (atomic.load<i32>(member) != Member.engaged) continue;
    const job = changetype<Job>(team + jobAt);
    Thread.rank = load<i32>(member, 4);
    Thread.count = job.threads;
    runBatches(
      team,
      job.whole,
      job.short,
      job.rows,
      job.rowCount,
      job.batchSize,
      job.steps,
      job.firstStep,
      job.rates,
      job.losses,
      job.seed,
    );
    // Free before the others know that the job is over, so that the next one finds this thread.
    atomic.store<i32>(member, Member.idle);
    barrier(team);
  }
}

/** Whether a job other than `seen` has started within the time, in milliseconds. */
function awaitJob(team: usize, seen: i32, time: f64): bool {
  for (let i = 0; i < spins; i++) if (atomic.load<i32>(team) != seen) return true;
  return wait(team, seen, time);
}
