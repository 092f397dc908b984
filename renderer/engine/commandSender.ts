import { detachNumbers } from '../../core/graph/detachNumbers';
import { partsOf } from '../../core/parts';
import type { EngineCommand } from '../../core/protocol';
import type { EnginePort } from './portSource';

/**
 * Sends commands to one engine. The numbers of a large network go ahead of their command in parts, between which the window draws and
 * answers. Commands of runs keep their order; questions wait for nobody.
 */
export class CommandSender {
  private readonly line: EngineCommand[] = [];
  private busy = false;
  private closed = false;
  private lastId = 0;

  constructor(private readonly port: EnginePort) {}

  send(command: EngineCommand): void {
    if ('requestId' in command || command.type === 'numbersTaken') {
      void this.post(command);
      return;
    }
    if (command.type === 'start') this.forgetStarts();
    this.line.push(command);
    void this.goOn();
  }

  /** The engine is gone: nothing more is sent. */
  close(): void {
    this.closed = true;
    this.line.length = 0;
    this.port.close();
  }

  /** A run that has not begun and is replaced needs no numbers. */
  private forgetStarts(): void {
    for (let at = this.line.length - 1; at >= 0; at--)
      if (this.line[at]?.type === 'start') this.line.splice(at, 1);
  }

  private async goOn(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    for (let next = this.line.shift(); next; next = this.line.shift()) {
      const sending = this.post(next);
      if (sending) await sending;
    }
    this.busy = false;
  }

  /** Null where it is done at once. */
  private post(command: EngineCommand): Promise<void> | null {
    const { value, size, bytes } = detachNumbers(command);
    if (size > 0) return this.postInParts(value, size, bytes);
    this.port.postMessage(command);
    return null;
  }

  private async postInParts(
    command: EngineCommand,
    size: number,
    bytes: (start: number, end: number) => Uint8Array<ArrayBuffer>,
  ): Promise<void> {
    this.lastId += 1;
    const id = this.lastId;
    for (const [start, end] of partsOf(size)) {
      const part: EngineCommand = { type: 'numbers', id, size, start, part: bytes(start, end) };
      this.port.postMessage(part);
      await new Promise((resolve) => setTimeout(resolve));
      if (this.closed) return;
    }
    this.port.postMessage({ ...command, numbers: id });
  }
}
