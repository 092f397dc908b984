import { type Channel, type RequestOf, requestSchemas } from '../ipc/contract';

export type Validated<C extends Channel> = { ok: true; request: RequestOf<C> } | { ok: false; why: string };

/** Checks what the window sent along with a request, field by field. */
export function validateRequest<C extends Channel>(channel: C, payload: unknown): Validated<C> {
  const parsed = requestSchemas[channel].safeParse(payload);
  if (parsed.success) return { ok: true, request: parsed.data as RequestOf<C> };
  const places = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the payload'}: ${issue.message}`,
  );
  return { ok: false, why: `${channel}: ${places.join('; ')}` };
}
