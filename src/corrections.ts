import { addDays, quarterOf } from './calendar.ts';
import { standing } from './view/records.ts';
import type { Rec } from './view/shapes.ts';
import type { View } from './view.ts';

/** A report that was sent and that a record which changed was part of. */
export interface TouchedReport {
  readonly folio: string;
  readonly kind: 'report.quarterly' | 'report.annual';
  /** `2024-T1`, or the year. */
  readonly period: string;
  readonly sentOn: string;
  /** Only its cumulative figures are touched: the record lies in an earlier period of the same year. */
  readonly cumulative: boolean;
}

/**
 * Reports already sent that no longer match once `record` is corrected: those of its period, and later ones of the year,
 * whose cumulative figures held it too. What was recorded after a report was sent never was in it. Pure.
 */
export function reportsTouched(view: View, record: Rec): TouchedReport[] {
  if (record.kind.startsWith('report.') || record.kind === 'record.voided') return [];
  return (['report.quarterly', 'report.annual'] as const).flatMap((kind) =>
    standing(view, kind).flatMap((report): TouchedReport[] => {
      const period = String(report.body.period);
      const { from, to } = kind === 'report.annual' ? year(period) : quarter(period);
      const on = record.occurredOn;
      const held = on <= to && on >= `${from.slice(0, 4)}-01-01`;
      // Dates of recording are UTC: a day more, rather than a report that nobody is told of.
      const before = record.recordedAt.slice(0, 10) <= addDays(report.occurredOn, 1);
      if (!held || !before) return [];
      const { folio, occurredOn: sentOn } = report;
      return [{ folio, kind, period, sentOn, cumulative: on < from }];
    }),
  );
}

/**
 * Reports already sent that a record made now should have been part of: it happened in their period, or earlier in the
 * year of it. Pure.
 */
export function reportsLacking(view: View, kind: string, on: string, today: string): TouchedReport[] {
  if (kind.startsWith('report.')) return [];
  return (['report.quarterly', 'report.annual'] as const).flatMap((of) =>
    standing(view, of).flatMap((report): TouchedReport[] => {
      const period = String(report.body.period);
      const { from, to } = of === 'report.annual' ? year(period) : quarter(period);
      if (on > to || on < `${from.slice(0, 4)}-01-01` || report.occurredOn > today) return [];
      return [{ folio: report.folio, kind: of, period, sentOn: report.occurredOn, cumulative: on < from }];
    }),
  );
}

/** Reports already sent whose figures hang on the roster of days from `from` on. Pure. */
export function reportsFrom(view: View, from: string): TouchedReport[] {
  return (['report.quarterly', 'report.annual'] as const).flatMap((kind) =>
    standing(view, kind).flatMap((report): TouchedReport[] => {
      const period = String(report.body.period);
      const ends = (kind === 'report.annual' ? year(period) : quarter(period)).to;
      const { folio, occurredOn: sentOn } = report;
      return ends >= from ? [{ folio, kind, period, sentOn, cumulative: false }] : [];
    }),
  );
}

const year = (of: string) => ({ from: `${of}-01-01`, to: `${of}-12-31` });

/** First and last day of `2024-T1`. */
function quarter(id: string): { from: string; to: string } {
  const [, of, n] = /^(\d{4})-T([1-4])$/.exec(id) ?? [];
  return of ? quarterOf(`${of}-${String(Number(n) * 3).padStart(2, '0')}-01`) : year(id.slice(0, 4));
}
