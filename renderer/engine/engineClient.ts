import { computed, makeObservable, observable, observableRef, runInAction } from 'mobx';
import type { ColumnPreview } from '../../core/data/preview';
import type { RowPage, RowQuery } from '../../core/data/query';
import type { SplitPreview } from '../../core/data/standings';
import { attachNumbers } from '../../core/graph/detachNumbers';
import type { Problem } from '../../core/graph/problem';
import type { CommandOf, EngineCommand, EngineEvent, EventOf, Predictions } from '../../core/protocol';
import { CommandSender } from './commandSender';
import type { EngineExit, EnginePort, PortSource } from './portSource';

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

type EventType = EngineEvent['type'];
type Listener<T extends EventType> = (event: EventOf<T>) => void;

interface PendingRequest {
  resolve(answer: Answer<EngineEvent>): void;
}

export type EngineStatus = 'starting' | 'ready' | 'restarting';

/**
 * The window's end of the engine's port. Survives restarts of the engine: commands sent while there is none wait for the
 * next one, and questions that the old one can no longer answer end with a problem.
 */
export class EngineClient {
  status: EngineStatus = 'starting';
  /** What the last run that was set up computes with; null until there was one. */
  backend: EventOf<'started'>['backend'] | null = null;
  /** Why the last engine ended; null until one did. */
  lastExit: EngineExit | null = null;

  /** Counts engines, so that what was shown by the last one is asked of the next. */
  generation = 0;

  private port: EnginePort | null = null;
  private sender: CommandSender | null = null;
  private waiting: EngineCommand[] = [];
  private readonly pending = new Map<number, PendingRequest>();
  private readonly listeners = new Map<EventType, Set<(event: EngineEvent) => void>>();
  private readonly exitListeners = new Set<(exit: EngineExit) => void>();
  private nextRequestId = 1;
  /** Of the checkpoint that is on its way. */
  private numbers: Uint8Array<ArrayBuffer> = new Uint8Array();
  private readonly stopListening: () => void;

  constructor(source: PortSource) {
    makeObservable(this, {
      status: observable,
      backend: observable,
      lastExit: observableRef,
      gaveUp: computed,
      generation: observable,
    });
    this.stopListening = source({
      connected: (port) => this.connected(port),
      exited: (exit) => this.exited(exit),
    });
  }

  /** True where the last engine crashed too often and none is started any more unless asked for. */
  get gaveUp(): boolean {
    return this.status === 'restarting' && this.lastExit?.gaveUp === true;
  }

  /** Sends plain data. Without an engine the command waits for the next one. */
  send(command: EngineCommand): void {
    if (this.sender) this.sender.send(command);
    else this.waiting.push(command);
  }

