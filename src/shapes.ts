import type { Entry, Json } from './entry.ts';
import type { FileType } from './evidence/types.ts';
import type { RecordKind } from './folio.ts';
import type { RoleName } from './kinds/people.ts';
import type { Frozen } from './reports/figures.ts';

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

export interface Post {
  readonly status: 'planned' | 'claimed' | 'sent' | 'no-address' | 'refused' | 'unknown' | 'missed';
  readonly platform: 'slack' | 'teams' | null;
  readonly to: string | null;
  readonly messageId: string | null;
  readonly covers: readonly string[];
  /** How often it was claimed: by whoever sends it, again after a crash or when the committee wants it resent. */
  readonly claims: number;
  /** The platform's code where it did not take it. */
  readonly reason?: string;
}

/** A post that did not arrive as far as anybody knows, since when. */
export interface Trouble {
  readonly status: Post['status'];
  readonly on: string;
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

/** A batch of reminders to those who are missing, by whom and since when; `people` is how many have a row in it. */
export interface Asking {
  readonly activity: number;
  readonly unit: string | null;
  readonly by: string;
  readonly key: string;
  /** Day of its newest row. */
  readonly on: string;
  readonly people: number;
}

/** A stored file or a link that proves something; `name` and `link` are ids of free texts. */
export interface EvidenceContent {
  /** SHA-256 */
  readonly file: string | null;
  readonly link: string | null;
  readonly name: string | null;
  readonly type: FileType | null;
  readonly bytes: number;
  /** Day of what it proves. */
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly actor: string;
}

/** A piece of evidence under its number, of an activity of a programme or of a record. */
export interface Evidence extends EvidenceContent {
  /** `2024-E-0001`, the year of recording. */
  readonly id: string;
  readonly programme: string | null;
  readonly activity: number | null;
  readonly folio: string | null;
  /** Id of a free text. */
  readonly note: string | null;
  /** The message with whose files it came. */
  readonly batch: string | null;
  /** The sheet whose scan it is. */
  readonly sheet: number | null;
  /** What it was before it was replaced, the oldest first. */
  readonly earlier: readonly EvidenceContent[];
  /** Day on which it was taken away; it stays in the history. */
  readonly removedOn: string | null;
}

/** A file that was sent and belongs to nothing yet; `name` is the id of a free text. */
export interface Waiting {
  readonly batch: string;
  readonly file: string;
  readonly name: string;
  readonly type: FileType;
  readonly bytes: number;
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

/** A programme's file as the bot last had it. */
export interface Adopted {
  /** Of the file's text. */
  readonly sha256: string;
  /** Instant at which the bot first had the programme, whatever its file then. */
  readonly since: string;
  /** Null where an older program adopted it, which did not keep it. */
  readonly content: Json | null;
  /** Day on which a file came that says other things than the committee's newest version, which is in force. */
  readonly overruled: string | null;
}

/** A programme as the committee changed it, in force from a day on. */
export interface Version {
  readonly from: string;
  /** Day of the session that decided it. */
  readonly session: string | null;
  /** Folio of its agreement. */
  readonly agreement: string | null;
  /** Of the content's canonical form. */
  readonly sha256: string;
  readonly recordedAt: string;
  readonly content: Json;
}

/** Next year's programme while the committee works on it. */
export interface YearDraft {
  readonly sha256: string;
  readonly content: Json;
  readonly on: string;
  readonly by: string;
}

/** A month's card as the committee changed it. */
export interface CardChange {
  readonly value?: string;
  readonly sentence?: string;
  readonly paused?: boolean;
  /** What became of it since it went out, in order. */
  readonly revisions?: readonly Revision[];
}

/** A correction or withdrawal of a card that went out, or another card instead of one that was withdrawn. */
export interface Revision {
  readonly n: number;
  readonly what: 'corrected' | 'withdrawn' | 'renewed';
  readonly on: string;
  readonly recordedAt: string;
  /** Person id. */
  readonly by: string;
  /** What it said before. */
  readonly value: string;
  readonly sentence: string;
  /** Id of a text. */
  readonly reason: string | null;
  readonly key: string;
  /** How many messages have a row for being changed. */
  readonly messages: number;
}

/** What a report's letter says from a day on; `text` is the id of a free text. */
export interface LetterDetail {
  readonly from: string;
  readonly text: string;
}

/** A report that was handed over in the chat. */
export interface MadeReport {
  readonly on: string;
  readonly figures: Frozen;
}

/** What a report that was sent said. */
export interface SentReport {
  readonly from: 'made' | 'registered';
  /** Day of registration. */
  readonly on: string;
  readonly figures: Frozen;
}

/** The oversight office's own form, since a day; `name` and `unknown` are ids of free texts. */
export interface ReportTemplate {
  readonly on: string;
  readonly file: string;
  readonly name: string | null;
  readonly bytes: number;
  readonly unknown: string | null;
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
