import type { Person } from '../ports/directory.ts';

/** A person as the roster knows them: the unit of their latest time on it, and its dates. */
export interface CurrentMember {
  readonly person: Person;
  readonly unit: string;
  readonly joinedOn: string;
  /** First day on which they are not on the roster any more; it may lie ahead. */
  readonly leftOn: string | null;
}

/** What the ledger has to hold; `unit` is null for those who leave. */
export interface RosterFact {
  readonly kind: 'roster.joined' | 'roster.moved' | 'roster.left';
  /** Person id. */
  readonly person: string;
  readonly unit: string | null;
  readonly on: string;
}

export interface PlanOptions {
  readonly today: string;
  /** The file is the whole roster: who is not in it has left (`--completo`). */
  readonly complete: boolean;
  /** Random ids for new people. */
  readonly newId: () => string;
  /** When new people without `alta` join; `today` unless given. The first import wants the programme's first day. */
  readonly defaultJoin?: string;
  /** Whose row it is among those who were forgotten: by their number, or by an e-mail that another person may have by now. */
  readonly forgotten?: (row: { readonly number: string; readonly email: string | null }) => Known | null;
  /** Numbers of those who are taken in again all the same, as new people (`--readmitir`). */
  readonly readmit?: ReadonlySet<string>;
}

/** Somebody who was forgotten, met again. */
export interface Known {
  /** Person id. */
  readonly person: string;
  readonly by: 'number' | 'email';
}

export interface Added {
  readonly person: Person;
  readonly unit: string;
  readonly on: string;
  /** They were on the roster before. */
  readonly again: boolean;
  readonly until: string | null;
}

export type PersonField = 'number' | 'name' | 'email' | 'position';

export type RosterWarning =
  /** E-mails that several people share: they identify nobody. */
  | { readonly kind: 'shared-email'; readonly emails: number; readonly people: number }
  | { readonly kind: 'no-email'; readonly people: number }
  /** Numbers that came as bare numbers: leading zeros, if there were any, are gone. */
  | { readonly kind: 'bare-numbers'; readonly people: number }
  /** People found although their number's leading zeros were lost, or are back. */
  | { readonly kind: 'zeros-differ'; readonly people: number }
  | { readonly kind: 'join-differs' | 'leave-differs'; readonly people: number }
  /** People who left before the roster begins: not added. */
  | { readonly kind: 'left-before-start'; readonly people: number };

export interface RosterPlan {
  readonly added: readonly Added[];
  readonly changed: readonly {
    readonly before: Person;
    readonly after: Person;
    readonly fields: readonly PersonField[];
  }[];
  readonly moved: readonly {
    readonly person: Person;
    readonly from: string;
    readonly to: string;
    readonly on: string;
  }[];
  /** `absent`: because the file, said to be complete, does not name them. */
  readonly ended: readonly {
    readonly person: Person;
    readonly unit: string;
    readonly on: string;
    readonly absent: boolean;
  }[];
  /** Rows of the file that change nothing. */
  readonly unchanged: number;
  /** Rows of people who were forgotten: they are not taken in again. */
  readonly forgotten: readonly number[];
  /** Numbers that were to be taken in again and were not found among them. */
  readonly strayed: readonly string[];
  readonly newUnits: readonly string[];
  /** Headers of columns that were neither read nor stored. */
  readonly ignored: readonly string[];
  readonly warnings: readonly RosterWarning[];
  /** More than 2 % of those on the roster would leave: `ending` of `active`. */
  readonly needsConfirmation: boolean;
  readonly ending: number;
  readonly active: number;
  /** New and changed people, to be saved. */
  readonly people: readonly Person[];
  readonly drafts: readonly RosterFact[];
}
