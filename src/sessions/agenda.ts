import { type Owed, owedBy, type Scope } from '../owed.ts';
import { isReport } from '../programme/reports.ts';
import type { Activity } from '../programme/schema.ts';
import { runningProgrammes } from '../programme/versions.ts';
import { type Agreement, openAgreements } from './agreements.ts';

/** A point that an agenda proposes, as data. */
export type AgendaItem =
  | { readonly kind: 'attendance' | 'agenda' | 'minutes' | 'other' | 'closing' }
  /** Activity 1: ratify or update the committee, asked for by the programme and not recorded. */
  | { readonly kind: 'ratify'; readonly activity: Activity }
  | { readonly kind: 'agreement'; readonly agreement: Agreement }
  /** What of an activity is overdue, the oldest first. */
  | { readonly kind: 'overdue'; readonly activity: Activity; readonly owed: readonly Owed[] };

/** What an agenda proposes: what is usual, the ratification that is still owed, agreements not done, and what is overdue. */
export function agendaOf(scope: Scope): AgendaItem[] {
  const { programme, view, asOf } = scope;
  // Of last year's programme only its reports can still be owed.
  const reports = runningProgrammes(view, programme, asOf)
    .filter((p) => p.year < programme.year)
    .flatMap((p) => owingOf({ ...scope, programme: p }).filter(({ activity }) => isReport(activity)));
  const owing = [...reports, ...owingOf(scope)];
  const ratifies = ({ activity: { measure } }: (typeof owing)[number]) =>
    measure.kind === 'milestone' && measure.counts === 'committee.ratified';
  // The session itself is no point of its own agenda.
  const late = owing.filter(
    (o) =>
      !ratifies(o) &&
      o.owed.due.date < asOf &&
      !(o.activity.measure.kind === 'series' && o.activity.measure.counts === 'session.held'),
  );
  return [
    { kind: 'attendance' },
    { kind: 'agenda' },
    { kind: 'minutes' },
    ...owing.filter(ratifies).map(({ activity }) => ({ kind: 'ratify' as const, activity })),
    ...openAgreements(view).map((agreement) => ({ kind: 'agreement' as const, agreement })),
    ...[...new Set(late.map((o) => o.activity))].map((activity) => ({
      kind: 'overdue' as const,
      activity,
      owed: late.filter((o) => o.activity === activity).map((o) => o.owed),
    })),
    { kind: 'other' },
    { kind: 'closing' },
  ];
}

/** What milestones and series owe and nothing fulfils. */
function owingOf(scope: Scope): { readonly activity: Activity; readonly owed: Owed }[] {
  return scope.programme.activities.flatMap((activity) =>
    activity.measure.kind === 'milestone' || activity.measure.kind === 'series'
      ? owedBy(scope, activity)
          .filter((o) => o.record === null)
          .map((owed) => ({ activity, owed }))
      : [],
  );
}
