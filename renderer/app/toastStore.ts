import { makeAutoObservable, observableRef } from 'mobx';
import type { Problem } from '../../core/graph/problem';

export interface Toast {
  id: number;
  tone: 'info' | 'error';
  message: string;
  hint?: string;
}

/** Short messages about what happened elsewhere; errors stay until they are closed or a newer one pushes them out. */
export class ToastStore {
  toasts: Toast[] = [];
  private nextId = 1;

  constructor(private readonly infoMs = 5000) {
    makeAutoObservable<this, 'infoMs' | 'nextId'>(
      this,
      { toasts: observableRef, infoMs: false, nextId: false },
      { autoBind: true },
    );
  }

  info(message: string, hint?: string): void {
    const toast = this.add({ tone: 'info', message, ...(hint && { hint }) });
    setTimeout(() => this.close(toast.id), this.infoMs);
  }

  error(problem: Pick<Problem, 'message' | 'hint'>): void {
    this.add({ tone: 'error', message: problem.message, ...(problem.hint && { hint: problem.hint }) });
  }

  close(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }

  private add(toast: Omit<Toast, 'id'>): Toast {
    const added = { ...toast, id: this.nextId++ };
    const others = this.toasts.filter((other) => other.message !== toast.message);
    this.toasts = [...others.slice(-2), added];
    return added;
  }
}
