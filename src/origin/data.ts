import { peopleWith } from '../counted.ts';
import type { BodyOf } from '../kinds.ts';
import { earlier, matching, type Scope, within } from '../owed.ts';
import type { Activity, Countable } from '../programme/schema.ts';
import { type Progress, progressOf } from '../progress.ts';
import { addendaOf } from '../reports/addenda.ts';
import type { Figures } from '../reports/figures.ts';
import { changeOf, figuresOf } from '../reports/frozen.ts';
import type { Steps } from '../steps.ts';
import { standing } from '../view/records.ts';
import { rosterOn } from '../view/roster.ts';
import type { Rec } from '../view/shapes.ts';
import type { View } from '../view.ts';
import type { Counted, Origin, Reported } from './types.ts';

/** All that a figure is made of, in steps. */
export function* originOf(scope: Scope, activity: Activity): Steps<Origin> {
  const progress = progressOf(scope, activity);
  yield 'long';
  const people = countedOf(scope, progress.activity);
  yield 'long';
  return {
    ...{ progress, people },
    beside: recordsBeside(scope, progress),
    official: officialOf(scope, progress),
    reported: scope.unit === undefined ? yield* reportedOf(scope, activity) : [],
  };
}

/** The kind of people's records that an activity counts, null where it counts none. */
function personalKind({ measure, participation }: Activity): Countable | null {
  if (measure.kind === 'headcount') return measure.counts;
  if (participation !== undefined) return participation;
  return measure.kind === 'campaign' && measure.counts.includes('practice.recorded')
    ? 'practice.recorded'
    : null;
}

/** Who counts: on the roster at the cut, once each; in a campaign everybody who noted something. */
function countedOf(scope: Scope, activity: Activity): Counted[] | null {
  const kind = personalKind(activity);
  if (kind === null) return null;
  const { measure } = activity;
  const cut = earlier(scope.asOf, activity.end);
  const proved = measure.kind === 'headcount' && measure.part === 'accredited';
  const units = rosterOn(scope.view, cut);
  const here = (unit: string | null) => scope.unit === undefined || unit === scope.unit;
  return [...peopleWith(scope, activity, kind)].flatMap(([person, all]): Counted[] => {
    const unit = units.get(person) ?? (measure.kind === 'campaign' ? lastUnit(scope.view, person) : null);
    if (unit === null || !here(unit)) return [];
    const records = proved ? all.filter((r) => r.body.part === 'accredited') : all;
    return records.length === 0 ? [] : [{ person, unit, records }];
  });
}

const lastUnit = (view: View, person: string): string | null => view.roster.get(person)?.at(-1)?.unit ?? null;

function recordsBeside(scope: Scope, { activity, owed }: Progress): Rec[] {
  const { measure } = activity;
  if (measure.kind === 'headcount' || measure.kind === 'milestone') return [];
  if (measure.kind === 'campaign')
    return measure.counts
      .filter((kind) => kind !== 'practice.recorded')
      .flatMap((kind) => matching(scope, activity, kind));
  const used = new Set(owed.map((o) => o.record?.folio));
  const more = matching(scope, activity, measure.counts).filter((r) => !used.has(r.folio));
  return measure.counts === 'session.held'
    ? [...more, ...within(scope, activity, standing(scope.view, 'session.extraordinary'))]
    : more;
}

function officialOf({ view }: Scope, { activity, beside }: Progress): Origin['official'] {
  const from = beside.officialFrom;
  if (!from) return null;
  const record = standing(view, 'figure.official').findLast((r) => {
    const body = r.body as BodyOf<'figure.official'>;
    return body.activity === activity.number && r.occurredOn === from.on && body.number === from.number;
  });
  return record?.folio ?? null;
}

/** The figure in each report of the programme's year that was sent, and in its addenda. */
function* reportedOf(scope: Scope, activity: Activity): Steps<Reported[]> {
  const { view, programme } = scope;
  const year = String(programme.year);
  const told = (['quarterly', 'annual'] as const).flatMap((kind) =>
    standing(view, `report.${kind}`)
      .filter((r) => String(r.body.period).slice(0, 4) === year)
      .map((report) => ({ report, type: { kind, period: String(report.body.period) } }))
      .flatMap(({ report, type }) => [report, ...addendaOf(view, type)].map((r) => ({ type, r }))),
  );
  const reported: Reported[] = [];
  for (const { type, r } of told) {
    const sent = view.sentReports.get(r.folio)?.figures;
    const cut = sent?.cut ?? scope.asOf;
    const now = progressOf({ programme, view, asOf: cut }, activity);
    const known = sent?.activities.find((a) => a.number === activity.number)?.figures ?? null;
    reported.push({
      ...{ type, addendum: r.kind === 'report.addendum', folio: r.folio, on: r.occurredOn, cut },
      figures: known,
      today: figuresOf(now),
      change: sent && known ? changeOf(sent, activity, now, { programme, cut, view }) : null,
    });
    yield 'long';
  }
  return reported;
}

/** Activities one of whose figures is that number; percentages with one decimal. */
export function figuresThatAre(
  all: readonly Progress[],
  value: number,
): { readonly activity: Activity; readonly which: readonly (keyof Figures)[] }[] {
  return all.flatMap((p) => {
    const figures = figuresOf(p);
    const which = (Object.keys(figures) as (keyof Figures)[]).filter((name) => figures[name] === value);
    return which.length === 0 ? [] : [{ activity: p.activity, which }];
  });
}
