import { rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { alone } from './lock.mjs';
import { cache } from './project.mjs';

const name = `test-${process.pid}`;
const file = resolve(cache, `${name}.lock`);
afterEach(() => rmSync(file, { force: true }));

test('two that want the same wait for one another', async () => {
  /** @type {string[]} */
  const events = [];
  const work = (/** @type {string} */ who) =>
    alone(name, async () => {
      events.push(`${who} begins`);
      await sleep(20);
      events.push(`${who} ends`);
    });
  await Promise.all([work('a'), work('b')]);
  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('what a dead process holds is free', async () => {
  await alone(name, () => {});
  writeFileSync(file, '2147483646');
  expect(await alone(name, () => 'done')).toBe('done');
});

test('a failure frees it', async () => {
  await expect(alone(name, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await alone(name, () => 'done')).toBe('done');
});
