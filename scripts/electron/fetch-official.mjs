// Fetches Electron's archive into the cache from which electron/install.js unpacks it, with the package's own
// downloader. Unlike install.js it gives up when nothing has come in for a while.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../setup/project.mjs';

const silenceMs = 15_000;

const fromElectron = createRequire(resolve(root, 'node_modules/electron/install.js'));
const { version } = fromElectron('./package.json');
const { downloadArtifact } = await import(pathToFileURL(fromElectron.resolve('@electron/get')).href);

const giveUp = new AbortController();
const silence = setTimeout(
  () => giveUp.abort(new Error(`nothing came in for ${silenceMs / 1000} s`)),
  silenceMs,
);

try {
  await downloadArtifact({
    version,
    artifactName: 'electron',
    cacheRoot: process.env.electron_config_cache,
    checksums: fromElectron('./checksums.json'),
    platform: process.platform,
    arch: process.arch,
    downloadOptions: { quiet: true, signal: giveUp.signal, getProgressCallback: () => silence.refresh() },
  });
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  console.error(`${error instanceof Error ? error.message : error}${cause}`);
  process.exitCode = 1;
} finally {
  clearTimeout(silence);
}
