import type { Status } from '../owed.ts';

/** Who looks at the board. */
export type BoardReader =
  | { readonly kind: 'committee'; readonly person: string; readonly admin: boolean }
  | { readonly kind: 'audit'; readonly audit: string };

export type BoardAddress =
  | { readonly page: 'overview' | 'calendar' | 'deliveries' | 'ledger' | 'exports' }
  | { readonly page: 'activity'; readonly number: number }
  /** A month's records; `sheet` is their page, from 1. */
  | { readonly page: 'records'; readonly number: number; readonly month: string; readonly sheet: number }
  | { readonly page: 'missing'; readonly number: number; readonly unit: string };

/** An activity in a line: its standing, its figure, and what there is to draw (0 to 100). */
export interface BoardLine {
  readonly number: number;
  readonly title: string;
  readonly status: Status;
  readonly statusName: string;
  readonly figure: string;
  readonly share: number | null;
  readonly expected: number | null;
  readonly next: string | null;
}

/** An activity that needs somebody: why, and what to do about it. */
export interface BoardConcern {
  readonly number: number;
  readonly title: string;
  readonly status: Status;
  readonly statusName: string;
  readonly why: readonly string[];
  readonly todo: string | null;
}

export interface BoardDate {
  readonly date: string;
  readonly day: string;
  readonly number: number;
  readonly activity: string;
  /** What is owed, where that is not the activity itself. */
  readonly what: string | null;
  readonly when: string;
  readonly why: string;
  /** It is owed on the day that is written: there is nothing to explain. */
  readonly fixed: boolean;
  readonly state: 'done' | 'late' | 'open';
  readonly folio: string | null;
}

export interface BoardUnit {
  readonly unit: string;
  readonly did: number;
  readonly of: number;
  readonly share: number;
}

export interface BoardMonth {
  readonly month: string;
  readonly name: string;
  readonly records: number;
  readonly voided: number;
}

export interface BoardRecord {
  readonly folio: string;
  readonly on: string;
  readonly recordedOn: string;
  readonly what: string;
  /** Whom it is about, for the committee; null where it is nobody, or must not be said. */
  readonly who: string | null;
  readonly voided: string | null;
}

export interface BoardEvidence {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly note: string | null;
  /** A stored file that this reader may open. */
  readonly file: boolean;
  readonly link: string | null;
}

/** A month's card as a picture. */
export interface BoardCard {
  readonly caption: string;
  readonly alt: string;
  /** SHA-256 of its picture. */
  readonly picture: string;
}

export interface OverviewPage {
  readonly page: 'overview';
  readonly headline: string;
  readonly counts: readonly { readonly status: Status; readonly name: string; readonly n: number }[];
  readonly concerns: readonly BoardConcern[];
  readonly next: readonly BoardDate[];
  readonly lines: readonly BoardLine[];
  readonly roster: string;
}

export interface ActivityPage {
  readonly page: 'activity';
  readonly line: BoardLine;
  readonly concern: BoardConcern | null;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly what: readonly string[];
  readonly notes: readonly string[];
  readonly dates: readonly BoardDate[];
  /** Records month by month; listed at once where they are few. */
  readonly months: readonly BoardMonth[];
  readonly records: readonly BoardRecord[] | null;
  readonly evidence: readonly BoardEvidence[];
  /** The cards that the bot sent, the newest first; those that can be drawn. */
  readonly cards: readonly BoardCard[];
  readonly units: readonly BoardUnit[] | null;
  /** How many units are too small to be shown to this reader. */
  readonly smallUnits: number;
  /** Whether this reader may see who is missing. */
  readonly names: boolean;
  readonly pace: {
    readonly words: string;
    readonly points: readonly { readonly name: string; readonly percent: number }[];
    /** SHA-256 of its chart, wide and for a telephone; null where it can't be drawn. */
    readonly pictures: { readonly wide: string; readonly narrow: string } | null;
  } | null;
}

export interface RecordsPage {
  readonly page: 'records';
  readonly number: number;
  readonly title: string;
  readonly month: string;
  readonly name: string;
  readonly records: readonly BoardRecord[];
  readonly total: number;
  readonly sheet: number;
  readonly sheets: number;
}

export interface MissingPage {
  readonly page: 'missing';
  readonly number: number;
  readonly title: string;
  readonly unit: string;
  readonly summary: string;
  readonly people: readonly { readonly number: string; readonly name: string }[];
}

export interface CalendarPage {
  readonly page: 'calendar';
  readonly confirmed: boolean;
  readonly late: readonly BoardDate[];
  readonly open: readonly BoardDate[];
  readonly done: readonly BoardDate[];
  readonly days: readonly { readonly when: string; readonly name: string; readonly scope: string }[];
}

export interface DeliveriesPage {
  readonly page: 'deliveries';
  readonly troubles: readonly { readonly what: string; readonly outcome: string; readonly on: string }[];
  readonly cards: readonly {
    readonly month: string;
    readonly folio: string | null;
    /** What became of it; null where none went out this way. */
    readonly channels: string | null;
    readonly people: string | null;
    readonly acks: number;
  }[];
  readonly askings: readonly {
    readonly batch: string;
    readonly activity: string;
    readonly unit: string;
    readonly by: string | null;
    readonly on: string;
    readonly people: number;
    readonly outcome: string | null;
  }[];
  readonly others: readonly {
    readonly what: string;
    readonly outcome: string | null;
    readonly last: string | null;
  }[];
}

export interface LedgerPage {
  readonly page: 'ledger';
  readonly entries: number;
  readonly hash: string;
  readonly since: string | null;
  readonly sound: boolean;
  /** What the last check of the whole found, and when; null while none ended. */
  readonly checked: string | null;
  readonly anchor: string;
  readonly folios: readonly {
    readonly letters: string;
    readonly name: string;
    readonly n: number;
    readonly voided: number;
  }[];
  /** Whether this reader may have it checked now. */
  readonly mayCheck: boolean;
}

/** A report that can be made, and the files in which it comes. */
export interface BoardReport {
  readonly title: string;
  readonly about: string;
  readonly files: readonly { readonly name: string; readonly label: string }[];
}

export interface ExportsPage {
  readonly page: 'exports';
  readonly reports: readonly BoardReport[];
  readonly files: readonly { readonly name: string; readonly title: string; readonly about: string }[];
}

/** A page of the board as plain data; everything in it is already in words. */
export type BoardPage = {
  readonly title: string;
  readonly programme: string;
  readonly committee: string;
  readonly institution: string;
  readonly asOf: string;
  readonly reader: BoardReader['kind'];
} & (
  | OverviewPage
  | ActivityPage
  | RecordsPage
  | MissingPage
  | CalendarPage
  | DeliveriesPage
  | LedgerPage
  | ExportsPage
);
