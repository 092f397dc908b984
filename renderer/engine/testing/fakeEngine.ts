import type { CommandOf, EngineCommand, EngineEvent } from '../../../core/protocol';
import type { EnginePort, PortListener, PortSource } from '../portSource';

/** The other end of a real MessageChannel, played by a test: it reads the commands and says what the test wants said. */
export class FakeEngine {
  readonly commands: EngineCommand[] = [];
  private listener: PortListener | null = null;
  private port: MessagePort | null = null;
  private waiters: (() => void)[] = [];

  readonly source: PortSource = (listener) => {
    this.listener = listener;
    return () => {
      this.listener = null;
    };
  };

  /** A new engine process: its port reaches the window, and it says that it is ready. */
  connect(): void {
    const channel = new MessageChannel();
    this.port = channel.port2;
    channel.port2.onmessage = (message: MessageEvent) => {
      this.commands.push(message.data as EngineCommand);
      for (const waiter of this.waiters.splice(0)) waiter();
    };
    this.listener?.connected(channel.port1 as unknown as EnginePort);
    this.say({ type: 'ready' });
  }

  /** The process ends. */
  die(reason = 'killed', gaveUp = false): void {
    this.port?.close();
    this.port = null;
    this.listener?.exited({ reason, crashed: true, code: 9, gaveUp });
  }

  say(event: EngineEvent): void {
    this.port?.postMessage(event);
  }

  /** The next command of this type that was not taken yet. */
  async take<T extends EngineCommand['type']>(type: T): Promise<CommandOf<T>> {
    for (;;) {
      const index = this.commands.findIndex((command) => command.type === type);
      if (index >= 0) return this.commands.splice(index, 1)[0] as CommandOf<T>;
      await new Promise<void>((resolve) => this.waiters.push(resolve));
    }
  }

  close(): void {
    this.port?.close();
  }
}
