import { beforeEach, describe, expect, it } from 'vitest';
import { attachNumbers } from '../../core/graph/detachNumbers';
import type { EngineEvent, EventOf } from '../../core/protocol';
import { CheckpointSender } from './checkpointSender';

/** Three parts of 4 MB. */
const length = 3 << 20;

let step: number;
let events: EngineEvent[];
let time: number;
let sender: CheckpointSender;

const types = () => events.map(({ type }) => type);
const parts = () =>
  events.filter((event): event is EventOf<'checkpointNumbers'> => event.type === 'checkpointNumbers');
const paused: EngineEvent = { type: 'state', runId: 'r', state: 'paused' };
const metrics = {
  epoch: 0,
  step: 0,
  loss: null,
  validationLoss: null,
  accuracy: null,
  validationAccuracy: null,
};

beforeEach(() => {
  step = 1;
  events = [];
  time = 0;
  const trainer = {
    packed: () => {
      time += 80;
      const weights = new Float32Array(length).fill(step);
      return { parameters: { h: { bias: weights } }, checkpoint: { step, optimizerState: [] } };
    },
    metrics: () => ({ ...metrics, step }),
  };
  sender = new CheckpointSender(
    'r',
    trainer,
    (event) => events.push(event),
    () => time,
  );
});

describe('a large checkpoint', () => {
  it('goes on when the window has taken a part, and a state waits for all of it', () => {
    sender.begin();
    sender.sendAfter(paused);
    expect(types()).toEqual(['checkpointNumbers', 'checkpointNumbers']);
    sender.taken();
    expect(types().slice(2)).toEqual(['checkpointNumbers']);
    sender.taken();
    expect(types().slice(3)).toEqual(['checkpoint', 'state']);
    sender.taken();
    sender.sendAfter(paused);
    expect(types().slice(5)).toEqual(['state']);
  });

  it('gives way to a newer one, which comes whole', () => {
    sender.begin();
    sender.sendAfter(paused);
    sender.taken();
    step = 2;
    sender.begin();
    for (let i = 0; i < 6; i++) sender.taken();
    const begins = parts().map(({ start }) => start === 0);
    expect(begins.filter(Boolean)).toHaveLength(2);
    expect(types().slice(-2)).toEqual(['checkpoint', 'state']);
    const whole = new Uint8Array(parts()[0]!.size);
    for (const { start, part } of parts().slice(begins.lastIndexOf(true))) whole.set(part, start);
    const event = events.at(-2) as EventOf<'checkpoint'>;
    const { bias } = attachNumbers(event, whole.buffer).parameters.h!;
    expect([event.checkpoint.step, bias!.length]).toEqual([2, length]);
    expect((bias as Float32Array).every((value) => value === 2)).toBe(true);
  });

  it('is followed by another only when it is over, after a rest that its cost asks for', () => {
    expect([sender.due(99), sender.due(100)]).toEqual([false, true]);
    sender.begin();
    expect(sender.due(1e6)).toBe(false);
    sender.taken();
    sender.taken();
    // 80 ms are 5 % of 1,600.
    expect([sender.due(time + 1599), sender.due(time + 1600)]).toEqual([false, true]);
  });
});
