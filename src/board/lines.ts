import { missingOf } from '../activities/pending.ts';
import { smallestUnit, unitsOn } from '../activities/progress.ts';
import { daysBetween } from '../calendar.ts';
import { seenByAll } from '../forecast.ts';
import { fixed, type Owed, owedBy, type Scope, type Status } from '../owed.ts';
import { shareOf } from '../pictures/charts.ts';
import type { BoardConcern, BoardDate, BoardLine, BoardReader } from '../ports/board-pages.ts';
import type { Progress } from '../progress.ts';
import { boardTexts as texts } from '../texts/board.ts';
import { explainDeadline } from '../texts/calendar.ts';
import { fullDate, longDate, sentence } from '../texts/format.ts';
import { ladder } from '../texts/ladder.ts';
import { figure, statusNames } from '../texts/progress.ts';

/** What something owed is called where its activity was named already; null where it is the activity itself. */
const ownLabel = ({ activity }: Pick<Progress, 'activity'>, { label }: Owed): string | null =>
  label === activity.title ? null : label;

/** An activity in a line. */
export function lineOf(p: Progress, asOf: string): BoardLine {
  const share = shareOf(p);
  const next = p.owed.find((o) => !o.record && o.due.date === p.nextDue);
  return {
    number: p.activity.number,
    title: p.activity.title,
    status: p.status,
    statusName: statusNames[p.status],
    figure: figure(p),
    share,
    expected: share === null ? null : (p.beside.expected ?? null),
    next: next ? texts.next(ownLabel(p, next), next.due.date, daysBetween(asOf, next.due.date)) : null,
  };
}

const worrying: readonly Status[] = ['late', 'at-risk'];

/** Why an activity is late or at risk, and what to do; null where it is neither. */
export function concernOf(scope: Scope, p: Progress, reader: BoardReader['kind']): BoardConcern | null {
  if (!worrying.includes(p.status)) return null;
  const { activity, status } = p;
  const { number, title, measure } = activity;
  const headcount = measure.kind === 'headcount';
  return {
    number,
    title,
    status,
    statusName: statusNames[status],
    why: headcount ? people(scope, p, reader) : dates(scope, p),
    todo: reader === 'audit' ? null : todoOf(scope, p),
  };
}

function todoOf({ asOf }: Scope, { activity, owed, overdue, nextDue }: Progress): string | null {
  const { measure, number, end } = activity;
  if (measure.kind === 'campaign') return null;
  if (measure.kind === 'headcount') return asOf > end ? null : texts.remind(number);
  const open = owed.find((o) => !o.record && o.due.date === (overdue[0] ?? nextDue));
  return ladder.how(measure.counts, number, open?.id ?? '').replace(/^[^:]*: /, '');
}

function dates({ asOf }: Scope, p: Progress): string[] {
  const why = (o: Owed) => ('on' in o.due.rule ? '' : ` ${sentence(explainDeadline(o.due))}`);
  const open = p.owed.filter((o) => !o.record);
  if (p.status === 'late')
    return open
      .filter((o) => p.overdue.includes(o.due.date))
      .map((o) => texts.overdue(ownLabel(p, o), o.due.date, daysBetween(o.due.date, asOf)) + why(o));
  return open
    .filter((o) => o.due.date === p.nextDue)
    .map((o) => texts.soon(ownLabel(p, o), o.due.date, daysBetween(asOf, o.due.date)) + why(o));
}

function people(scope: Scope, p: Progress, reader: BoardReader['kind']): string[] {
  const { numerator, beside, activity } = p;
  const [did, of] = [numerator ?? 0, beside.roster ?? 0];
  const share = shareOf(p) ?? 0;
  const first =
    scope.asOf > activity.end
      ? texts.ended(did, of, share, activity.end)
      : texts.behind(did, of, share, beside.expected ?? 0);
  const sizes = unitsOn(scope.view, beside.cut ?? scope.asOf);
  const lacking = new Map<string, number>();
  for (const { unit } of missingOf(scope, activity)) lacking.set(unit, (lacking.get(unit) ?? 0) + 1);
  const seen = new Set(seenByAll([...sizes], ([, n]) => n, smallestUnit).map(([unit]) => unit));
  const units = [...lacking]
    .filter(([unit]) => reader === 'committee' || seen.has(unit))
    .sort(([a, n], [b, m]) => m - n || a.localeCompare(b, 'es'))
    .slice(0, 3)
    .map(([unit, n]) => ({ unit, n }));
  return [first, texts.lacking(Math.max(0, of - did), units)];
}

/** Everything that is owed in a programme, with why on that day, in order of date. */
export function allDates(scope: Scope): BoardDate[] {
  return scope.programme.activities
    .flatMap((activity) => {
      const owed: Owed[] =
        activity.measure.kind === 'headcount'
          ? [{ id: 'end', label: activity.title, due: fixed(activity.end), record: null }]
          : owedBy(scope, activity);
      return owed.map((o) => dateOf(scope, { activity }, o));
    })
    .sort((a, b) => a.date.localeCompare(b.date) || a.number - b.number);
}

/** A day in words, with its year where that is another than the programme's. */
export const dayOf = ({ year }: Scope['programme'], date: string): string =>
  date.startsWith(`${year}-`) ? longDate(date) : fullDate(date);

/** Something owed as a line of the calendar. */
export function dateOf({ asOf, programme }: Scope, of: Pick<Progress, 'activity'>, o: Owed): BoardDate {
  const { date } = o.due;
  const { record } = o;
  return {
    date,
    day: dayOf(programme, date),
    number: of.activity.number,
    activity: of.activity.title,
    what: ownLabel(of, o),
    when: record ? texts.doneOn(record.occurredOn) : texts.when(daysBetween(asOf, date)),
    why: sentence(explainDeadline(o.due)),
    fixed: 'on' in o.due.rule,
    state: record ? 'done' : date < asOf ? 'late' : 'open',
    folio: record?.folio ?? null,
  };
}
