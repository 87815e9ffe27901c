import { canonical } from '../entry.ts';
import type { Activity, Programme } from '../programme/schema.ts';
import type { Progress } from '../progress.ts';
import type { Steps } from '../steps.ts';
import { marksBetween } from '../view/marks.ts';
import type { View } from '../view.ts';
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
export function* diff(
  before: Frozen,
  after: Pick<ReportData, 'rows' | 'programme' | 'span'>,
  view: View,
): Steps<Change[]> {
  const { programme, span } = after;
  const changes: Change[] = [];
  for (const { activity, progress } of after.rows) {
    const change = changeOf(before, activity, progress, { programme, cut: span.cut, view });
    if (change !== null) changes.push(change);
    yield 'long';
  }
  return changes;
}

/** What changed in one activity since a report was sent; null where nothing did. */
export function changeOf(
  before: Frozen,
  activity: Activity,
  progress: Progress,
  {
    programme,
    cut,
    view,
  }: {
    readonly programme: Programme;
    readonly cut: string;
    readonly view: View;
  },
): Change | null {
  const { number } = activity;
  const was = before.activities.find((a) => a.number === number)?.figures;
  const now = figuresOf(progress);
  const figures = (Object.keys(now) as FigureName[])
    .map((name) => ({ name, before: was?.[name] ?? null, after: now[name] }))
    .filter((f) => f.before !== f.after);
  if (figures.length === 0) return null;
  const [recorded, voided]: [string[], string[]] = [[], []];
  const sent = before.head.seq;
  for (const kind of new Set(kindsOf(activity)))
    for (const r of marksBetween(view, kind, `${programme.year}-01-01`, cut)) {
      if (r.body.activity !== undefined && r.body.activity !== number) continue;
      if (r.seq > sent) {
        if (r.voided === null) recorded.push(r.folio);
      } else if ((r.voidedAt ?? 0) > sent) voided.push(r.folio);
    }
  return { activity: number, figures, recorded: recorded.sort(), voided: voided.sort() };
}
