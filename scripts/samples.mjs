// `node scripts/samples.mjs` writes the textbook samples, projects and tables in resources/samples, from their definitions
// in samples/. samples/index.test.mjs holds the files to the definitions.
import './setup/node-version.mjs';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { textbookSamples } from './samples/index.mjs';
import { root, say, script } from './setup/project.mjs';

await script(async () => {
  const files = await textbookSamples();
  for (const [name, text] of files) writeFileSync(resolve(root, 'resources/samples', name), text);
  say(`Samples: ${files.size} files written to resources/samples`);
});
