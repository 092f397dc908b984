import { beforeEach, describe, expect, it } from 'vitest';
import { type Frame, FrameHub } from './frameHub';

let hub: FrameHub;
let shown: number[];
let time: number;
let next: ((at: number) => void) | null;

const frame = (sequence: number): Frame => ({
  type: 'frame',
  runId: 'r',
  sequence,
  step: sequence,
  row: 0,
  activations: {},
});

/** The window's next frame comes after so long. False where nobody waits for it. */
function pass(ms: number): boolean {
  time += ms;
  const draw = next;
  next = null;
  draw?.(time);
  return draw !== null;
}

/** Listeners that count the frames they draw. */
function drawers(count: number): number[][] {
  return Array.from({ length: count }, () => {
    const drawn: number[] = [];
    hub.subscribe((each) => drawn.push(each?.sequence ?? -1));
    return drawn;
  });
}

beforeEach(() => {
  shown = [];
  time = 0;
  next = null;
  hub = new FrameHub(
    ({ sequence }) => shown.push(sequence),
    (draw) => {
      next = draw;
    },
  );
});

describe('FrameHub', () => {
  it('draws the newest frame once, and then rests', () => {
    const all = drawers(5);
    hub.receive(frame(1));
    hub.receive(frame(2));
    pass(16);
    expect(all).toEqual(Array(5).fill([2]));
    expect(shown).toEqual([2]);
    pass(16);
    expect(pass(16)).toBe(false);
  });

  it('draws many pictures over several frames of the window, each of them once, and tells when all are drawn', () => {
    const all = drawers(200);
    hub.receive(frame(1));
    pass(16);
    const atOnce = all.filter(({ length }) => length > 0).length;
    expect(atOnce).toBeLessThan(200);
    // The next one waits until this is drawn.
    hub.receive(frame(2));
    expect(shown).toEqual([]);
    let frames = 1;
    for (; shown.length === 0; frames++) pass(80);
    expect(frames).toBeGreaterThan(200 / atOnce);
    expect(all).toEqual(Array(200).fill([1]));
    while (shown.length < 2) pass(80);
    expect(all).toEqual(Array(200).fill([1, 2]));
  });

  it('draws more at once where the window keeps up', () => {
    const all = drawers(200);
    for (let sequence = 1; sequence <= 30; sequence++) {
      hub.receive(frame(sequence));
      do pass(16.7);
      while (shown.at(-1) !== sequence);
    }
    hub.receive(frame(31));
    pass(16.7);
    expect(all.every((drawn) => drawn.at(-1) === 31)).toBe(true);
  });

  it('waits while the canvas is moved', () => {
    const [drawn] = drawers(1);
    hub.receive(frame(1));
    hub.rest(time);
    pass(16);
    pass(16);
    expect(drawn).toEqual([]);
    pass(200);
    expect(drawn).toEqual([1]);
  });

  it('forgets what is cleared, and who has left', () => {
    const all = drawers(200);
    const late: (number | null)[] = [];
    const leave = hub.subscribe((each) => late.push(each?.sequence ?? null));
    hub.receive(frame(1));
    pass(16);
    leave();
    hub.clear();
    for (let i = 0; i < 40; i++) pass(16);
    expect(late).toEqual([]);
    expect(all.at(-1)).toEqual([-1]);
    expect(shown).toEqual([]);
  });
});
