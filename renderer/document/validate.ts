import type { z } from 'zod';

const integer = new Intl.NumberFormat('en-US', { maximumFractionDigits: 20 });
const shown = (value: unknown) => integer.format(Number(value)).replace('-', '−');

/** Checks a value against a field's schema. Gives the parsed value, or one short sentence for the form. */
export function validateField(
  schema: z.ZodType,
  value: unknown,
): { ok: true; value: unknown } | { ok: false; message: string } {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, message: describeIssue(parsed.error.issues[0]!) };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      return issue.inclusive
        ? `Must be at least ${shown(issue.minimum)}.`
        : `Must be more than ${shown(issue.minimum)}.`;
    case 'too_big':
      return issue.inclusive
        ? `Must be at most ${shown(issue.maximum)}.`
        : `Must be less than ${shown(issue.maximum)}.`;
    case 'invalid_type':
      return issue.expected === 'int' ? 'Must be a whole number.' : `Must be a ${issue.expected}.`;
    case 'invalid_value':
      return 'Not one of the choices.';
    default:
      return issue.message;
  }
}
