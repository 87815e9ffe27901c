import { annualPeriod } from '../programme/reports.ts';
import type { Activity, Programme } from '../programme/schema.ts';
import { lastDay } from '../programme/versions.ts';
import { standingBetween } from '../view/marks.ts';
import type { Evidence } from '../view/papers.ts';
import type { Rec } from '../view/shapes.ts';
import type { View } from '../view.ts';

/** What evidence proves. */
export type Proven = { readonly programme: string; readonly activity: number } | { readonly folio: string };

/** What a piece of evidence proves. */
export const provenBy = (e: Evidence): Proven =>
  e.folio === null ? { programme: e.programme ?? '', activity: e.activity ?? 0 } : { folio: e.folio };

const placeOf = (of: Proven): string =>
  'folio' in of ? `folio/${of.folio}` : `activity/${of.programme}/${of.activity}`;

/** What stands as evidence of an activity itself or of one record, in the order added. */
export function evidenceOf(view: View, of: Proven): Evidence[] {
  return (view.evidenceOf.get(placeOf(of)) ?? [])
    .map((id) => view.evidence.get(id)!)
    .filter((e) => e.removedOn === null);
}

/** Whether a piece of evidence was taken away. */
export const isRemoved = (view: View, id: string): boolean =>
  (view.evidence.get(id)?.removedOn ?? null) !== null;

/** The scans of a sheet that stand. */
export const scansOf = (view: View, sheet: number): Evidence[] =>
  (view.evidenceOf.get(`sheet/${sheet}`) ?? [])
    .map((id) => view.evidence.get(id)!)
    .filter((e) => e.removedOn === null);

/** The next number of a year: `2024-E-0001`. */
export function nextEvidence(view: View, year: number, after = 0): string {
  const n = (view.counters.get(`${year}-E`) ?? 0) + 1 + after;
  return `${year}-E-${String(n).padStart(4, '0')}`;
}

/** A number of evidence as people write it (`E-1`, `2024-e-0001`), in its form; null when it is none. */
export function readEvidence(said: string, year: number): string | null {
  const m = /^(?:(\d{4})-)?e-?(\d{1,6})$/i.exec(said.trim().replace(/[\u2010-\u2015\u2212]/gu, '-'));
  return m ? `${m[1] ?? year}-E-${String(Number(m[2])).padStart(4, '0')}` : null;
}

/** Whether a record counts for an activity; an addendum goes with its report. */
function belongsTo({ measure, number }: Activity, { kind, body }: Rec): boolean {
  if (kind === 'activity.done' || kind === 'figure.official') return body.activity === number;
  const as = kind === 'report.addendum' ? `report.${String(body.report)}` : kind;
  const counts: readonly string[] = measure.kind === 'campaign' ? measure.counts : [measure.counts];
  return counts.includes(as);
}

/** Kinds of record that the committee proves one by one; people's own are proved by lists. */
const proved = [
  'session.held',
  'session.extraordinary',
  'report.quarterly',
  'report.annual',
  'report.addendum',
  'delivery.made',
  'activity.done',
  'committee.ratified',
  'card.sent',
] as const;

/** The committee's records that belong to a programme and stand, the newest first. */
export function committeeRecords(view: View, programme: Programme): Rec[] {
  return proved
    .flatMap((kind) => standingBetween(view, kind, `${programme.year}-01-01`, '9999'))
    .filter((r) => isOf(view, programme, r))
    .sort((a, b) => b.occurredOn.localeCompare(a.occurredOn));
}

/** By the period that it names, otherwise by its day: in January last year's fourth report is last year's. */
function isOf(view: View, programme: Programme, { kind, body, occurredOn }: Rec): boolean {
  if (kind === 'report.annual' || body.report === 'annual') return body.period === annualPeriod(programme);
  if (typeof body.period === 'string') return body.period.startsWith(`${programme.year}-`);
  return occurredOn >= `${programme.year}-01-01` && occurredOn <= lastDay(view, programme);
}

/** All that stands as evidence of an activity: its own and that of the committee's records that count for it. */
export function evidenceOfActivity(view: View, programme: Programme, activity: Activity): Evidence[] {
  const records = committeeRecords(view, programme).filter((r) => belongsTo(activity, r));
  return [
    ...evidenceOf(view, { programme: programme.id, activity: activity.number }),
    ...records.flatMap(({ folio }) => evidenceOf(view, { folio })),
  ].sort((a, b) => a.id.localeCompare(b.id));
}
