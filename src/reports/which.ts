import { sayings } from '../activities/when.ts';
import { fold, type Token } from '../input/words.ts';
import { type Owed, owedBy, type Scope } from '../owed.ts';
import type { Activity, Programme } from '../programme/schema.ts';
import { type Rec, standing, type View } from '../view.ts';
import type { ReportType } from './types.ts';

/** A report as it was named, and the words after its name. `year` is null where none was said. */
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
  const after = annual ? others : others.slice(1);
  const year = after.find((t) => !t.quoted && /^\d{4}$/.test(t.text));
  return {
    kind: annual ? 'annual' : 'quarterly',
    quarter: quarter ?? null,
    year: year?.text ?? null,
    rest: after.filter((t) => t !== year),
  };
}

/** The report that was named, of the programme's year where no other was said. */
export const typeOf = ({ kind, quarter, year }: Named, programme: Programme): ReportType => {
  const of = year ?? String(programme.year);
  return { kind, period: kind === 'annual' ? of : `${of}-T${quarter}` };
};

/** The record that says that a report was sent; null while none stands. */
export const sentRecord = (view: View, { kind, period }: ReportType): Rec | null =>
  standing(view, `report.${kind}`).findLast((r) => r.body.period === period) ?? null;

/** Whether an activity is that of the annual report. */
export const countsAnnual = ({ measure }: Activity): boolean =>
  'counts' in measure && measure.counts === 'report.annual';

/** The year that an annual report sent on a day is about: as the programme names it, in its tail the programme's own. */
export function annualPeriod({ activities, year }: Programme, on: string): string {
  if (on > `${year}-12-31`) return String(year);
  const measure = activities.find(countsAnnual)?.measure;
  return (measure?.kind === 'milestone' ? measure.period : undefined) ?? String(year - 1);
}

/** A report that a programme asks for, when it is owed and what fulfils it. */
export interface ReportOwed {
  readonly type: ReportType;
  readonly owed: Owed;
}

/** The reports that a programme asks for. */
export function reportsOwed(scope: Scope): ReportOwed[] {
  const { programme } = scope;
  return programme.activities.flatMap((activity): ReportOwed[] => {
    const { measure } = activity;
    if (measure.kind === 'series' && measure.counts === 'report.quarterly')
      return owedBy(scope, activity).map((owed) => ({
        type: { kind: 'quarterly', period: owed.id },
        owed,
      }));
    if (measure.kind !== 'milestone' || !countsAnnual(activity)) return [];
    const period = measure.period ?? String(programme.year - 1);
    return owedBy(scope, activity).map((owed) => ({ type: { kind: 'annual', period }, owed }));
  });
}

/** Reports that can be registered as sent, for a form: `trimestral 2`, `anual 2023`. */
export function reportOptions(programme: Programme): { value: string; label: string }[] {
  return programme.activities.flatMap((activity) => {
    const { measure } = activity;
    if (measure.kind === 'series' && measure.counts === 'report.quarterly')
      return measure.occurrences.map((o) => ({ value: `trimestral ${o.id.at(-1)}`, label: o.label }));
    return countsAnnual(activity) ? [{ value: 'anual', label: activity.title }] : [];
  });
}
