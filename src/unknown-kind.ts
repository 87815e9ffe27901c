/** An entry that only a newer program understands: going on without it would get figures wrong. */
export class UnknownKind extends Error {
  readonly kind: string;
  readonly seq: number;
  constructor(kind: string, seq: number) {
    super(`entry ${seq} is of the unknown kind ${kind}`);
    this.name = 'UnknownKind';
    this.kind = kind;
    this.seq = seq;
  }
}
