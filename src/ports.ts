import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Chat } from './chat.ts';
import type { Entry, Head, Json, Platform } from './entry.ts';
import type { Fresh, Run } from './runs.ts';

export * from './board/port.ts';
export type * from './board/types.ts';
export type * from './chat.ts';
export * from './runs.ts';
export type * from './store.ts';
export * from './tokens/port.ts';

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

export const damageReasons = [
  'missing',
  'truncated',
  'unreadable',
  'not-canonical',
  'schema',
  'committee',
  'seq',
  'prev',
  'hash',
  'duplicate-key',
  /** Sound in itself, but not the entry that the ledger had there. */
  'replaced',
] as const;
export type DamageReason = (typeof damageReasons)[number];

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

/** Why a backup can't be used: `where` is the first file that fails, within its folder. */
export interface BackupFault {
  readonly reason: 'missing' | 'content' | 'unknown' | 'sums' | 'ledger';
  readonly where: string;
}

/** What a program derived from the entries up to `seq`, so that a start need not read them all again. */
export interface Snapshot extends Head {
  readonly state: Json;
  /** What its big tables held, the newest first; none where `state` has all. */
  readonly runs?: readonly Run[];
}

/**
 * Keeps the newest snapshot; `loadSnapshot` gives one only if the ledger still holds its entry, else null. On a
 * damaged ledger, which takes no more entries, it gives what there is.
 */
export interface Snapshots {
  saveSnapshot(committee: string, snapshot: Snapshot): Promise<void>;
  loadSnapshot(committee: string): Promise<Snapshot | null>;
  /**
   * Writes what came since and what older runs hold, the newest first, as a run, while others go on. It stays once a
   * snapshot names it. Left out where a snapshot is kept whole.
   */
  writeRun?(committee: string, fresh: Fresh, older: readonly Run[]): Promise<Run>;
}

/** A person on the plantilla. The id is random; the ledger knows people by it alone. */
export interface Person {
  readonly id: string;
  /** numero_empleado, leading zeros kept. */
  readonly number: string;
  readonly name: string;
  readonly email: string | null;
  readonly position: string | null;
}

/** A chat account: `tenant` is Slack's team id or the Microsoft Entra tenant id. */
export interface AccountId {
  readonly platform: Extract<Platform, 'slack' | 'teams'>;
  readonly tenant: string;
  readonly user: string;
}

export interface Account extends AccountId {
  /** Person id; for somebody who is not on the plantilla a random id of their own. */
  readonly person: string;
  readonly boundAt: string;
  /** For somebody who is not on the plantilla: the e-mail by which the secretary can find out who it is. */
  readonly label?: string;
}

/** How a person or channel is reached: a user or channel id and what the platform needs besides (conversation reference). */
export interface Address {
  readonly platform: AccountId['platform'];
  readonly kind: 'person' | 'channel';
  readonly tenant: string;
  /** User id or channel id. */
  readonly id: string;
  readonly ref: Json;
}

/** Free text that people wrote; the ledger holds its id and salted hash only, so that it can be erased. */
export interface FreeText {
  readonly id: string;
  readonly salt: string;
  readonly text: string;
}

/**
 * What stays of somebody who was forgotten: enough to tell that it is them again, nothing that tells who it was. The
 * marks are keyed hashes (src/privacy/marks.ts).
 */
export interface Tombstone {
  /** Person id, as the ledger knows them. */
  readonly person: string;
  /** Mark of the employee number. */
  readonly number: string;
  /** Mark of the e-mail; null where there was none that was theirs alone. */
  readonly email: string | null;
  /** Marks of the chat accounts. */
  readonly accounts: readonly string[];
  /** Ids of the free texts that go whole. */
  readonly texts: readonly string[];
  /** Number of the oficio that asked for it. */
  readonly oficio: string | null;
  /** Day on which it was done. */
  readonly on: string;
}

/** What a directory holds of its rows that are read again and again. */
export interface Stored {
  readonly people: readonly Person[];
  readonly accounts: readonly Account[];
  readonly addresses: readonly Address[];
  readonly texts: readonly FreeText[];
}

/** What a directory is to erase. */
export interface Erasure {
  /** Person ids. */
  readonly people: readonly string[];
  /** Chat accounts, which go with the addresses of those who have them. */
  readonly accounts: readonly AccountId[];
  /** Free texts as they are from then on; erased ones have neither text nor salt. */
  readonly texts: readonly FreeText[];
}

