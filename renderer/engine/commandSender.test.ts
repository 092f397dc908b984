import { beforeEach, describe, expect, it } from 'vitest';
import { attachNumbers } from '../../core/graph/detachNumbers';
import { NumberInbox } from '../../core/graph/numberInbox';
import { newProject } from '../../core/graph/project';
import type { CommandOf, EngineCommand } from '../../core/protocol';
import { CommandSender } from './commandSender';

/** Two parts of 4 MB. */
const length = 2 << 20;
const { graph, training } = newProject();
const dataset = { columns: [] } as unknown as CommandOf<'start'>['dataset'];

let sent: EngineCommand[];
let sender: CommandSender;
const waiters = new Set<() => void>();

beforeEach(() => {
  sent = [];
  sender = new CommandSender({
    onmessage: null,
    postMessage(message) {
      sent.push(message as EngineCommand);
      for (const check of [...waiters]) check();
    },
    close() {},
  });
});

const sends = (type: EngineCommand['type'], count = 1) =>
  new Promise<void>((resolve) => {
    const check = () => {
      if (sent.filter((command) => command.type === type).length < count) return;
      waiters.delete(check);
      resolve();
    };
    waiters.add(check);
    check();
  });

function start(runId: string, value: number): CommandOf<'start'> {
  const parameters = { h: { bias: new Float32Array(length).fill(value) } };
  const more = { dataId: 'd', checkpoint: null, untilEpoch: 1, paused: true, watchRow: 0 };
  return { type: 'start', runId, graph, dataset, training, parameters, ...more };
}

describe('CommandSender', () => {
  it('sends the numbers ahead in parts, and what follows the command after it', async () => {
    sender.send(start('a', 7));
    sender.send({ type: 'pause', runId: 'a' });
    expect(sent.map(({ type }) => type)).toEqual(['numbers']);
    // A question does not wait.
    sender.send({ type: 'readExport', requestId: 1, exportId: 1, file: 0, start: 0, end: 1 });
    expect(sent.at(-1)?.type).toBe('readExport');
    await sends('pause');
    expect(sent.map(({ type }) => type)).toEqual(['numbers', 'readExport', 'numbers', 'start', 'pause']);
    const inbox = new NumberInbox();
    for (const command of sent) if (command.type === 'numbers') inbox.receive(command);
    const command = sent.find((each) => each.type === 'start') as CommandOf<'start'>;
    const { bias } = attachNumbers(command, inbox.take(command.numbers!)!).parameters!.h!;
    expect(bias).toHaveLength(length);
    expect((bias as Float32Array).every((each) => each === 7)).toBe(true);
  });

  it('passes over a run that was replaced before it began', async () => {
    sender.send(start('a', 1));
    sender.send(start('b', 2));
    sender.send(start('c', 3));
    await sends('start', 2);
    const runs = sent.flatMap((command) => (command.type === 'start' ? [command.runId] : []));
    expect(runs).toEqual(['a', 'c']);
  });

  it('sends a small command at once', () => {
    sender.send({ type: 'stop', runId: 'a' });
    expect(sent).toEqual([{ type: 'stop', runId: 'a' }]);
  });

  it('sends nothing more once it is closed', async () => {
    sender.send(start('a', 1));
    sender.close();
    await new Promise((resolve) => setTimeout(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    expect(sent.map(({ type }) => type)).toEqual(['numbers']);
  });
});
