import { type Head, type Json, origin } from './entry.ts';
import { foliosOf } from './folios.ts';
import { Kept } from './kept.ts';
import type { RecordKind, RoleName } from './kinds.ts';
import type { List } from './lists.ts';
import { copied, lookedThrough } from './looked.ts';
import type { DayCount, Mark } from './marks.ts';
import type { Fresh, Run } from './ports/runs.ts';
import type {
  Adopted,
  Asking,
  Audit,
  Awaited,
  CardChange,
  Complaints,
  Course,
  Evidence,
  Follow,
  LetterDetail,
  MadeReport,
  Office,
  Plan,
  Post,
  Rec,
  ReportTemplate,
  Restore,
  SentReport,
  Sheet,
  Stint,
  Trouble,
  Version,
  Waiting,
  YearDraft,
} from './shapes.ts';
import { Layer, type Table } from './table.ts';

export { step } from './fold.ts';

export type * from './shapes.ts';

const names = [
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
] as const; // prettier-ignore

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
  /** Folios by kind or kind and person (src/folios.ts), posts by month (src/cards/posts.ts). */
  readonly lists: Table<List<string>>;
  /** Records by kind and day, and how many there are: src/marks.ts. */
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

/** Tables that grow with every entry and may lie on disk. */
const big = ['keys', 'records', 'lists', 'marks', 'same', 'posts', 'said', 'askedPeople', 'fixed'] as const;
const isBig = (name: string): boolean => (big as readonly string[]).includes(name);
type Tables = (name: (typeof names)[number]) => Table<unknown>;
const viewOf = (rest: Partial<View>, table: Tables): View =>
  ({ ...rest, ...Object.fromEntries(names.map((n) => [n, table(n)])) }) as unknown as View;

const blank = { head: origin, programme: null, cardToEach: false, paused: null, open: [] };

/** The view of an empty ledger. */
export const emptyView = (): View => viewOf(blank, () => new Map());

/** The same, whose big tables can be kept in runs. */
export const emptyKeptView = (): View => viewOf(blank, (n) => (isBig(n) ? new Kept(n, [], 0) : new Map()));

/** A working copy that leaves `view` as it is. */
export const fork = (view: View): View =>
  copied(
    viewOf(view, (n) => new Layer(view[n] as Table<unknown>)),
    view,
  );

/** Grows when the fold or the view's shape changes: a snapshot of another version is not used. */
export const viewVersion = 16;

function dumpOf(view: View, tables: readonly (typeof names)[number][]): Json {
  const { head, programme, cardToEach, paused, open } = view;
  const entries = Object.fromEntries(tables.map((n) => [n, [...view[n].entries()]]));
  return { head, programme, cardToEach, paused, open, ...entries } as unknown as Json;
}

/** The view as JSON, for a snapshot. */
export const dump = (view: View): Json => dumpOf(view, names);

/** The view that `dump` gave. */
export function restore(state: Json): View {
  const given = state as unknown as Record<(typeof names)[number], [string, never][]> & View;
  return viewOf(given, (n) => new Map(given[n] as unknown as [string, never][]));
}

/** A view of which a snapshot is taken while it goes on. */
export interface Frozen {
  /** All but its big tables. */
  readonly state: Json;
  /** What came into these since their newest run. */
  readonly fresh: Fresh;
  /** Lets go of it: `runs`, the newest first, hold it by now; null where it could not be written. */
  thaw(runs: readonly Run[] | null): void;
}

/** What a view of `emptyKeptView` or `restoreKept` has to keep now. */
export function freeze(view: View): Frozen {
  const rest = dumpOf(
    view,
    names.filter((n) => !isBig(n)),
  );
  const tables = big.map((n) => [n, view[n] as Kept<unknown>] as const);
  const places = Object.fromEntries(tables.map(([n, table]) => [n, table.places]));
  return {
    state: { rest, places },
    fresh: Object.fromEntries(tables.map(([n, table]) => [n, table.freeze()])),
    thaw: (runs) => {
      for (const [, table] of tables) table.thaw(runs);
    },
  };
}

/** The view that `freeze` gave, its runs written. */
export function restoreKept(state: Json, runs: readonly Run[]): View {
  const { rest, places } = state as unknown as { rest: never; places: Record<string, number> };
  const given = rest as Record<(typeof names)[number], [string, never][]> & View;
  return viewOf(given, (n) =>
    isBig(n) ? new Kept(n, runs, places[n]!) : new Map(given[n] as unknown as [string, never][]),
  );
}

/** The sum of a total over days from `from` to `to`, both included: grams, pieces or times by what is counted. */
export function totalsBetween(view: View, prefix: string, from: string, to: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [key, amount] of view.totals.entries()) {
    const [what, day] = [key.slice(0, -11), key.slice(-10)];
    if (what.startsWith(prefix) && day >= from && day <= to) sums.set(what, (sums.get(what) ?? 0) + amount);
  }
  return sums;
}

/** The unit in which a person is on the roster on a date, null when not on it; leavers drop out from their date on. */
export function unitOn(view: View, person: string, on: string): string | null {
  return view.roster.get(person)?.findLast((s) => s.from <= on && (s.to === null || on < s.to))?.unit ?? null;
}

/** Everybody on the roster on a date, with their unit then. */
export const rosterOn = (view: View, on: string): ReadonlyMap<string, string> =>
  lookedThrough(view, `roster/${on}`, ['roster'], () => {
    const people = new Map<string, string>();
    for (const [person] of view.roster.entries()) {
      const unit = unitOn(view, person, on);
      if (unit !== null) people.set(person, unit);
    }
    return people;
  });

/** A person's offices in force on a date. */
export function officesOn(view: View, person: string, on: string): readonly Office[] {
  return (view.offices.get(person) ?? []).filter((o) => o.from <= on && (o.to === null || on < o.to));
}

/** The highest number that a sheet or a batch of reminders has, or had before a restore. */
export function lastOf(view: View, series: 'sheet' | 'asking'): number {
  const used = series === 'sheet' ? view.sheets : view.askings;
  let last = view.counters.get(series) ?? 0;
  for (const [n] of used.entries()) last = Math.max(last, Number(n));
  return last;
}

/** The records of a kind that stand (of one person, for kinds about people), in the order recorded. */
export function standing(view: View, kind: RecordKind, person?: string): Rec[] {
  return foliosOf(view, kind, person ?? null)
    .map((f) => view.records.get(f)!)
    .filter((r) => r.voided === null);
}
