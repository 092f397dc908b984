import { resolve } from 'node:path';
import { Option } from 'commander';
import { exporters, exportModel } from '../../core/export';
import type { ExportFile } from '../../core/export/exportFile';
import type { Verification } from '../../core/export/verification';
import { verifyExport } from '../../core/export/verify';
import { verifyHost } from '../../verifyHost';
import type { AddCommand } from '../addCommand';
import { readProject, writeAtomically, writeFolder } from '../files';
import { count } from '../format';
import { orFail, UserError } from '../userError';

interface ExportOptions {
  to: string;
  out?: string;
  option: Record<string, unknown>;
  verify: boolean;
}

export const addExport: AddCommand = (program, host) => {
  const formats = exporters.map((exporter) => exporter.format);
  program
    .command('export')
    .description('Write a trained network in another format')
    .argument('<trained>', 'trained project (.nloom)')
    .addOption(new Option('--to <format>', 'what to write').choices(formats).makeOptionMandatory())
    .option(
      '--out <file>',
      'file to write, or folder for a format of several; standard output where left out',
    )
    .option(
      '--option <name=value>',
      'a choice of the format, such as weights=numbers; may be repeated',
      collect,
      {},
    )
    .option('--no-verify', 'write without running the result first')
    .action(async (given: string, options: ExportOptions) => {
      const { project } = await readProject(host.cwd, given);
      const { files } = orFail(exportModel(project, options.to, options.option));
      if (options.verify) {
        const verification = verifyExport(project, options.to, options.option, files, verifyHost);
        if (verification.status === 'failed') throw new UserError(failure(verification));
        host.stderr.write(`${verificationLine(verification)}\n`);
      }
      await write(files);

      async function write(written: readonly ExportFile[]): Promise<void> {
        const { out } = options;
        const [only] = written;
        if (out === undefined) {
          if (written.length > 1 || typeof only!.content !== 'string') {
            const what = written.length > 1 ? `${written.length} files` : 'a binary file';
            throw new UserError(`The format ${options.to} is ${what}. Say where with --out.`);
          }
          host.stdout.write(only!.content);
        } else if (written.length === 1) {
          await writeAtomically(resolve(host.cwd, out), only!.content, out);
        } else {
          await writeFolder(resolve(host.cwd, out), out, written);
        }
      }
    });
};

/** `name=value`; true, false and numbers are meant as such. */
function collect(given: string, earlier: Record<string, unknown>): Record<string, unknown> {
  const at = given.indexOf('=');
  if (at <= 0) throw new UserError(`--option needs name=value, but got "${given}".`);
  const text = given.slice(at + 1);
  const value = text === 'true' ? true : text === 'false' ? false : text;
  return { ...earlier, [given.slice(0, at)]: value };
}

function verificationLine(verification: Verification): string {
  if (verification.status === 'notRun') return `Not run: ${verification.reason}.`;
  const { rows, largestDifference, method } = verification;
  const difference =
    largestDifference === 0 ? 'no difference' : `largest difference ${largestDifference.toPrecision(2)}`;
  return `Verified. ${method} over ${count(rows, 'row')}, ${difference} from the engine.`;
}

function failure(verification: Verification & { status: 'verified' | 'failed' }): string {
  if (verification.error) return `The export was not written, as it does not run: ${verification.error}`;
  const { largestDifference, tolerance, rows } = verification;
  return `The export was not written, as it differs from the engine by ${largestDifference.toPrecision(2)} over ${count(rows, 'row')} (allowed: ${tolerance}).`;
}
