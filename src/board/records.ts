import { localDate } from '../calendar.ts';
import type { BodyOf, RecordKind } from '../kinds.ts';
import type { Activity } from '../programme/schema.ts';
import type { Scope } from '../progress.ts';
import { kindsOf } from '../reports/rows.ts';
import type { People } from '../roster/identify.ts';
import { boardTexts as texts } from '../texts/board.ts';
import { erasedName } from '../texts/common.ts';
import { monthYear, number, shortDate } from '../texts/format.ts';
import { amountOf, practiceNames, things } from '../texts/records.ts';
import type { Rec, View } from '../view.ts';
import type { BoardMonth, BoardReader, BoardRecord } from './types.ts';

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

/** Folios by month of what happened, the newest first; voided ones stay in it. Each kind is looked through once. */
export function recordsByMonth(scope: Scope, activity: Activity): Map<string, Rec[]> {
  const months = new Map<string, Rec[]>();
  const { year, closes } = scope.programme;
  const kinds = new Set<RecordKind>(kindsOf(activity));
  for (const [, r] of scope.view.records.entries()) {
    if (!kinds.has(r.kind) || r.occurredOn < `${year}-01-01` || r.occurredOn > closes) continue;
    const own = r.kind !== 'activity.done' && r.kind !== 'figure.official';
    if (!own && r.body.activity !== activity.number) continue;
    const { measure } = activity;
    if (measure.kind === 'milestone' && measure.period && r.body.period !== measure.period) continue;
    const month = r.occurredOn.slice(0, 7);
    const known = months.get(month);
    if (known) known.push(r);
    else months.set(month, [r]);
  }
  for (const records of months.values())
    records.sort((a, b) => a.occurredOn.localeCompare(b.occurredOn) || a.folio.localeCompare(b.folio));
  return new Map([...months].sort(([a], [b]) => b.localeCompare(a)));
}

/** How many records each month has. */
export const monthsOf = (months: ReadonlyMap<string, readonly Rec[]>): BoardMonth[] =>
  [...months].map(([month, records]) => ({
    month,
    name: monthYear(month),
    records: records.filter((r) => r.voided === null).length,
    voided: records.filter((r) => r.voided !== null).length,
  }));

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
      return String(body.period);
    case 'card.sent':
      return monthYear(String(body.period));
    case 'figure.official':
      return `${number(Number(body.number))} (${String(body.source)})`;
    default:
      return part;
  }
}
