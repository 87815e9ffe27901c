import { localDate } from '../calendar.ts';
import type { RecordKind } from '../folio.ts';
import type { BodyOf } from '../kinds.ts';
import type { Scope } from '../owed.ts';
import type { BoardMonth, BoardReader, BoardRecord } from '../ports/board-pages.ts';
import type { Activity } from '../programme/schema.ts';
import { kindsOf } from '../reports/rows.ts';
import type { People } from '../roster/identify.ts';
import { boardTexts as texts } from '../texts/board.ts';
import { erasedName } from '../texts/common.ts';
import { amountOf, things } from '../texts/donations.ts';
import { monthYear, number, shortDate } from '../texts/format.ts';
import { practiceNames } from '../texts/practices.ts';
import { quarterName } from '../texts/reports.ts';
import { type DayCount, daysWith, marksOn } from '../view/marks.ts';
import type { Rec } from '../view/shapes.ts';
import type { View } from '../view.ts';

/** Kinds about one person: their records have a name beside them, for the committee. */
const personal: readonly RecordKind[] = [
  'training.recorded',
  'letter.accepted',
  'evaluation.recorded',
  'donation.recorded',
  'practice.recorded',
];

/** Whether an activity's records are people's own, of which there can be thousands. */
export const countsPeople = (activity: Activity): boolean =>
  kindsOf(activity).some((kind) => personal.includes(kind));

/** A day's records of a kind: how many there are, and how many of these are voided. */
interface Day extends DayCount {
  readonly day: string;
  readonly kind: RecordKind;
  /** Which they are, where not all of the kind are the activity's. */
  readonly folios?: readonly string[];
}

/** The days of the programme's year on which an activity has records, voided ones too, in order. */
function daysOf({ view, programme }: Scope, activity: Activity): Day[] {
  const { year, closes } = programme;
  const { measure, number } = activity;
  const period = measure.kind === 'milestone' ? measure.period : undefined;
  const kinds = new Set(kindsOf(activity));
  const reports = [...kinds].filter((kind) => kind.startsWith('report.'));
  // What was told after a report stands beside it.
  if (reports.length > 0) kinds.add('report.addendum');
  const found = [...kinds].flatMap((kind) => {
    const addendum = kind === 'report.addendum';
    const shared = kind === 'activity.done' || kind === 'figure.official';
    return daysWith(view, kind, `${year}-01-01`, closes).flatMap(({ day, count }): Day[] => {
      if (!shared && !addendum && !period) return [{ day, kind, ...count }];
      const own = marksOn(view, kind, day).filter(
        ({ body }) =>
          (!shared || body.activity === number) &&
          (!addendum || reports.includes(`report.${body.report}` as RecordKind)) &&
          (!period || body.period === period),
      );
      const folios = own.map(({ folio }) => folio);
      return own.length === 0
        ? []
        : [{ day, kind, n: own.length, voided: own.filter((r) => r.voided !== null).length, folios }];
    });
  });
  return found.sort((a, b) => a.day.localeCompare(b.day));
}

/** How many records of an activity each month of what happened has, the newest first; voided ones stay in it. */
export function monthsOf(scope: Scope, activity: Activity): BoardMonth[] {
  const months = new Map<string, DayCount>();
  for (const { day, n, voided } of daysOf(scope, activity)) {
    const month = day.slice(0, 7);
    const known = months.get(month) ?? { n: 0, voided: 0 };
    months.set(month, { n: known.n + n, voided: known.voided + voided });
  }
  return [...months].reverse().map(([month, { n, voided }]) => ({
    ...{ month, name: monthYear(month), records: n - voided, voided },
  }));
}

/** Records of a month of an activity by day and folio, from one place on, so many; only the days that they are of are read. */
export function recordsIn(
  scope: Scope,
  activity: Activity,
  month: string,
  from: number,
  most: number,
): Rec[] {
  const days = new Map<string, Day[]>();
  for (const one of daysOf(scope, activity))
    if (one.day.startsWith(month)) days.set(one.day, [...(days.get(one.day) ?? []), one]);
  let before = 0;
  const found: Rec[] = [];
  for (const [day, all] of days) {
    const n = all.reduce((sum, one) => sum + one.n, 0);
    if (before + n > from && before < from + most) {
      const folios = all
        .flatMap(({ kind, folios }) => folios ?? marksOn(scope.view, kind, day).map(({ folio }) => folio))
        .sort((a, b) => a.localeCompare(b));
      const shown = folios.slice(Math.max(0, from - before), from + most - before);
      found.push(...shown.map((folio) => scope.view.records.get(folio)!));
    }
    before += n;
  }
  return found;
}

/** A record as it is listed; whom it is about stays untold to an auditor. */
export function recordOf(
  { view, programme }: Scope,
  people: Pick<People, 'byId'>,
  r: Rec,
  reader: BoardReader['kind'],
): BoardRecord {
  return {
    folio: r.folio,
    on: shortDate(r.occurredOn),
    recordedOn: shortDate(localDate(new Date(r.recordedAt), programme.timeZone)),
    what: texts.record(texts.kinds[r.kind] ?? r.kind, detailOf(r, reader)),
    who: reader === 'committee' && r.subject !== null ? nameOf(view, people, r.subject) : null,
    voided: r.voided,
  };
}

const nameOf = (view: View, people: Pick<People, 'byId'>, person: string): string =>
  people.byId(person)?.name ?? (view.forgotten.has(person) ? erasedName : person);

/** What a record says beside its kind. A course that one person typed can tell of her, so it is the committee's. */
function detailOf({ kind, body }: Rec, reader: BoardReader['kind']): string | null {
  const part = typeof body.part === 'string' ? (texts.parts[body.part] ?? null) : null;
  switch (kind) {
    case 'training.recorded':
      return reader === 'audit' ? part : `${(body as BodyOf<'training.recorded'>).course}, ${part}`;
    case 'donation.recorded': {
      const { thing, unit, amount } = body as BodyOf<'donation.recorded'>;
      return `${things[thing]}, ${amountOf(unit, amount)}`;
    }
    case 'practice.recorded':
      return practiceNames[(body as BodyOf<'practice.recorded'>).practice];
    case 'report.quarterly':
    case 'report.annual':
    case 'report.addendum':
      return String(body.period).includes('T') ? quarterName(String(body.period)) : String(body.period);
    case 'card.sent':
      return monthYear(String(body.period));
    case 'figure.official':
      return `${number(Number(body.number))} (${String(body.source)})`;
    default:
      return part;
  }
}