  on<T extends EventType>(type: T, listener: Listener<T>): () => void {
    const set = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, set);
    const each = listener as (event: EngineEvent) => void;
    set.add(each);
    return () => set.delete(each);
  }

  onExit(listener: (exit: EngineExit) => void): () => void {
    this.exitListeners.add(listener);
    return () => this.exitListeners.delete(listener);
  }

  /** Predictions for every row of the data set that can be encoded. */
  async predict(command: Omit<CommandOf<'predict'>, 'type' | 'requestId'>): Promise<Answer<Predictions>> {
    const requestId = this.nextRequestId++;
    const answer = await this.ask({ type: 'predict', requestId, ...command }, requestId);
    return answer.ok ? { ok: true, value: (answer.value as EventOf<'predictions'>).predictions } : answer;
  }

  /** The trained network in another format, already compared with the engine. */
  async export(
    command: Omit<CommandOf<'export'>, 'type' | 'requestId'>,
  ): Promise<Answer<EventOf<'exported'>>> {
    const requestId = this.nextRequestId++;
    const answer = await this.ask({ type: 'export', requestId, ...command }, requestId);
    return answer.ok ? { ok: true, value: answer.value as EventOf<'exported'> } : answer;
  }

  /** Bytes of a file of the last export. */
  async readExport(
    command: Omit<CommandOf<'readExport'>, 'type' | 'requestId'>,
  ): Promise<Answer<Uint8Array<ArrayBuffer>>> {
    const requestId = this.nextRequestId++;
    const answer = await this.ask({ type: 'readExport', requestId, ...command }, requestId);
    return answer.ok ? { ok: true, value: (answer.value as EventOf<'exportPart'>).part } : answer;
  }

  /** A page of the table, filtered, searched and sorted as asked. */
  async queryRows(dataId: string, query: RowQuery): Promise<Answer<RowPage>> {
    const requestId = this.nextRequestId++;
    const answer = await this.ask({ type: 'queryRows', requestId, dataId, query }, requestId);
    return answer.ok ? { ok: true, value: (answer.value as EventOf<'page'>).page } : answer;
  }

  /** What a column would become, prepared as the data set in the command says. */
  async previewColumn(
    command: Omit<CommandOf<'previewColumn'>, 'type' | 'requestId'>,
  ): Promise<Answer<ColumnPreview>> {
    const requestId = this.nextRequestId++;
    const answer = await this.ask({ type: 'previewColumn', requestId, ...command }, requestId);
    return answer.ok ? { ok: true, value: (answer.value as EventOf<'columnPreview'>).preview } : answer;
  }

  /** How many rows of which class each part of the split holds. */
  async previewSplit(
    command: Omit<CommandOf<'previewSplit'>, 'type' | 'requestId'>,
  ): Promise<Answer<SplitPreview & { dealtId: string }>> {
    const requestId = this.nextRequestId++;
    const answer = await this.ask({ type: 'previewSplit', requestId, ...command }, requestId);
    if (!answer.ok) return answer;
    const { preview, dealtId } = answer.value as EventOf<'splitPreview'>;
    return { ok: true, value: { ...preview, dealtId } };
  }

  dispose(): void {
    this.stopListening();
    this.disconnect('The window is closing.');
  }

  private ask(command: EngineCommand, requestId: number): Promise<Answer<EngineEvent>> {
    return new Promise((resolve) => {
      this.pending.set(requestId, { resolve });
      this.send(command);
    });
  }

  private connected(port: EnginePort): void {
    this.disconnect('The engine was restarted.');
    this.port = port;
    this.sender = new CommandSender(port);
    port.onmessage = (message) => this.receive(message.data as EngineEvent);
    const waiting = this.waiting;
    this.waiting = [];
    for (const command of waiting) this.sender.send(command);
  }

  private exited(exit: EngineExit): void {
    this.disconnect(`The engine stopped: ${exit.reason}.`);
    runInAction(() => {
      this.status = 'restarting';
      this.lastExit = exit;
    });
    for (const listener of this.exitListeners) listener(exit);
  }

  private disconnect(why: string): void {
    if (!this.port) return;
    this.port.onmessage = null;
    this.port = null;
    this.sender?.close();
    this.sender = null;
    const unanswered = [...this.pending.values()];
    this.pending.clear();
    for (const { resolve } of unanswered) {
      resolve({ ok: false, problem: { code: 'engine.lost', message: why, hint: 'Try again.' } });
    }
  }

  /** A checkpoint goes on with the numbers that came before it. */
  private receive(event: EngineEvent): void {
    if (event.type === 'checkpointNumbers') {
      if (event.start === 0) this.numbers = new Uint8Array(event.size);
      this.numbers.set(event.part, event.start);
      this.send({ type: 'numbersTaken', runId: event.runId });
    } else if (event.type === 'checkpoint' && event.numbers !== undefined) {
      const { buffer } = this.numbers;
      this.numbers = new Uint8Array();
      this.dispatch(attachNumbers(event, buffer));
    } else this.dispatch(event);
  }

  private dispatch(event: EngineEvent): void {
    if (event.type === 'ready') {
      runInAction(() => {
        this.status = 'ready';
        this.generation += 1;
      });
    }
    if (event.type === 'started') {
      runInAction(() => {
        this.backend = event.backend;
      });
    }
    if ('requestId' in event) {
      const request = this.pending.get(event.requestId);
      this.pending.delete(event.requestId);
      request?.resolve(
        event.type === 'failed' ? { ok: false, problem: event.problem } : { ok: true, value: event },
      );
    }
    for (const listener of this.listeners.get(event.type) ?? [])
      (listener as (e: EngineEvent) => void)(event);
  }
}
