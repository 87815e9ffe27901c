import { z } from 'zod';
import type { Body } from './entry.ts';
import { cardKinds } from './kinds/cards.ts';
import { committeeKinds } from './kinds/committee.ts';
import { int, text } from './kinds/fields.ts';
import { paperKinds } from './kinds/papers.ts';
import { peopleKinds } from './kinds/people.ts';
import { postKinds } from './kinds/posts.ts';
import { programmeKinds } from './kinds/programme.ts';
import { recordKinds } from './kinds/records.ts';

/** What becomes of a ledger that a backup took the place of. */
const ledgerKinds = {
  /** The ledger up to here comes from a backup; nothing goes out by itself until that is confirmed. */
  'ledger.restored': z.strictObject({
    backup: text,
    takenAt: z.string().datetime(),
    /** Entries that the replaced ledger had beyond the backup; null where it could not be read to its end. */
    lost: int.min(0).nullable(),
    /**
     * Numbers that nobody gets: those after `from`, the backup's last of a series, up to `to`, the highest that anybody
     * can have been told. A series is `2024-CAP`, `2024-E`, `sheet` or `asking`.
     */
    jumps: z.array(z.strictObject({ series: text, from: int.min(0), to: int.positive() })),
  }),
  /** `of`: the restore's entry; `said`: whether what had come due went out. */
  'restoration.confirmed': z.strictObject({ of: int.positive(), said: z.boolean() }),
} as const;

/** Every kind of entry with the shape of its body. */
export const kinds = {
  ...recordKinds,
  ...peopleKinds,
  ...committeeKinds,
  ...paperKinds,
  ...programmeKinds,
  ...cardKinds,
  ...postKinds,
  ...ledgerKinds,
} as const satisfies Record<string, z.ZodType<Body>>;

export type Kind = keyof typeof kinds;
export type BodyOf<K extends Kind> = z.infer<(typeof kinds)[K]>;

/** Whether this program knows a kind of entry; a newer one may have more. */
export const isKind = (kind: string): kind is Kind => Object.hasOwn(kinds, kind);

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
