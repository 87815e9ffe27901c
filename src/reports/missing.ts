import type { Owed } from '../owed.ts';
import type { Countable } from '../programme/schema.ts';
import type { ReportData, Signatory } from './data.ts';

/** What a report lacks. None of it blocks: the report says so in its place, and an addendum can follow. */
export type Missing =
  | { readonly what: 'period-open'; readonly ends: string }
  | { readonly what: 'no-roster' }
  | {
      readonly what: 'overdue';
      readonly activity: number;
      readonly counts: Countable;
      readonly owed: readonly Owed[];
    }
  | { readonly what: 'headcount'; readonly activity: number; readonly lack: number }
  | { readonly what: 'evidence'; readonly activities: readonly number[] }
  | { readonly what: 'complaints' }
  | { readonly what: 'signatory'; readonly role: Signatory['role'] }
  | { readonly what: 'addressee' }
  | { readonly what: 'oficio' };

/** What a report lacks, the most important first. */
export function missingOf(data: Omit<ReportData, 'missing'>): Missing[] {
  const { span, rows, dispatch } = data;
  const bare = rows.filter((r) => r.done.length > 0 && r.evidence.length === 0);
  return [
    ...(dispatch <= span.to ? [{ what: 'period-open' as const, ends: span.to }] : []),
    ...(data.headcount === 0 ? [{ what: 'no-roster' as const }] : []),
    ...rows.flatMap(({ activity, overdue, progress }): Missing[] => {
      const { measure, number } = activity;
      if (overdue.length === 0 || measure.kind === 'campaign') return [];
      if (measure.kind !== 'headcount')
        return [{ what: 'overdue', activity: number, counts: measure.counts, owed: overdue }];
      const lack = (progress.beside.roster ?? 0) - (progress.numerator ?? 0);
      return lack > 0 ? [{ what: 'headcount', activity: number, lack }] : [];
    }),
    ...(bare.length > 0
      ? [{ what: 'evidence' as const, activities: bare.map((r) => r.activity.number) }]
      : []),
    ...(data.complaints === null ? [{ what: 'complaints' as const }] : []),
    ...data.signatories
      .filter((s) => s.name === null)
      .map(({ role }) => ({ what: 'signatory' as const, role })),
    ...(data.addressee.confirmed === false ? [{ what: 'addressee' as const }] : []),
    ...(data.letterhead.oficio === undefined ? [{ what: 'oficio' as const }] : []),
  ];
}
