import { sayings } from '../activities/when.ts';
import { fold, type Token } from '../input/words.ts';
import { type Owed, owedBy, type Scope } from '../owed.ts';
import {
  annualPeriod,
  countsAnnual,
  quarterlyReports,
  reportedProgramme,
  reporting,
  type Where,
} from '../programme/reports.ts';
import { standing } from '../view/records.ts';
import type { Rec } from '../view/shapes.ts';
import type { View } from '../view.ts';
import { spanOf } from './period.ts';
import { programmeFor } from './programme-for.ts';
import type { ReportType } from './types.ts';

/** A report as it was named, and the words after its name. `year` is null where none was said right after it. */
export interface Named {
  readonly kind: ReportType['kind'];
  readonly quarter: string | null;
  readonly year: string | null;
  readonly rest: readonly Token[];
}

/** `trimestral 2`, `trimestre t2 de 2024`, `anual 2024`; null where words begin otherwise. */
export function named(tokens: readonly Token[]): Named | null {
  const [first, ...others] = sayings(tokens);
  const called = fold(first?.text ?? '');
  const annual = called === 'anual';
  const quarterly = called === 'trimestral' || called === 'trimestre';
  const quarter = quarterly ? /^(?:t)?([1-4])$/.exec(fold(others[0]?.text ?? ''))?.[1] : undefined;
  if (!annual && quarter === undefined) return null;
  const [year, ...after] = annual ? others : others.slice(1);
  const said = year && !year.quoted && /^20\d\d$/.test(year.text);
  return {
    kind: annual ? 'annual' : 'quarterly',
    quarter: quarter ?? null,
    year: said ? year.text : null,
    rest: said || !year ? after : [year, ...after],
  };
}

/** The report that was named; without a year the one that can be written now. */
export function typeOf({ kind, quarter, year }: Named, where: Where): ReportType {
  const of = year ?? String((reportedProgramme(where, { quarter, year: null }) ?? where.programme).year);
  return { kind, period: kind === 'annual' ? of : `${of}-T${quarter}` };
}

/** The record that says that a report was sent; null while none stands. */
export const sentRecord = (view: View, { kind, period }: ReportType): Rec | null =>
  standing(view, `report.${kind}`).findLast((r) => r.body.period === period) ?? null;

/** A report that a programme asks for, when it is owed and what fulfils it. */
export interface ReportOwed {
  readonly type: ReportType;
  readonly owed: Owed;
  /** What reminders call it: programme, activity and occurrence. */
  readonly id: string;
}

/** The reports that a programme asks for. */
export function reportsOwed(scope: Scope): ReportOwed[] {
  const { programme } = scope;
  return programme.activities.flatMap((activity): ReportOwed[] => {
    const { measure, number } = activity;
    const quarterly = measure.kind === 'series' && measure.counts === 'report.quarterly';
    if (!quarterly && !(measure.kind === 'milestone' && countsAnnual(activity))) return [];
    return owedBy(scope, activity).map((owed) => ({
      type: quarterly
        ? { kind: 'quarterly', period: owed.id }
        : { kind: 'annual', period: annualPeriod(programme) },
      owed,
      id: `${programme.id}/${number}/${owed.id}`,
    }));
  });
}

/** A report of a year that runs: when it is owed, null where the programme does not ask for it, and what says that it was sent. */
export interface KnownReport {
  readonly type: ReportType;
  readonly due: string | null;
  readonly record: Rec | null;
}

/** The reports of the years that run, those that are owed first. */
export function reportsOf(where: Where): KnownReport[] {
  const { view, today } = where;
  const programmes = reporting(where);
  const owed = programmes.flatMap((programme) => reportsOwed({ programme, view, asOf: today }));
  const annual = programmes
    .map((p): ReportType => ({ kind: 'annual', period: String(p.year) }))
    .filter((type) => !owed.some((o) => o.type.kind === 'annual' && o.type.period === type.period));
  return [
    ...owed.map(({ type, owed: { due, record } }) => ({ type, due: due.date, record })),
    ...annual.map((type) => ({ type, due: null, record: sentRecord(view, type) })),
  ];
}

/** Whether a report can be made on the day: its year has a programme and its period began. */
export function begun(where: Where, type: ReportType): boolean {
  const programme = programmeFor(where, type);
  return programme !== null && spanOf(programme, type, where.today).from <= where.today;
}

/** What can be sent now, for a form: `trimestral 2`, `anual`; last year's in its tail name their year. */
export function reportOptions(where: Where): { value: string; label: string }[] {
  return reporting(where).flatMap((p) => {
    const tail = p.year === where.programme.year ? '' : ` ${p.year}`;
    return [
      ...quarterlyReports(p).map((o) => ({ value: `trimestral ${o.id.at(-1)}${tail}`, label: o.label })),
      ...(tail === '' ? p.activities.filter(countsAnnual) : []).map((a) => ({
        value: 'anual',
        label: a.title,
      })),
    ];
  });
}
