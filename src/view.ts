import { type Head, type Json, origin } from './entry.ts';
import type { RoleName } from './kinds/people.ts';
import type { List } from './view/lists.ts';
import { copied } from './view/looked.ts';
import type { DayCount, Mark } from './view/marks.ts';
import type {
  Evidence,
  LetterDetail,
  MadeReport,
  ReportTemplate,
  SentReport,
  Waiting,
} from './view/papers.ts';
import type { Asking, CardChange, Post, Trouble } from './view/posts.ts';
import type { Adopted, Version, YearDraft } from './view/programmes.ts';
import type {
  Audit,
  Awaited,
  Complaints,
  Course,
  Follow,
  Office,
  Plan,
  Rec,
  Restore,
  Sheet,
  Stint,
} from './view/shapes.ts';
import { Layer, type Table } from './view/table.ts';

export const tableNames = [
  'keys',
  'counters',
  'folios',
  'records',
  'lists',
  'marks',
  'days',
  'totals',
  'same',
  'roster',
  'offices',
  'channels',
  'absences',
  'powerNotes',
  'requests',
  'confirmed',
  'cards',
  'acks',
  'later',
  'posts',
  'said',
  'trouble',
  'outcomes',
  'lastAbout',
  'courses',
  'sheets',
  'awaited',
  'parts',
  'askings',
  'askedPeople',
  'fixed',
  'asked',
  'sessions',
  'attendance',
  'agreements',
  'complaints',
  'restored',
  'thanked',
  'evidence',
  'evidenceOf',
  'waiting',
  'forgotten',
  'letters',
  'madeReports',
  'sentReports',
  'templates',
  'restores',
  'adopted',
  'versions',
  'yearDrafts',
  'audits',
  'touched',
] as const;

