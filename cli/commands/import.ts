import { basename, resolve } from 'node:path';
import { serializeProject } from '../../core/graph/project';
import { importModel } from '../../core/import';
import type { AddCommand } from '../addCommand';
import { readBytes, writeAtomically } from '../files';
import { count } from '../format';
import { problemLine, UserError } from '../userError';

export const addImport: AddCommand = (program, host) => {
  program
    .command('import')
    .description('Turn a model into a project: Neuroloom JSON, brain.js JSON, or ONNX')
    .argument('<model>', 'file to read (.json, .onnx)')
    .option('--out <project>', 'project to write (.nloom); standard output where left out')
    .action(async (given: string, options: { out?: string }) => {
      const bytes = await readBytes(resolve(host.cwd, given), given);
      const imported = importModel(bytes, basename(given));
      if (!imported.ok) throw new UserError(`"${given}": ${problemLine(imported.problem)}`);
      const { project } = imported;
      const text = serializeProject(project);
      if (options.out === undefined) host.stdout.write(text);
      else await writeAtomically(resolve(host.cwd, options.out), text, options.out);
      host.stderr.write(`Read ${count(project.graph.nodes.length, 'node')} with their parameters.\n`);
    });
};
