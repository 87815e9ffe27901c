import { askedOfEach, cutOf, missingOf, sorted } from '../activities/pending.ts';
import { smallestUnit, unitsOn } from '../activities/progress.ts';
import { sentCards } from '../cards/sent.ts';
import type { Target } from '../due/keys.ts';
import { evidenceOfActivity } from '../evidence/items.ts';
import { listed } from '../evidence/show.ts';
import { forecast, monthsUpTo, seenByAll } from '../forecast.ts';
import type { Scope } from '../owed.ts';
import { smallCard } from '../pictures/card.ts';
import { monthsChart, narrowMonthsChart } from '../pictures/charts.ts';
import type { Drawing } from '../pictures/layout.ts';
import type {
  ActivityPage,
  BoardCard,
  BoardEvidence,
  BoardReader,
  BoardUnit,
  MissingPage,
  RecordsPage,
} from '../ports/board-pages.ts';
import type { Activity } from '../programme/schema.ts';
import { versionOn } from '../programme/versions.ts';
import { type Progress, percent, progressOf } from '../progress.ts';
import type { People } from '../roster/identify.ts';
import { boardTexts as texts } from '../texts/board.ts';
import { chartTexts } from '../texts/charts.ts';
import { sizeOf } from '../texts/evidence.ts';
import { monthName } from '../texts/format.ts';
import { altOf, captionOf } from '../texts/integrity-day.ts';
import { detail } from '../texts/progress.ts';
import { concernOf, dateOf, lineOf } from './lines.ts';
import { countsPeople, monthsOf, recordOf, recordsIn } from './records.ts';

/** All that a page of the board may depend on. */
export interface BoardScope extends Scope {
  readonly people: People;
  readonly textOf: (id: string) => string | null;
  /** How somebody is reached; null while no platform knows them. */
  readonly reach: (person: string) => Target | null;
  readonly reader: BoardReader['kind'];
}

/** A page of an activity and what there is to draw for it, which others do. */
interface Undrawn {
  readonly page: ActivityPage;
  /** The same chart, wide and for a telephone; none where there is nothing to draw. */
  readonly pace: readonly Drawing[];
  /** The newest first. */
  readonly cards: readonly (Omit<BoardCard, 'picture'> & { readonly drawing: Drawing })[];
}

/** An activity: where its figure comes from, its dates, records, evidence and people. */
export function activityPage(scope: BoardScope, activity: Activity): Undrawn {
  const { reader, asOf } = scope;
  const p = progressOf(scope, activity);
  const { blocks } = detail(p, asOf, null);
  const months = monthsOf(scope, activity);
  const units = askedOfEach(activity) === null ? null : unitsOf(scope, activity);
  const shown = units && (reader === 'committee' ? units : seenByAll(units, (u) => u.of, smallestUnit));
  const lacking = units?.filter((u) => u.did < u.of).length ?? 0;
  const pace = paceOf(scope, p, lacking);
  return {
    pace: pace?.drawings ?? [],
    cards: sentCards(scope, activity, activity.start, asOf)
      .map((c) => ({
        caption: captionOf(c),
        alt: altOf(c),
        drawing: smallCard(c, versionOn(scope.view, scope.programme, c.on)),
      }))
      .reverse(),
    page: {
      page: 'activity',
      line: lineOf(p, asOf),
      concern: concernOf(scope, p, reader),
      facts: blocks.flatMap((b) => (b.type === 'facts' ? b.facts : [])),
      what: activity.what.split('\n').filter((line) => line.trim() !== ''),
      notes: blocks.flatMap((b) => (b.type === 'text' ? [b.text] : [])),
      dates: activity.measure.kind === 'series' ? p.owed.map((o) => dateOf(scope, p, o)) : [],
      months,
      records: countsPeople(activity)
        ? null
        : months
            .flatMap(({ month }) => recordsIn(scope, activity, month, 0, Number.POSITIVE_INFINITY))
            .map((r) => recordOf(scope, scope.people, r, reader)),
      evidence: evidenceLines(scope, activity),
      cards: [],
      units: shown,
      smallUnits: (units?.length ?? 0) - (shown?.length ?? 0),
      names: reader === 'committee' && units !== null,
      pace: pace && { words: pace.words, points: pace.points, pictures: null },
    },
  };
}

