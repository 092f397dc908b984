// `node scripts/samples.mjs` writes the textbook samples: projects and tables of resources/samples, from the definitions in
// samples/. The same definitions give the same files; samples.test.mjs holds the files to them.
import './setup/node-version.mjs';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { textbookSamples } from './samples/index.mjs';
import { root, say, script } from './setup/project.mjs';

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await script(async () => {
    const files = await textbookSamples();
    for (const [name, text] of files) writeFileSync(resolve(root, 'resources/samples', name), text);
    say(`Samples: ${files.size} files written to resources/samples`);
  });
}
