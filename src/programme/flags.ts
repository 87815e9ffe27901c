import { isBusinessDay } from '../calendar.ts';
import type { Activity, Programme } from './schema.ts';
import { type Column, type Flag, type Part, unconfirmedParts } from './shapes.ts';

const columns: readonly Column[] = ['title', 'objective', 'target', 'indicator', 'what'];

/** All that a programme leaves open, from its own content alone: what is mended is no longer said. */
export function flagsOf(programme: Programme): Flag[] {
  const { activities, calendar } = programme;
  const withoutIndicator = activities.filter((a) => a.indicator === null || a.measure.kind === 'campaign');
  const undecided = activities.filter(
    ({ measure: m }) => m.kind === 'headcount' && m.formula === 'ratio' && m.partDecided === false,
  );
  return [
    ...activities.flatMap((a) => daysOff(programme, a)),
    ...activities.flatMap((a) => otherYears(programme, a)),
    ...activities.flatMap((a): Flag[] => {
      const { measure, number, title, indicator } = a;
      return measure.kind === 'milestone' && measure.formula === 'incomplete'
        ? [{ what: 'incomplete', activity: number, title, indicator: indicator ?? '' }]
        : [];
    }),
    ...(withoutIndicator.length > 0
      ? [{ what: 'no-indicator' as const, activities: withoutIndicator.map((a) => a.number) }]
      : []),
    ...(undecided.length > 0 ? [{ what: 'part' as const, activities: undecided.map((a) => a.number) }] : []),
    ...activities.flatMap(({ number, title, measure }): Flag[] =>
      measure.kind === 'series' && measure.confirmed === false
        ? [{ what: 'dates', activity: number, title }]
        : [],
    ),
    ...activities.flatMap(({ number, measure }): Flag[] =>
      measure.kind === 'headcount' && measure.counts === 'letter.accepted'
        ? [{ what: 'letter', activity: number, version: programme.letter.version }]
        : [],
    ),
    ...(calendar.days.some((d) => d.scope === 'state') ? [] : [{ what: 'state-days' as const }]),
    ...unconfirmed(programme).map((part) => ({ what: 'unconfirmed' as const, part })),
  ];
}

/** Fixed days of a series on which nobody works; cards go out on any day. */
function daysOff({ calendar }: Programme, { number, measure }: Activity): Flag[] {
  if (measure.kind !== 'series' || measure.counts === 'card.sent') return [];
  return measure.occurrences.flatMap(({ label, due }): Flag[] =>
    'on' in due && !isBusinessDay(due.on, calendar)
      ? [{ what: 'non-working', activity: number, label, on: due.on }]
      : [],
  );
}

function otherYears({ year }: Programme, activity: Activity): Flag[] {
  return columns.flatMap((column): Flag[] => {
    const years = [...(activity[column] ?? '').matchAll(/\b20\d\d\b/g)]
      .map(([said]) => said)
      .filter((said) => said !== String(year));
    return years.length > 0
      ? [{ what: 'year', activity: activity.number, column, years: [...new Set(years)] }]
      : [];
  });
}

/** What nobody has confirmed, part by part. */
function unconfirmed(p: Programme): Part[] {
  const open: Readonly<Record<Part, boolean>> = {
    calendar: p.calendar.confirmed === false,
    months: p.integrityDay.confirmed === false,
    letter: p.letter.confirmed === false,
    privacy: p.privacyNotice.confirmed === false,
    documents: p.documents.some((d) => d.confirmed === false),
    complaints: p.complaints.confirmed === false,
    questions: p.questions.confirmed === false,
    addressee: p.oversight.at(-1)!.confirmed === false,
    quorum: p.quorum.confirmed === false,
  };
  return unconfirmedParts.filter((part) => open[part]);
}
