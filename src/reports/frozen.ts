import { canonical } from '../entry.ts';
import type { Activity, Programme } from '../programme/schema.ts';
import type { Progress } from '../progress.ts';
import type { Rec, View } from '../view.ts';
import type { Figures, Frozen } from './figures.ts';
import { kindsOf } from './rows.ts';
import type { Change, FigureName, ReportData } from './types.ts';

/** An activity's figures, as they are kept. */
export const figuresOf = (progress: Progress): Figures => ({
  numerator: progress.numerator,
  denominator: progress.denominator,
  percent: progress.percent,
  declared: progress.declared,
  accredited: progress.accredited,
  official: progress.official,
  roster: progress.beside.roster ?? null,
  times: progress.beside.times ?? progress.owed.filter((o) => o.record).length,
});

/** A report's figures, as plain JSON. */
export function freeze({
  type,
  dispatch,
  span,
  headcount,
  anchor,
  rows,
  complaints,
  evidence,
}: ReportData): Frozen {
  return {
    ...type,
    dispatch,
    cut: span.cut,
    headcount,
    head: { seq: anchor.seq, hash: anchor.hash },
    activities: rows.map(({ activity, progress }) => ({
      number: activity.number,
      figures: figuresOf(progress),
    })),
    complaints:
      complaints?.map(({ period, received, inProcess, concluded }) => ({
        period,
        received,
        inProcess,
        concluded,
      })) ?? null,
    evidence: evidence.map((e) => e.id),
  };
}

/** Whether two reports say the same, whatever day and entry they carry. */
export const saysSame = (a: Frozen, b: Frozen): boolean =>
  canonical({ ...a, dispatch: '', head: null }) === canonical({ ...b, dispatch: '', head: null });

/**
 * What changed since a report was sent: figures that differ, with the folios recorded or voided after it. A figure
 * that differs without a folio follows the roster. `view` is the one that `after` was made of.
 */
export function diff(
  before: Frozen,
  after: Pick<ReportData, 'rows' | 'programme' | 'span'>,
  view: View,
): Change[] {
  const since = recordsSince(view, before.head.seq);
  return after.rows.flatMap(({ activity, progress }) => {
    const change = changeOf(before, activity, progress, {
      programme: after.programme,
      cut: after.span.cut,
      since,
    });
    return change === null ? [] : [change];
  });
}

/** What changed in one activity since a report was sent; null where nothing did. */
export function changeOf(
  before: Frozen,
  activity: Activity,
  progress: Progress,
  {
    programme,
    cut,
    since,
  }: {
    readonly programme: Programme;
    readonly cut: string;
    readonly since: ReturnType<typeof recordsSince>;
  },
): Change | null {
  const { number } = activity;
  const was = before.activities.find((a) => a.number === number)?.figures;
  const now = figuresOf(progress);
  const figures = (Object.keys(now) as FigureName[])
    .map((name) => ({ name, before: was?.[name] ?? null, after: now[name] }))
    .filter((f) => f.before !== f.after);
  if (figures.length === 0) return null;
  const kinds = new Set<string>(kindsOf(activity));
  const concerns = ({ kind, occurredOn, body }: Rec) =>
    kinds.has(kind) &&
    occurredOn >= `${programme.year}-01-01` &&
    occurredOn <= cut &&
    (body.activity === undefined || body.activity === number);
  const folios = (records: readonly Rec[]) =>
    records
      .filter(concerns)
      .map((r) => r.folio)
      .sort();
  return { activity: number, figures, recorded: folios(since.recorded), voided: folios(since.voided) };
}

/** Records that came after an entry and stand, and those before it that were voided after it. */
export function recordsSince(view: View, seq: number): { recorded: Rec[]; voided: Rec[] } {
  const seqOf = (record: Rec | undefined) => (record ? (view.keys.get(record.key) ?? 0) : 0);
  const [recorded, voided]: [Rec[], Rec[]] = [[], []];
  for (const [, record] of view.records.entries()) {
    if (seqOf(record) > seq) {
      if (record.voided === null) recorded.push(record);
    } else if (record.voided !== null && seqOf(voidOf(view, record.voided)) > seq) voided.push(record);
  }
  return { recorded, voided };
}

const voidOf = (view: View, folio: string): Rec | undefined => view.records.get(folio);
