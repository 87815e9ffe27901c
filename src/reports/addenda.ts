import { standing } from '../view/records.ts';
import type { Rec } from '../view/shapes.ts';
import type { View } from '../view.ts';
import type { Frozen } from './figures.ts';
import type { ReportType } from './types.ts';

/** Addenda to a report that were sent and stand, the oldest first. */
export const addendaOf = (view: View, { kind, period }: ReportType): Rec[] =>
  standing(view, 'report.addendum')
    .filter(({ body }) => body.report === kind && body.period === period)
    .sort((a, b) => a.occurredOn.localeCompare(b.occurredOn));

/** What the oversight office was told last of a report: what the report said, or an addendum after it. */
export function toldLast(view: View, type: ReportType, report: Rec): { record: Rec; figures: Frozen } | null {
  const told = [report, ...addendaOf(view, type)].flatMap((record) => {
    const figures = view.sentReports.get(record.folio)?.figures;
    return figures ? [{ record, figures }] : [];
  });
  return told.sort((a, b) => a.figures.head.seq - b.figures.head.seq).at(-1) ?? null;
}
