import type { Command } from 'commander';
import type { Host } from './host';

/** Each command is a file of its own that adds itself to the program. */
export type AddCommand = (program: Command, host: Host, setExitCode: (code: number) => void) => void;
