import { setFlagsFromString } from 'node:v8';
import { preferFused } from '../core/kernels/wasm/arithmetic';
import { removeOwnFolders } from '../duckdb/temporaryFolder';
import { processHost } from './host';
import { run } from './main';

// `neuroloom plan … | head` closes our output early, which is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const host = processHost();
process.on('exit', () => removeOwnFolders(host.tablesFolder));

preferFused(setFlagsFromString);
run(process.argv.slice(2), host).then((code) => {
  process.exitCode = code;
});
