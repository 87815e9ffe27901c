import type { Entry } from '../entry.ts';
import type { RecordKind } from '../folio.ts';
import type { RoleName } from '../kinds/people.ts';

/** Something recorded with a folio, as it stands now. */
export interface Rec {
  readonly folio: string;
  readonly kind: RecordKind;
  readonly key: string;
  readonly subject: string | null;
  readonly actor: string;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly body: Entry['body'];
  /** Folio of the record that voided it. */
  readonly voided: string | null;
}

/** Time on the roster in one unit: from a date on, until (not including) another. */
export interface Stint {
  readonly unit: string;
  readonly from: string;
  readonly to: string | null;
}

export interface Office {
  readonly role: RoleName;
  readonly unit: string | null;
  readonly from: string;
  readonly to: string | null;
  /** Person id whose place a substitute takes. */
  readonly standsFor?: string;
  /** Day of the session that decided it, where one was named. */
  readonly session?: string;
}

/** When and where a session is planned, as the committee last decided. */
export interface Plan {
  readonly date: string;
  /** `HH:MM` */
  readonly time: string | null;
  /** Id of the text that names the place. */
  readonly place: string | null;
  /** Day on which it was convened for that date and time, null while it was not. */
  readonly convened: string | null;
  /** What it was convened for before it was planned otherwise, the oldest first. */
  readonly earlier?: readonly Pick<Plan, 'date' | 'time' | 'place'>[];
}

/** What became of an agreement since it was made. */
export interface Follow {
  /** Day on which it was done. */
  readonly done: string | null;
  /** The day that a postponement set. */
  readonly due: string | null;
}

/** Complaints of a quarter in numbers, and when they were recorded. */
export interface Complaints {
  readonly received: number;
  readonly inProcess: number;
  readonly concluded: number;
  readonly recordedAt: string;
}

/** A course that the committee opened, so that people confirm it by a button. */
export interface Course {
  readonly course: string;
  readonly on: string;
  readonly minutes: number | null;
  /** Whom it is for; null for everybody. */
  readonly unit: string | null;
  /** Where it is for several units. */
  readonly units?: readonly string[] | undefined;
  /** Person ids, beside the units. */
  readonly people?: readonly string[] | undefined;
  readonly open: boolean;
}

/** A sheet for signatures: whom it names, in the order of its rows. */
export interface Sheet {
  readonly sheet: number;
  readonly activity: number;
  readonly unit: string;
  readonly people: readonly string[];
  readonly course: string | null;
  readonly date: string | null;
  /** Day on which it was issued. */
  readonly on: string;
  /** What makes it the same. */
  readonly content: string;
  /** A letter for each person, a page each, instead of one list. */
  readonly letters: boolean;
  /** Rows that came back. */
  readonly returned: readonly number[];
}

/** A sheet whose picture somebody is about to send, since when (UTC instant). */
export interface Awaited {
  readonly sheet: number;
  readonly at: string;
}

/** A backup took the ledger's place. */
export interface Restore {
  readonly backup: string;
  readonly takenAt: string;
  /** Entries that are gone; null where nobody knows how many. */
  readonly lost: number | null;
  readonly jumps: readonly Jump[];
  readonly on: string;
  /** Day on which the secretary let the bot speak again; null while it waits. */
  readonly confirmedOn: string | null;
}

/** Numbers of a series that nobody gets: after `from`, up to `to`. */
export interface Jump {
  readonly series: string;
  readonly from: number;
  readonly to: number;
}

/** A link by which somebody from outside may look at the board up to a day. */
export interface Audit {
  readonly on: string;
  /** The last day on which it works. */
  readonly until: string;
  /** SHA-256 of its token. */
  readonly token: string;
  readonly revokedOn: string | null;
}
