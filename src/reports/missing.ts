import type { Missing, ReportData } from './types.ts';

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