/** Personal data, erasable. Every implementation passes tests/contracts/directory.ts. Writes are durable when they resolve. */
export interface Directory {
  people(committee: string): Promise<readonly Person[]>;
  savePeople(committee: string, people: readonly Person[]): Promise<void>;
  accounts(committee: string): Promise<readonly Account[]>;
  /** Binds an account unless it is bound already; gives the binding in force. */
  bind(committee: string, account: Account): Promise<Account>;
  /** Binds it whatever was before (the secretary's correction, the demo's switch). */
  rebind(committee: string, account: Account): Promise<void>;
  addresses(committee: string): Promise<readonly Address[]>;
  saveAddress(committee: string, address: Address): Promise<void>;
  saveTexts(committee: string, texts: readonly FreeText[]): Promise<void>;
  text(committee: string, id: string): Promise<FreeText | null>;
  /** All of them; one that was erased is saved again with neither text nor salt. */
  texts(committee: string): Promise<readonly FreeText[]>;
  /** Erases so that nothing that is stored holds the old bytes; what is not there is no error. Those who are erased go last. */
  forget(committee: string, erasure: Erasure): Promise<void>;
  /**
   * Those who were forgotten, and the secret key of their marks, made once. They lie apart from the rest: who restores an
   * older backup of it keeps them.
   */
  tombstones(committee: string): Promise<{ readonly key: string; readonly all: readonly Tombstone[] }>;
  /** Keeps a tombstone, in the place of the person's earlier one. */
  bury(committee: string, tombstone: Tombstone): Promise<void>;
  /** Where several processes write: what these changes of another one wrote, and no later one wrote over. */
  changed?(committee: string, changes: readonly string[]): Promise<Stored>;
  close(): Promise<void>;
}

/** Stored bytes, known by their content alone. */
export interface StoredFile {
  /** In hex. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Files by their content: the same bytes are kept once. Every implementation passes tests/contracts/files.ts.
 * What `put` gave is on disk; where it throws, or the content does, nothing is kept.
 */
export interface Files {
  put(committee: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile>;
  /** The bytes in pieces, null where there is no such file. Throws RangeError for what is no SHA-256. */
  open(committee: string, sha256: string): Promise<AsyncIterable<Uint8Array> | null>;
  has(committee: string, sha256: string): Promise<boolean>;
  close(): Promise<void>;
}

/** A platform that is on: the bot's one HTTP server hands it the requests of its path. */
export interface Connection {
  readonly chat: Chat;
  /** The chat of one of its workspaces, where each is spoken to by a token of its own; null where there is none. */
  chatIn?(home: string): Chat | null;
  /** Path of the one HTTP server that belongs to it, for example `/slack/events`. */
  readonly path: string;
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** For /readyz and doctor; `detail` is English, without secrets. */
  state(): { readonly ok: boolean; readonly detail: string; readonly advisory?: boolean };
  /** Stops taking requests and resolves when the running ones are answered. */
  stop(): Promise<void>;
}

/** What became of a request: something was recorded, it was answered, its form was refused, or the store failed. */
export type RequestOutcome = 'recorded' | 'answered' | 'refused' | 'failed';

/** How the bot stands now, for a monitor; instants in seconds since 1970, null while there is none. */
export interface Standing {
  readonly entries: number;
  readonly storageOk: boolean;
  readonly paused: boolean;
  readonly lastTick: number | null;
  readonly lastBackup: number | null;
  readonly platforms: readonly { readonly name: string; readonly ok: boolean }[];
}

/** Counts of one committee for a monitor. Nothing in it tells of a person. */
export interface Counts {
  /** `command` is a command's own first word, or `unknown`. */
  request(command: string, outcome: RequestOutcome): void;
  appended(entries: readonly Entry[], seconds: number): void;
}

export interface Metrics {
  /** The counts of a committee; null where it is the only one, and needs no label. */
  of(committee: string | null): Counts;
  text(): Promise<{ readonly type: string; readonly body: string }>;
}

/** A row of a table that somebody made in a spreadsheet. */
export interface Row {
  /** Its number as a spreadsheet shows it, from 1; blank rows are left out but counted. */
  readonly row: number;
  /** Cells as texts, column A first; dates as ISO dates, a formula that failed as its error (`#N/A`). */
  readonly cells: readonly string[];
  /** Columns (from 0) whose cell is a bare number, which can't keep leading zeros. */
  readonly bare?: readonly number[];
}

export const tableProblems = [
  'empty',
  'too-big',
  'too-many-rows',
  'too-many-columns',
  'cell-too-long',
  'bomb',
  'macros',
  'old-excel',
  'binary-excel',
  'open-document',
  'web-page',
  'not-a-table',
  'damaged',
  'open-quote',
] as const;

/** Why a file can't be read as a table; row and column (its letter) where there is a place to name. */
export interface TableError {
  readonly problem: (typeof tableProblems)[number];
  readonly row: number | null;
  readonly column: string | null;
  /** The limit that was passed, where there is one. */
  readonly limit?: number;
}

/** Reads a CSV or XLSX file; which one is decided by its bytes, the name is for people only. Never throws. */
export type ReadTable = (
  bytes: Uint8Array,
  name: string,
) => Promise<
  | { readonly ok: true; readonly rows: readonly Row[] }
  | { readonly ok: false; readonly errors: readonly TableError[] }
>;
