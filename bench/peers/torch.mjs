// PyTorch, where a Python has it: 1 and 2 threads are tried for each network, the faster counts.
import { resolve } from 'node:path';
import { batchesOf } from '../networks.mjs';
import { lineProcess, pythonWith } from './process.mjs';

export function torch() {
  const python = pythonWith('torch');
  if (!python) return null;
  const peer = lineProcess(python, ['-u', resolve(import.meta.dirname, 'torchPeer.py')]);
  return {
    name: 'PyTorch',
    close: peer.close,
    /** @param {import('../networks.mjs').Network} network */
    async open(network) {
      const command = { do: 'open', network, batches: batchesOf(network), threads: [1, 2] };
      const { threads, version } = JSON.parse(await peer.ask(JSON.stringify(command)));
      return {
        note: `PyTorch ${version} on ${threads}`,
        async run(/** @type {number} */ milliseconds) {
          const answer = await peer.ask(JSON.stringify({ do: 'run', name: network.name, milliseconds }));
          return JSON.parse(answer).rate;
        },
      };
    },
  };
}
