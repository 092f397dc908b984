// What a person would see of the window while something goes on in it.
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../measure.mjs';

/** @typedef {import('./app.mjs').OpenApp} OpenApp */
/** @typedef {{ seconds: number, frames: number, usual: number, longest: number, answer: number }} Seen in ms, but for `seconds` */

/** Between two keys. */
const keyGapMs = 60;
/** What was begun may still hold the window up after it is done. */
const afterMs = 500;

/**
 * Does `work` while a key that changes nothing is pressed again and again.
 * @param {OpenApp} app
 * @param {() => Promise<unknown>} work
 * @returns {Promise<Seen>} a gap is the time from one frame of the window to the next
 */
export async function watch({ page }, work) {
  const from = await page.evaluate(() => {
    const { recorder } = /** @type {any} */ (window);
    recorder.answers.length = 0;
    return performance.now();
  });
  let done = false;
  const keys = (async () => {
    while (!done) {
      await page.keyboard.press('Shift');
      await sleep(keyGapMs);
    }
  })();
  try {
    await work();
    await sleep(afterMs);
  } finally {
    done = true;
    await keys;
  }
  const { frames, answers } = await page.evaluate((start) => {
    const { recorder } = /** @type {any} */ (window);
    const after = recorder.frames.findIndex((/** @type {number} */ at) => at >= start);
    return { frames: recorder.frames.slice(Math.max(0, after - 1)), answers: [...recorder.answers] };
  }, from);
  const gaps = frames
    .slice(1)
    .map((/** @type {number} */ at, /** @type {number} */ i) => at - frames[i])
    .sort((/** @type {number} */ a, /** @type {number} */ b) => a - b);
  const seconds = (frames.at(-1) - frames[0]) / 1000;
  return {
    seconds,
    frames: gaps.length,
    usual: gaps[Math.floor(gaps.length * 0.95)] ?? Number.NaN,
    longest: gaps.at(-1) ?? Number.NaN,
    answer: Math.max(0, ...answers),
  };
}

/**
 * Samples a second with the pictures of the neurons shown and without, in turn.
 * @param {OpenApp} app in which a network trains
 * @param {{ batch: number, rounds: number, milliseconds: number }} effort
 */
export async function pictureCost({ page }, { batch, rounds, milliseconds }) {
  const rate = async (/** @type {boolean} */ shown) => {
    await page.evaluate((on) => /** @type {any} */ (window).recorder.showPictures(on), shown);
    await sleep(200);
    const [first, last] = await page.evaluate(async (ms) => {
      const { progress } = /** @type {any} */ (window).recorder;
      progress.length = 0;
      await new Promise((resolve) => setTimeout(resolve, ms));
      return [progress[0], progress.at(-1)];
    }, milliseconds);
    return ((last.step - first.step) * batch * 1000) / (last.at - first.at);
  };
  /** @type {{ on: number[], off: number[] }} */
  const rates = { on: [], off: [] };
  for (let round = 0; round < rounds; round++) {
    // Each goes first as often as the other.
    const order = round % 2 === 0 ? [true, false] : [false, true];
    for (const shown of order) rates[shown ? 'on' : 'off'].push(await rate(shown));
  }
  await page.evaluate(() => /** @type {any} */ (window).recorder.showPictures(true));
  const ratio = median(rates.on.map((on, round) => on / (rates.off[round] ?? Number.NaN)));
  return { on: median(rates.on), off: median(rates.off), ratio };
}
