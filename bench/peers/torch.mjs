// PyTorch, where a Python has it, on 1 and on 2 threads; the faster counts.
import { resolve } from 'node:path';
import { batchesOf } from '../networks.mjs';
import { lineProcess, pythonWith } from './process.mjs';

const threads = [1, 2];

export function torch() {
  const python = pythonWith('torch');
  if (!python) return null;
  const peer = lineProcess(python, ['-u', resolve(import.meta.dirname, 'torchPeer.py')]);
  return {
    name: 'PyTorch',
    close: peer.close,
    /** One with each number of threads. @param {import('../networks.mjs').Network} network */
    async open(network) {
      await peer.ask(JSON.stringify({ do: 'open', network, batches: batchesOf(network), threads }));
      return threads.map((_, way) => ({
        async run(/** @type {number} */ milliseconds) {
          const command = { do: 'run', name: network.name, way, milliseconds };
          return JSON.parse(await peer.ask(JSON.stringify(command))).rate;
        },
      }));
    },
  };
}
