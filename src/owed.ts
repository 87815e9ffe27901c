import { type Deadline, daysBetween, deadline } from './calendar.ts';
import type { Activity, Calendar, Countable, Occurrence, Programme } from './programme/schema.ts';
import { type Rec, standing, type View } from './view.ts';

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

/** The calendar with what the secretary confirmed in chat. */
export function calendarOf(programme: Programme, view: View): Calendar {
  const said = view.confirmed.get(`calendar/${programme.id}`) as
    | { on: string; vacationsCount: boolean | null }
    | undefined;
  return said
    ? {
        ...programme.calendar,
        confirmed: { by: 'secretary', on: said.on },
        vacationsCount: said.vacationsCount,
      }
    : programme.calendar;
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
  const all = standing(scope.view, kind);
  return within(
    scope,
    activity,
    kind === 'activity.done' ? all.filter((r) => r.body.activity === activity.number) : all,
  );
}

/** Records of the programme's time: its year, and for what names a period of it the tail after it. */
export function within(scope: Scope, activity: Activity, records: readonly Rec[]): Rec[] {
  const { year, closes } = scope.programme;
  const last =
    activity.end < `${year}-12-31` || records.some((r) => r.body.period !== undefined)
      ? closes
      : activity.end;
  return records
    .filter((r) => r.occurredOn >= `${year}-01-01` && r.occurredOn <= earlier(scope.asOf, last))
    .sort((a, b) => a.occurredOn.localeCompare(b.occurredOn));
}

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
export const earlier = (a: string, b: string): string => (a < b ? a : b);
export const later = (a: string, b: string): string => (a > b ? a : b);
