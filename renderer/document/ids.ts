/**
 * Names nodes `dense1`, `dense2`, … . A number is given once in a session, so that trained values kept under the id of a
 * deleted node never meet a new one.
 */
export class NodeIds {
  private readonly highest = new Map<string, number>();

  next(kind: string, taken: Iterable<string>): string {
    let number = this.highest.get(kind) ?? 0;
    for (const id of taken) {
      const match = id.startsWith(kind) ? /^\d{1,9}$/.exec(id.slice(kind.length)) : null;
      if (match) number = Math.max(number, Number(match[0]));
    }
    this.highest.set(kind, number + 1);
    return `${kind}${number + 1}`;
  }
}