/** All that the rules ask about, kept up entry by entry so that no question scans the ledger. */
export interface View {
  head: Head;
  /** The programme in force and its file; `since` is the instant at which the bot first had it, whatever its file then. */
  programme: { readonly id: string; readonly sha256: string; readonly since: string } | null;
  cardToEach: boolean;
  /** Seq of the restore that waits to be confirmed: nothing goes out by itself meanwhile. */
  paused: number | null;
  /** Every key of the ledger. */
  readonly keys: Table<number>;
  /** Last folio number by year and letters. */
  readonly counters: Table<number>;
  readonly records: Table<Rec>;
  /** How many records there are by the letters of their folios, and how many of these are voided. */
  readonly folios: Table<{ readonly n: number; readonly voided: number }>;
  /** Folios by kind or kind and person (src/view/records.ts), posts by month (src/cards/posts.ts). */
  readonly lists: Table<List<string>>;
  /** Records by kind and day, and how many there are: src/view/marks.ts. */
  readonly marks: Table<List<Mark>>;
  readonly days: Table<DayCount>;
  /** Grams, pieces or times by `what/day`, of what stands. */
  readonly totals: Table<number>;
  /** What makes a record the same -> its newest folio and how many were voided before it. */
  readonly same: Table<{ readonly folio: string; readonly times: number }>;
  readonly roster: Table<readonly Stint[]>;
  readonly offices: Table<readonly Office[]>;
  readonly channels: Table<string>;
  readonly absences: Table<string | null>;
  readonly powerNotes: Table<boolean>;
  readonly requests: Table<{ readonly on: string }>;
  /** Letter versions and calendars that the secretary confirmed. */
  readonly confirmed: Table<Json>;
  readonly cards: Table<CardChange>;
  /** People who pressed Enterado/a, counted by period. */
  readonly acks: Table<number>;
  /** Day of a promise -> who gets which month's card again. */
  readonly later: Table<readonly { readonly period: string; readonly person: string }[]>;
  readonly posts: Table<Post>;
  /** Posts that are claimed and not settled; a handful at any time. */
  open: readonly string[];
  /** Posts that failed or were missed, but for those of a broadcast to people, which are counted. */
  readonly trouble: Table<Trouble>;
  /** How many posts stand where: people's `2024-05/sent` of a card, `ask/3/sent` of a batch, `kind/digest/sent` of others. */
  readonly outcomes: Table<number>;
  /** Kind of those others -> the newest day that one was about. */
  readonly lastAbout: Table<string>;
  readonly courses: Table<Course>;
  readonly sheets: Table<Sheet>;
  /** Person -> the sheet whose picture comes next. */
  readonly awaited: Table<Awaited>;
  /** Activity -> the part that counts, as decided on days, in the order recorded. */
  readonly parts: Table<readonly { readonly part: 'declared' | 'accredited'; readonly on: string }[]>;
  readonly askings: Table<Asking>;
  /** `batch#n` -> the n-th recipient, from 0. */
  readonly askedPeople: Table<string>;
  /** `2024-05/1#n` -> the n-th message that a card's revision changes (a post's key), from 0. */
  readonly fixed: Table<string>;
  /** Days on which a person got a reminder, or perhaps got one; the newest few. */
  readonly asked: Table<readonly string[]>;
  /** Planned sessions: `ordinary/<occurrence>`, `extraordinary/<day>`. */
  readonly sessions: Table<Plan>;
  /** Who attended: `ordinary/<day>`, `extraordinary/<day>` -> person ids. */
  readonly attendance: Table<readonly string[]>;
  /** Folio of an agreement -> what became of it. */
  readonly agreements: Table<Follow>;
  /** By quarter, `2024-T2`. */
  readonly complaints: Table<Complaints>;
  /** Offices that the server's command line gave back: entry's key -> who, what, when. */
  readonly restored: Table<{ readonly person: string; readonly role: RoleName; readonly on: string }>;
  /** Folio of a delivery -> day on which the committee had everybody thanked for it. */
  readonly thanked: Table<string>;
  /** By number. */
  readonly evidence: Table<Evidence>;
  /** Numbers by what it proves: `activity/<programme>/9`, `folio/<folio>`, `sheet/231`. */
  readonly evidenceOf: Table<readonly string[]>;
  /** Files that wait to be told where they belong, by who sent them. */
  readonly waiting: Table<readonly Waiting[]>;
  /** People whose data were erased, and since when. */
  readonly forgotten: Table<string>;
  /** What letters say, by `oficio/2024-T2`, `legend`, `place`. */
  readonly letters: Table<readonly LetterDetail[]>;
  /** The newest few of each report that were handed over, by period. */
  readonly madeReports: Table<readonly MadeReport[]>;
  /** What a report said that was sent, by its folio. */
  readonly sentReports: Table<SentReport>;
  /** `report` -> the form that reports are filled into; null where it was put away. */
  readonly templates: Table<ReportTemplate | null>;
  /** By seq. */
  readonly restores: Table<Restore>;
  /** Programme -> its file as the bot last had it. */
  readonly adopted: Table<Adopted>;
  /** Programme -> what the committee changed in it, in the order recorded. */
  readonly versions: Table<readonly Version[]>;
  /** Programme -> the draft of it that is not in force; null once it is, or was thrown away. */
  readonly yearDrafts: Table<YearDraft | null>;
  /** Links for the auditor, by number. */
  readonly audits: Table<Audit>;
  /** Seq of the newest entry that changed the records of a kind, or the `roster`. */
  readonly touched: Table<number>;
  /** What was said (ladder steps, alarms) -> the post that said it. */
  readonly said: Table<string>;
}

export type TableName = (typeof tableNames)[number];

/** A view of these tables, with what is no table in `rest`. */
export const viewOf = (rest: Partial<View>, table: (name: TableName) => Table<unknown>): View =>
  ({ ...rest, ...Object.fromEntries(tableNames.map((n) => [n, table(n)])) }) as unknown as View;

/** What is no table, of an empty ledger. */
export const blank = { head: origin, programme: null, cardToEach: false, paused: null, open: [] };

/** The view of an empty ledger. */
export const emptyView = (): View => viewOf(blank, () => new Map());

/** A working copy that leaves `view` as it is. */
export const fork = (view: View): View =>
  copied(
    viewOf(view, (n) => new Layer(view[n] as Table<unknown>)),
    view,
  );
