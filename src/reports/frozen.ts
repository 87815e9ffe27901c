import { z } from 'zod';
import type { Rec, View } from '../view.ts';
import { kindsOf } from './rows.ts';
import { type Change, type FigureName, figureNames, type ReportData } from './types.ts';

const figure = z.number().nullable();
const figuresSchema = z.strictObject(
  Object.fromEntries(figureNames.map((n) => [n, figure])) as Record<FigureName, typeof figure>,
);

/** The figures of a report as they were sent: what is stored when a report is registered. */
export const frozenSchema = z.strictObject({
  kind: z.enum(['quarterly', 'annual']),
  period: z.string(),
  dispatch: z.string().date(),
  cut: z.string().date(),
  headcount: z.number().int(),
  head: z.strictObject({ seq: z.number().int(), hash: z.string() }),
  activities: z.array(z.strictObject({ number: z.number().int(), figures: figuresSchema })),
});
export type Frozen = z.infer<typeof frozenSchema>;

/** A report's figures, as plain JSON. */
export function freeze({ type, dispatch, span, headcount, anchor, rows }: ReportData): Frozen {
  return {
    ...type,
    dispatch,
    cut: span.cut,
    headcount,
    head: { seq: anchor.seq, hash: anchor.hash },
    activities: rows.map(({ activity, progress }) => ({
      number: activity.number,
      figures: {
        numerator: progress.numerator,
        denominator: progress.denominator,
        percent: progress.percent,
        declared: progress.declared,
        accredited: progress.accredited,
        official: progress.official,
        roster: progress.beside.roster ?? null,
        times: progress.beside.times ?? progress.owed.filter((o) => o.record).length,
      },
    })),
  };
}

/**
 * What changed since a report was sent: figures that differ, with the folios recorded or voided after it. A figure
 * that differs without a folio follows the roster. `view` is the one that `after` was made of.
 */
export function diff(before: Frozen, after: ReportData, view: View): Change[] {
  const now = freeze(after);
  const since = recordsSince(view, before.head.seq);
  return now.activities.flatMap(({ number, figures }) => {
    const was = before.activities.find((a) => a.number === number)?.figures;
    const names = Object.keys(figures) as FigureName[];
    const differ = names
      .map((name) => ({ name, before: was?.[name] ?? null, after: figures[name] }))
      .filter((f) => f.before !== f.after);
    const activity = after.rows.find((r) => r.activity.number === number)!.activity;
    const kinds = new Set<string>(kindsOf(activity));
    const concerns = ({ kind, occurredOn, body }: Rec) =>
      kinds.has(kind) &&
      occurredOn >= `${after.programme.year}-01-01` &&
      occurredOn <= after.span.cut &&
      (body.activity === undefined || body.activity === number);
    const folios = (records: readonly Rec[]) =>
      records
        .filter(concerns)
        .map((r) => r.folio)
        .sort();
    const recorded = folios(since.recorded);
    const voided = folios(since.voided);
    return differ.length === 0 ? [] : [{ activity: number, figures: differ, recorded, voided }];
  });
}

/** Records that came after an entry and stand, and those before it that were voided after it. */
function recordsSince(view: View, seq: number): { recorded: Rec[]; voided: Rec[] } {
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
