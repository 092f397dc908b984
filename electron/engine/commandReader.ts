import { attachNumbers } from '../../core/graph/detachNumbers';
import { NumberInbox } from '../../core/graph/numberInbox';
import { type EngineCommand, engineCommandSchema } from '../../core/protocol';

export type WholeCommand = Exclude<EngineCommand, { type: 'numbers' }>;

export type ReadCommand = { ok: true; command: WholeCommand } | { ok: false; why: string };

/** Makes commands of messages from the window: puts the numbers back that came before them, and checks all of it. */
export class CommandReader {
  readonly #numbers = new NumberInbox();

  /** Null for numbers, which wait for their command. */
  read(message: unknown): ReadCommand | null {
    const parsed = engineCommandSchema.safeParse(this.#withNumbers(message));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return { ok: false, why: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
    }
    const command = parsed.data as EngineCommand;
    if (command.type !== 'numbers') return { ok: true, command };
    try {
      this.#numbers.receive(command);
      return null;
    } catch (error) {
      if (error instanceof RangeError) return { ok: false, why: `numbers: ${error.message}` };
      throw error;
    }
  }

  /** What does not fit together stays as it is, and is refused for the numbers that are missing in it. */
  #withNumbers(message: unknown): unknown {
    const { numbers } = (message ?? {}) as { numbers?: unknown };
    const gathered = typeof numbers === 'number' ? this.#numbers.take(numbers) : null;
    try {
      return gathered ? attachNumbers(message, gathered) : message;
    } catch (error) {
      if (error instanceof RangeError) return message;
      throw error;
    }
  }
}
