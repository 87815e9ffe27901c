import { addDays } from '../calendar.ts';
import { sentCards } from '../cards/sent.ts';
import { peopleWith } from '../counted.ts';
import type { RecordKind } from '../folio.ts';
import { fold } from '../input/words.ts';
import type { BodyOf } from '../kinds.ts';
import { earlier, matching, type Scope, within } from '../owed.ts';
import type { Activity, Countable } from '../programme/schema.ts';
import { lastDay } from '../programme/versions.ts';
import { type Progress, progressOf } from '../progress.ts';
import type { CardWords } from '../texts/integrity-day.ts';
import { standing, totalsBetween } from '../view/records.ts';
import { rosterOn } from '../view/roster.ts';
import type { Rec } from '../view/shapes.ts';
import type { Done, PeriodFigure, ReportRow, Span } from './types.ts';

/** Courses that fewer took are counted together: a name typed by one person is hers. */
const namedFrom = 5;

/** Kinds that are about a person: a report counts them and never names anybody. */
const personal = new Set<RecordKind>([
  'training.recorded',
  'letter.accepted',
  'evaluation.recorded',
  'donation.recorded',
  'practice.recorded',
]);

const wordsOf = ({ period, on, value, sentence, reminder }: CardWords): CardWords => ({
  period,
  on,
  value,
  sentence,
  reminder,
});

/** One activity's row. */
export function rowOf(scope: Scope, activity: Activity, span: Span, evidence: readonly string[]): ReportRow {
  const progress = progressOf(scope, activity);
  const overdue = progress.owed.filter((o) => !o.record && progress.overdue.includes(o.due.date));
  const inPeriod = periodFigure(scope, activity, span, progress);
  const done = doneIn(scope, activity, span, progress);
  const cards = sentCards(scope, activity, span.from, span.cut).map(wordsOf);
  return { activity, progress, inPeriod, done, evidence, overdue, cards };
}

/** Kinds of record that say something about an activity, those beside its indicator included. */
export function kindsOf(activity: Activity): RecordKind[] {
  const { measure, participation } = activity;
  const counted: RecordKind[] = measure.kind === 'campaign' ? [...measure.counts] : [measure.counts];
  return [
    ...counted,
    ...(counted.includes('session.held') ? (['session.extraordinary'] as const) : []),
    ...(participation ? [participation] : []),
    'figure.official',
  ];
}

const inside = (span: Span, on: string): boolean => on >= span.from && on <= span.cut;

function periodFigure(scope: Scope, activity: Activity, span: Span, progress: Progress): PeriodFigure {
  const fulfilled = progress.owed.filter((o) => o.record && inside(span, o.record.occurredOn)).length;
  switch (activity.measure.kind) {
    case 'milestone':
      return {
        kind: 'milestone',
        done: fulfilled > 0 ? 'in-period' : progress.owed.some((o) => o.record) ? 'before' : 'no',
      };
    case 'series':
      return {
        kind: 'series',
        fulfilled,
        due: progress.owed.filter((o) => o.due.date >= span.from && o.due.date <= span.to).length,
      };
    case 'headcount': {
      const members = rosterOn(scope.view, progress.beside.cut!);
      let [people, fresh] = [0, 0];
      for (const [person, records] of peopleWith(scope, activity, activity.measure.counts)) {
        if (!members.has(person) || !records.some((r) => inside(span, r.occurredOn))) continue;
        people += 1;
        if (records.every((r) => r.occurredOn >= span.from)) fresh += 1;
      }
      return { kind: 'headcount', people, fresh };
    }
    case 'campaign': {
      const before =
        span.from > activity.start ? progressOf({ ...scope, asOf: dayBefore(span) }, activity) : null;
      return {
        kind: 'campaign',
        times: (progress.beside.times ?? 0) - (before?.beside.times ?? 0),
      };
    }
  }
}

/** The last day before a period; nothing is recorded between it and the period's first. */
const dayBefore = ({ from }: Span): string => addDays(from, -1);

function doneIn(scope: Scope, activity: Activity, span: Span, progress: Progress): Done[] {
  const labels = new Map(progress.owed.map((o) => [o.record?.folio, o.label]));
  const series = activity.measure.kind === 'series';
  return kindsOf(activity).flatMap((kind) => {
    if (personal.has(kind)) return byPeople(scope, activity, span, kind as Countable);
    return recordsOf(scope, activity, kind)
      .filter((r) => inside(span, r.occurredOn))
      .map(({ folio, occurredOn: on, body }) => ({
        type: 'record' as const,
        kind,
        folio,
        on,
        body,
        label: (series && labels.get(folio)) || null,
      }));
  });
}

function recordsOf(scope: Scope, activity: Activity, kind: RecordKind): Rec[] {
  if (kind === 'session.extraordinary') return within(scope, activity, standing(scope.view, kind));
  if (kind !== 'figure.official') return matching(scope, activity, kind as Countable);
  const { year } = scope.programme;
  return standing(scope.view, kind)
    .filter((r) => r.body.activity === activity.number && r.occurredOn >= `${year}-01-01`)
    .filter((r) => r.occurredOn <= earlier(scope.asOf, lastDay(scope.view, scope.programme)));
}

function byPeople(scope: Scope, activity: Activity, span: Span, kind: Countable): Done[] {
  const found = new Map<string, { what: string | null; people: Set<string>; dates: string[] }>();
  for (const [person, records] of peopleWith(scope, activity, kind))
    for (const { occurredOn, body } of records.filter((r) => inside(span, r.occurredOn))) {
      const what = kind === 'training.recorded' ? (body as BodyOf<'training.recorded'>).course : null;
      const key = what === null ? '' : fold(what);
      const group = found.get(key) ?? { what, people: new Set(), dates: [] };
      found.set(key, group);
      group.people.add(person);
      group.dates.push(occurredOn);
    }
  const groups = [...found.values()];
  const named = groups.filter((g) => g.what !== null && g.people.size >= namedFrom);
  const rest = groups.filter((g) => !named.includes(g));
  const totals = totalsOf(scope, span, kind);
  return [
    ...named.sort((a, b) => b.people.size - a.people.size).map((g) => summed(kind, g.what, [g])),
    ...(rest.length > 0 ? [summed(kind, null, rest)] : []),
    ...(totals.length > 0 ? [{ type: 'totals' as const, totals }] : []),
  ];
}

function summed(
  kind: RecordKind,
  what: string | null,
  groups: readonly { people: ReadonlySet<string>; dates: readonly string[] }[],
): Done {
  const dates = groups.flatMap((g) => g.dates).sort();
  return {
    type: 'people',
    kind,
    what,
    records: dates.length,
    people: new Set(groups.flatMap((g) => [...g.people])).size,
    first: dates[0]!,
    last: dates.at(-1)!,
  };
}

function totalsOf({ view }: Scope, span: Span, kind: Countable): [string, number][] {
  const prefix = { 'donation.recorded': 'donation/', 'practice.recorded': 'practice/' }[kind as string];
  if (prefix === undefined) return [];
  return [...totalsBetween(view, prefix, span.from, span.cut)].filter(([, n]) => n > 0);
}
