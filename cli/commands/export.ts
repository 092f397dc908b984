import { resolve } from 'node:path';
import { Option } from 'commander';
import { type ExportFormat, exporters, exportModel } from '../../core/export';
import type { AddCommand } from '../addCommand';
import { readProject, writeAtomically } from '../files';
import { orFail } from '../userError';

export const addExport: AddCommand = (program, host) => {
  const formats = exporters.map((exporter) => exporter.format);
  program
    .command('export')
    .description('Write a trained network in another format')
    .argument('<trained>', 'trained project (.nloom)')
    .addOption(new Option('--to <format>', 'what to write').choices(formats).makeOptionMandatory())
    .option('--out <file>', 'file to write; standard output where left out')
    .action(async (given: string, options: { to: ExportFormat; out?: string }) => {
      const { project } = await readProject(host.cwd, given);
      const { text } = orFail(exportModel(project, options.to));
      if (options.out === undefined) host.stdout.write(text);
      else await writeAtomically(resolve(host.cwd, options.out), text, options.out);
    });
};
