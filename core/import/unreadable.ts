/** Why a file cannot be read, as one sentence for its user. Thrown inside the readers only, and caught at their door. */
export class Unreadable extends Error {}

/** Names in quotes, the first few of many. */
export function listed(names: Iterable<string>, most = 5): string {
  const all = [...names];
  const shown = all.slice(0, most).map((name) => `"${clip(name)}"`);
  const more = all.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

export function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