/** How many of each unit did what is asked of everybody, those that lack most people first. */
export function unitsOf(scope: Scope, activity: Activity): BoardUnit[] {
  const lacking = new Map<string, number>();
  for (const { unit } of missingOf(scope, activity)) lacking.set(unit, (lacking.get(unit) ?? 0) + 1);
  return [...unitsOn(scope.view, cutOf(activity, scope.asOf))]
    .map(([unit, of]) => {
      const did = of - (lacking.get(unit) ?? 0);
      return { unit, did, of, share: percent(did, of) ?? 0 };
    })
    .sort((a, b) => b.of - b.did - (a.of - a.did) || a.unit.localeCompare(b.unit, 'es'));
}

/** A headcount month by month and where it leads, in the words and the drawing of the chat. */
function paceOf(scope: Scope, p: Progress, units: number) {
  const { activity } = p;
  if (activity.measure.kind !== 'headcount' || scope.asOf < activity.start || !p.beside.roster) return null;
  const { points, projected, lacking } = forecast(scope, p);
  const words = chartTexts.pace(projected, lacking, units);
  const end = projected === null ? null : { month: activity.end.slice(0, 7), percent: projected };
  const course = { points, projected: end, months: monthsUpTo(activity, activity.end) };
  return {
    words,
    points: points.map(({ month, percent }) => ({ name: monthName(month), percent })),
    drawings:
      points.length < 2
        ? []
        : [monthsChart(course, chartTexts.months(activity), words), narrowMonthsChart(course)],
  };
}

function evidenceLines(scope: BoardScope, activity: Activity): BoardEvidence[] {
  const mayOpen = scope.reader === 'committee';
  return evidenceOfActivity(scope.view, scope.programme, activity).map((e) => {
    const line = listed(scope, e);
    const about = texts.evidence(line.type, sizeOf(line.bytes), line.occurredOn);
    return {
      id: e.id,
      title: line.name ?? texts.unnamed,
      about: texts.evidenceBy(about, line.recordedOn, mayOpen ? line.by : null),
      note: mayOpen ? line.note : null,
      file: mayOpen && e.file !== null,
      link: mayOpen && e.link !== null && /^https?:\/\//i.test(line.name ?? '') ? line.name : null,
    };
  });
}

const perSheet = 100;

/** A month's records of an activity, a hundred a page; null where there are none. */
export function recordsPage(
  scope: BoardScope,
  activity: Activity,
  month: string,
  asked: number,
): RecordsPage | null {
  const known = monthsOf(scope, activity).find((m) => m.month === month);
  if (!known) return null;
  const total = known.records + known.voided;
  const sheets = Math.ceil(total / perSheet);
  const sheet = Math.min(Math.max(1, asked), sheets);
  return {
    page: 'records',
    number: activity.number,
    title: activity.title,
    month,
    name: known.name,
    records: recordsIn(scope, activity, month, (sheet - 1) * perSheet, perSheet).map((r) =>
      recordOf(scope, scope.people, r, scope.reader),
    ),
    ...{ total, sheet, sheets },
  };
}

/** Who is missing in a unit, for the committee alone; null for others, and where there is no such unit. */
export function missingPage(scope: BoardScope, activity: Activity, unit: string): MissingPage | null {
  const cut = cutOf(activity, scope.asOf);
  const of = unitsOn(scope.view, cut).get(unit);
  if (scope.reader !== 'committee' || askedOfEach(activity) === null || of === undefined) return null;
  const missing = missingOf(scope, activity).filter((m) => m.unit === unit);
  return {
    page: 'missing',
    number: activity.number,
    title: activity.title,
    unit,
    summary: texts.missing(missing.length, of, cut),
    people: sorted(scope, missing).map(({ number, name }) => ({ number, name })),
  };
}
