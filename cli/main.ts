import { Command, CommanderError } from 'commander';
import { addCheck } from './commands/check';
import { addExport } from './commands/export';
import { addImport } from './commands/import';
import { addPlan } from './commands/plan';
import { addPredict } from './commands/predict';
import { addTrain } from './commands/train';
import { type Host, interruptedCode } from './host';
import { Interrupted, UserError } from './userError';

/**
 * Runs one command line (without the program's own name) and returns its exit code: 0, 1 for a user's mistake or for
 * problems found, 130 after an interrupt.
 */
export async function run(argv: readonly string[], host: Host): Promise<number> {
  let exitCode = 0;
  const setExitCode = (code: number) => {
    exitCode = code;
  };
  const program = new Command('neuroloom')
    .description('Checks, trains, runs and exports neural networks drawn with Neuroloom.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      outputError: (text, write) => write(text.replace(/\n(?=.)/g, ' ')),
    });
  // Subcommands take over how the program writes and ends when they are made, so they come last.
  for (const add of [addCheck, addPlan, addTrain, addPredict, addExport, addImport])
    add(program, host, setExitCode);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (error instanceof Interrupted) return interruptedCode;
    if (!(error instanceof UserError)) throw error;
    host.stderr.write(`error: ${error.message}\n`);
    return 1;
  }
}
