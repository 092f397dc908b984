import type { Plan } from '../plan/plan';
import type { Backend, BackendOptions } from './backend';
import { createReferenceBackend } from './reference/backend';
import { createWasmBackend } from './wasm/backend';
import type { ThreadHost } from './wasm/threads';

/** The backend that a project's training settings name. `threads` are the host's, for networks large enough to share. */
export function createBackend(
  kind: Backend['kind'],
  plan: Plan,
  options: BackendOptions,
  threads: ThreadHost | null = null,
): Backend {
  switch (kind) {
    case 'reference':
      return createReferenceBackend(plan, options);
    case 'wasm':
      return createWasmBackend(plan, options, threads);
    default:
      throw kind satisfies never;
  }
}
