import { type Deadline, daysBetween, deadline } from './calendar.ts';
import { sha256Of } from './entry.ts';
import type { Activity, Calendar, Countable, Occurrence, Programme } from './programme/schema.ts';
import { lastDay } from './programme/versions.ts';
import { standingBetween } from './view/marks.ts';
import type { Rec } from './view/shapes.ts';
import type { View } from './view.ts';

export type Status = 'done' | 'on-track' | 'at-risk' | 'late' | 'not-started' | 'undefined';

/** An occurrence of an activity: when it is owed, and the record that fulfils it. */
export interface Owed {
  readonly id: string;
  readonly label: string;
  readonly due: Deadline;
  readonly record: Rec | null;
}

export interface Scope {
  readonly programme: Programme;
  readonly view: View;
  readonly asOf: string;
  /** Only the people of this unit (headcounts). */
  readonly unit?: string;
}

/** What the secretary confirmed of a calendar, and which days it had. */
interface Said {
  readonly on: string;
  readonly vacationsCount: boolean | null;
  /** SHA-256 of the days; null where an older program did not keep it, then the programme's file tells. */
  readonly days: string | null;
  readonly file: string | null;
}

const hashes = new WeakMap<Calendar['days'], string>();

/** SHA-256 of a calendar's days, to which its confirmation is bound. */
export function daysHash({ days }: Calendar): string {
  const hash = hashes.get(days) ?? sha256Of(days);
  hashes.set(days, hash);
  return hash;
}

/** The calendar with what the secretary confirmed in chat: of other days than it has now nothing is confirmed. */
export function calendarOf(programme: Programme, view: View): Calendar {
  const said = view.confirmed.get(`calendar/${programme.id}`) as Said | undefined;
  if (!said) return programme.calendar;
  const { calendar } = programme;
  const same =
    said.days === null
      ? !view.versions.has(programme.id) && said.file === (view.adopted.get(programme.id)?.sha256 ?? null)
      : said.days === daysHash(calendar);
  return same
    ? { ...calendar, confirmed: { by: 'secretary', on: said.on }, vacationsCount: said.vacationsCount }
    : { ...calendar, vacationsCount: said.vacationsCount };
}

/** What an activity owes and what fulfils it: by period where records name one, otherwise in order of date. */
export function owedBy(scope: Scope, activity: Activity): Owed[] {
  const { measure } = activity;
  const calendar = calendarOf(scope.programme, scope.view);
  if (measure.kind === 'milestone') {
    const found = matching(scope, activity, measure.counts).filter(
      (r) => !measure.period || r.body.period === measure.period,
    );
    return [{ id: 'end', label: activity.title, due: fixed(activity.end), record: found[0] ?? null }];
  }
  if (measure.kind !== 'series') return [];
  const found = matching(scope, activity, measure.counts);
  const named = found.some((r) => r.body.period !== undefined);
  return measure.occurrences.map((o, i) => ({
    id: o.id,
    label: o.label,
    due: dueOf(scope, measure.counts, o, calendar),
    record: (named ? found.find((r) => r.body.period === o.id) : found[i]) ?? null,
  }));
}

/** The day that the committee planned, where it planned one; otherwise as the programme says. */
function dueOf({ view }: Scope, counts: Countable, { id, due }: Occurrence, calendar: Calendar): Deadline {
  const plan = counts === 'session.held' ? view.sessions.get(`ordinary/${id}`) : undefined;
  return plan ? fixed(plan.date) : deadline(due, calendar);
}

/** Standing records of a committee kind that belong to an activity, by date, up to `asOf`. */
export function matching(scope: Scope, activity: Activity, kind: Countable): Rec[] {
  const all = standingBetween(scope.view, kind, `${scope.programme.year}-01-01`, '9999');
  return within(
    scope,
    activity,
    kind === 'activity.done' ? all.filter((r) => r.body.activity === activity.number) : all,
  );
}

/**
 * Records of the programme's time: its year, and the tail after it for what names a period of it. What names none
 * and happened in the tail is the next programme's where there is one.
 */
export function within(scope: Scope, activity: Activity, records: readonly Rec[]): Rec[] {
  const { programme, view, asOf } = scope;
  const { year, closes } = programme;
  const named = records.some((r) => r.body.period !== undefined);
  const last = named ? closes : activity.end < `${year}-12-31` ? lastDay(view, programme) : activity.end;
  return records
    .filter(
      (r) => r.occurredOn >= `${year}-01-01` && r.occurredOn <= earlier(asOf, last) && ofPeriod(activity, r),
    )
    .sort((a, b) => a.occurredOn.localeCompare(b.occurredOn));
}

/** In January the same kind of record fulfils last year's series and this year's: its period tells which. */
const ofPeriod = ({ measure }: Activity, { body }: Rec): boolean =>
  body.period === undefined ||
  measure.kind !== 'series' ||
  measure.occurrences.some((o) => o.id === body.period);

/** Days before a due date from which an activity that is not done counts as at risk. */
const riskDays = 15;

/** What is overdue, what comes next, and how that stands. */
export function standingOf(scope: Scope, activity: Activity, owed: readonly Owed[]) {
  const { overdue, nextDue } = dues(scope, owed);
  const status: Status = owed.every((o) => o.record)
    ? 'done'
    : overdue.length > 0
      ? 'late'
      : scope.asOf < activity.start
        ? 'not-started'
        : nextDue !== null && daysBetween(scope.asOf, nextDue) <= riskDays
          ? 'at-risk'
          : 'on-track';
  return { overdue, nextDue, status };
}

/** Due dates that nothing fulfilled: those before `asOf`, and the first from it on. */
export function dues(scope: Scope, owed: readonly Owed[]): { overdue: string[]; nextDue: string | null } {
  const open = owed
    .filter((o) => !o.record)
    .map((o) => o.due.date)
    .sort();
  return { overdue: open.filter((d) => d < scope.asOf), nextDue: open.find((d) => d >= scope.asOf) ?? null };
}

/** A day that is owed as it is written. */
export const fixed = (date: string): Deadline => ({
  date,
  rule: { on: date },
  skipped: [],
  provisional: false,
  alternatives: [],
});
/** The earlier of two dates. */
export const earlier = (a: string, b: string): string => (a < b ? a : b);
/** The later of two dates. */
export const later = (a: string, b: string): string => (a > b ? a : b);
