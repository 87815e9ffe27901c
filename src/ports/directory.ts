import type { Json, Platform } from '../entry.ts';

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
