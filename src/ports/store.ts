import type { Entry, Head } from '../entry.ts';
import type { Account, Address, Directory, FreeText, Person } from './directory.ts';
import type { Files } from './files.ts';
import type { Damage, Ledger } from './ledger.ts';
import type { Snapshots } from './snapshots.ts';
import type { TokenStore } from './tokens.ts';

/** A ledger that knows of its own damage. */
export interface StoredLedger extends Ledger, Snapshots {
  /** What is wrong with a committee's ledger; null as far as is known. */
  damage(committee: string): Damage | null;
  /**
   * Resolves when the whole of it is verified, which goes on after the start, or damage was found; `now`: where it would
   * still wait until the start is over, it does not.
   */
  verified(committee: string, now?: boolean): Promise<void>;
}

/** What came of checking a committee's whole ledger: the first entry that fails, `seq` null where none can be named. */
export type LedgerVerdict =
  | {
      readonly ok: true;
      readonly entries: number;
      readonly head: Head;
      /** Files that hold it; left out where it lies in a database. */
      readonly segments?: number;
    }
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
  /** Whether this process says what is due for a committee: of all that write here one does, the next once it is gone. */
  isSender(committee: string): boolean;
  /** Tells what another process wrote or may have written, and when this one comes to say what is due, or no more. */
  follow(committee: string, followed: Followed): void;
  /** Checks every byte of a committee's ledger, beside what is being written. */
  verify(committee: string): Promise<LedgerVerdict>;
  /** Writes a committee's ledger with its hashes to a new folder; of entries that are withheld the hashes alone. */
  exportLedger(committee: string, folder: string, isWithheld?: (entry: Entry) => boolean): Promise<unknown>;
  /** Whether it takes a write now. */
  writable(): Promise<boolean>;
  close(): Promise<void>;
}

/** What a process hears of the others with which it shares a store. */
export interface Followed {
  /** Entries, or people, accounts, addresses and texts: of these the change for `Directory.changed`, where it erased nothing. */
  written(what: Written, change?: string): void;
  sender(isSender: boolean): void;
}

export type Written = 'entries' | 'directory';

/** Done and total. */
export type StoreProgress = (done: number, total: number) => void;

/** What is kept, read beside the processes that write it; changes nothing. */
export interface StoreReader extends Pick<Ledger, 'head' | 'read'>, Pick<Snapshots, 'loadSnapshot'> {
  readonly files: Pick<Files, 'open' | 'has'>;
  people(committee: string): Promise<readonly Person[]>;
  texts(committee: string): Promise<readonly FreeText[]>;
  accounts(
    committee: string,
  ): Promise<{ readonly accounts: readonly Account[]; readonly addresses: readonly Address[] }>;
  verify(committee: string, onProgress?: StoreProgress): Promise<LedgerVerdict>;
  /** Writes a committee's ledger with its hashes to a new folder. */
  exportLedger(
    committee: string,
    folder: string,
    onProgress?: StoreProgress,
  ): Promise<{ readonly entries: number }>;
  /** Whether the place takes a write. */
  writable(): Promise<boolean>;
}

/** All that is kept of some committees but their files, as of one moment. */
export interface StoreCopy
  extends Pick<Directory, 'people' | 'accounts' | 'addresses' | 'texts' | 'tombstones'> {
  readonly committees: readonly string[];
  /** Entries with seq >= from, in order, some at once. */
  entries(committee: string, from: number): AsyncIterable<readonly Entry[]>;
}

/** Why a backup can't be used: `where` is the first file that fails, within its folder. */
export interface BackupFault {
  readonly reason: 'missing' | 'content' | 'unknown' | 'sums' | 'ledger';
  readonly where: string;
}
