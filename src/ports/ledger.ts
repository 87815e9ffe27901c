import type { Entry, Head } from '../entry.ts';

/**
 * The append-only ledger. Every implementation passes tests/contracts/ledger.ts.
 * `append` is the guard against races: entries go in all or none, only if the ledger still ends at `after`
 * and no key exists yet; what it answers `appended` for is on disk.
 */
export interface Ledger {
  head(committee: string): Promise<Head>;
  /** Entries with seq >= from, in order. */
  read(committee: string, from: number): AsyncIterable<Entry>;
  /** Throws when the store fails; what was refused or threw is never stored later, unless the error `isDoubtful`. */
  append(committee: string, after: Head, entries: readonly Entry[]): Promise<'appended' | 'conflict'>;
  /** Where several processes write: has the others wait, for who lost a race, until it is let go of. */
  turn?(committee: string): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Where a stored ledger is damaged: `segment` is a file's name; `seq` is null where no single entry can be named. */
export interface Damage {
  readonly committee: string;
  readonly segment: string;
  readonly seq: number | null;
  readonly reason: DamageReason;
}

export type DamageReason =
  | 'missing'
  | 'truncated'
  | 'unreadable'
  | 'not-canonical'
  | 'schema'
  | 'committee'
  | 'seq'
  | 'prev'
  | 'hash'
  | 'duplicate-key'
  /** Sound in itself, but not the entry that the ledger had there. */
  | 'replaced';

/**
 * Whether a store's error says that nobody can tell whether what it was given is stored: its disk failed at the last
 * step and at taking it back. It takes nothing more until it is opened again.
 */
export const isDoubtful = (error: unknown): boolean =>
  error instanceof Error && 'doubtful' in error && error.doubtful === true;

/** Thrown by a ledger whose stored entries are damaged: it reads no further and writes nothing more. */
export class DamagedLedger extends Error {
  readonly damage: Damage;
  constructor(damage: Damage) {
    const place = damage.seq === null ? damage.segment : `${damage.segment}, entry ${damage.seq}`;
    super(`damaged ledger of ${damage.committee}: ${place}: ${damage.reason}`);
    this.name = 'DamagedLedger';
    this.damage = damage;
  }
}
