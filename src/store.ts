import type { Head } from './entry.ts';
import type { Damage, Directory, Files, Ledger, Snapshots, TokenStore } from './ports.ts';

/** A ledger that knows of its own damage. */
export interface StoredLedger extends Ledger, Snapshots {
  /** What is wrong with a committee's ledger; null as far as is known. */
  damage(committee: string): Damage | null;
  /** Resolves when the whole of it is verified, which goes on after the start, or damage was found. */
  verified(committee: string): Promise<void>;
}

/** What came of checking a committee's whole ledger: the first entry that fails, `seq` null where none can be named. */
export type LedgerVerdict =
  | { readonly ok: true; readonly entries: number; readonly head: Head }
  | ({ readonly ok: false } & Pick<Damage, 'segment' | 'seq' | 'reason'>);

/** All that is kept, opened once for every committee that it serves; each call names the committee. */
export interface Store {
  readonly ledger: StoredLedger;
  readonly directory: Directory;
  /** Evidence. */
  readonly files: Files;
  /** Pictures that the bot drew; they can be drawn again. */
  readonly pictures: Files;
  /** What links, sessions and tables on their way lie under; shared by all who write here. */
  readonly tokens: TokenStore;
  /** Whether no other process writes here: what a crash left is then settled at once. */
  readonly alone: boolean;
  /** Checks every byte of a committee's ledger, beside what is being written. */
  verify(committee: string): Promise<LedgerVerdict>;
  /** Writes a committee's ledger with its hashes to a new folder. */
  exportLedger(committee: string, folder: string): Promise<unknown>;
  /** Whether it takes a write now. */
  writable(): Promise<boolean>;
  close(): Promise<void>;
}
