import type { View } from '../view.ts';
import type { Activity, Occurrence, Programme } from './schema.ts';
import { programmeOfYear, runningProgrammes, yearsKnown } from './versions.ts';

/** Where reports are looked for: the ledger, a programme from outside, and today. */
export interface Where {
  readonly view: View;
  readonly programme: Programme;
  readonly today: string;
}

/** Whether an activity is the annual report. */
export const countsAnnual = ({ measure }: Activity): boolean =>
  'counts' in measure && measure.counts === 'report.annual';

/** Whether an activity counts reports to the oversight office, which name their period. */
export const isReport = ({ measure }: Activity): boolean =>
  'counts' in measure && (measure.counts === 'report.quarterly' || measure.counts === 'report.annual');

/** The quarterly reports that a programme owes. */
export const quarterlyReports = ({ activities }: Programme): Occurrence[] =>
  activities.flatMap(({ measure }) =>
    measure.kind === 'series' && measure.counts === 'report.quarterly' ? measure.occurrences : [],
  );

/** The programmes whose reports can be owed now, the newest first. */
export function reporting({ view, programme, today }: Where): Programme[] {
  const running = runningProgrammes(view, programme, today);
  return running.length > 0 ? running : [programme];
}

export interface QuarterlyReport {
  readonly year: number;
  /** Null where the programme asks for none such. */
  readonly occurrence: Occurrence | null;
  /** Last day of its quarter, where that is not over on the day. */
  readonly notBefore: string | null;
}

/**
 * Which quarterly report was sent on a day: of the year that is said, otherwise the newest whose quarter was over
 * then. In January the fourth is last year's.
 */
export function quarterlySent(
  where: Where,
  quarter: string,
  on: string,
  year: number | null,
): QuarterlyReport {
  const { view, programme, today } = where;
  const said = year === null ? null : programmeOfYear(view, programme, year, today);
  const all = (year === null ? reporting(where) : said ? [said] : []).map((p): QuarterlyReport => {
    const occurrence = quarterlyReports(p).find((o) => o.id.endsWith(`T${quarter}`)) ?? null;
    const ends = occurrence && 'after' in occurrence.due ? occurrence.due.after : null;
    return { year: p.year, occurrence, notBefore: ends !== null && on <= ends ? ends : null };
  });
  return (
    all.find((r) => r.occurrence !== null && r.notBefore === null) ??
    all[0] ?? { year: year!, occurrence: null, notBefore: null }
  );
}

/** The year that a programme's annual report is about, as it names it, else the year before. */
export function annualPeriod({ activities, year }: Programme): string {
  const measure = activities.find(countsAnnual)?.measure;
  return (measure?.kind === 'milestone' ? measure.period : undefined) ?? String(year - 1);
}

/**
 * The year that an annual report is about which was sent on a day; null where no programme asks for one, or not for
 * the year that is said. Sent in the tail of a year without a programme of the next, it is about the year that ended.
 */
export function annualSent(where: Where, on: string, said: string | null): string | null {
  const { view, programme, today } = where;
  const sentIn = Number(on.slice(0, 4));
  const own = programmeOfYear(view, programme, sentIn, today);
  const asks = (own ?? programme).activities.some(countsAnnual);
  const period = !asks ? null : own ? annualPeriod(own) : String(sentIn - 1);
  if (said === null || said === period) return period;
  const owed = yearsKnown(view, programme).flatMap((y) => {
    const p = programmeOfYear(view, programme, y, today);
    return p?.activities.some(countsAnnual) ? [annualPeriod(p)] : [];
  });
  return owed.includes(said) ? said : null;
}

/**
 * The programme whose report is written on a day: of the year that is said, otherwise a quarter's newest that had
 * begun, and for the annual one the year that is over while it runs in its tail. Null where no year has a programme.
 */
export function reportedProgramme(
  where: Where,
  which: { readonly quarter: string | null; readonly year: number | null },
): Programme | null {
  const { view, programme, today } = where;
  if (which.year !== null) return programmeOfYear(view, programme, which.year, today);
  const all = reporting(where);
  if (which.quarter === null) return all.at(-1)!;
  const month = String(Number(which.quarter) * 3 - 2).padStart(2, '0');
  return all.find((p) => `${p.year}-${month}-01` <= today) ?? all[0]!;
}
