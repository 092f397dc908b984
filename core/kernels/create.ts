import type { Plan } from '../plan/plan';
import type { Backend, BackendOptions } from './backend';
import { createReferenceBackend } from './reference/backend';
import { createWasmBackend } from './wasm/backend';

/** The backend that a project's training settings name. */
export function createBackend(kind: Backend['kind'], plan: Plan, options: BackendOptions): Backend {
  switch (kind) {
    case 'reference':
      return createReferenceBackend(plan, options);
    case 'wasm':
      return createWasmBackend(plan, options);
    default:
      throw kind satisfies never;
  }
}
