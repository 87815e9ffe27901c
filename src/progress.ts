import { daysBetween } from './calendar.ts';
import { firstDays, peopleWith } from './counted.ts';
import { evidenceOf } from './evidence/items.ts';
import type { BodyOf } from './kinds.ts';
import {
  dues,
  earlier,
  fixed,
  matching,
  type Owed,
  owedBy,
  type Scope,
  type Status,
  standingOf,
  within,
} from './owed.ts';
import type { Activity, Countable } from './programme/schema.ts';
import { lastDay } from './programme/versions.ts';
import { standing, totalsBetween } from './view/records.ts';
import { rosterOn } from './view/roster.ts';

/** How far one activity is. What the programme does not define is null, never 0. */
export interface Progress {
  readonly activity: Activity;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** 0 to 100 with one decimal. */
  readonly percent: number | null;
  readonly declared: number | null;
  readonly accredited: number | null;
  readonly official: number | null;
  readonly status: Status;
  readonly owed: readonly Owed[];
  /** Due dates before `asOf` that nothing fulfilled. */
  readonly overdue: readonly string[];
  readonly nextDue: string | null;
  /** Figures beside the indicator. */
  readonly beside: Beside;
}

export interface Beside {
  /** Date of the roster that a headcount uses, and how many people were on it. */
  readonly cut?: string;
  readonly roster?: number;
  /** People who took part and are not on the roster at the cut: they left before, or came after. */
  readonly left?: number;
  /** People noted with a date after the activity's end. */
  readonly afterEnd?: number;
  /** The official figure, whose it is and of which day. */
  readonly officialFrom?: {
    readonly number: number;
    readonly source: string;
    readonly on: string;
    /** Numbers of what proves it. */
    readonly evidence: readonly string[];
  };
  /** Share of the time of the activity that has gone by, 0 to 100. */
  readonly expected?: number;
  /** People with a record of the kind whose participation the target wants. */
  readonly participants?: number;
  /** Extraordinary sessions, records beyond what was planned, practices or notes in a campaign. */
  readonly extraordinary?: number;
  readonly extra?: number;
  readonly times?: number;
  /** Sums by what, for donations and practices. */
  readonly totals?: ReadonlyMap<string, number>;
}

/** The progress of every activity as of a day, in the programme's order. */
export function progress(scope: Scope): Progress[] {
  return scope.programme.activities.map((activity) => progressOf(scope, activity));
}

/** The progress of one activity as of a day. */
export function progressOf(scope: Scope, activity: Activity): Progress {
  const { measure } = activity;
  switch (measure.kind) {
    case 'milestone':
      return milestone(scope, activity, measure.formula === 'ratio');
    case 'series':
      return series(scope, activity);
    case 'headcount':
      return headcount(scope, activity);
    case 'campaign':
      return campaign(scope, activity);
  }
}

const blank = {
  numerator: null,
  denominator: null,
  percent: null,
  declared: null,
  accredited: null,
  official: null,
};

function milestone(scope: Scope, activity: Activity, ratio: boolean): Progress {
  const owed = owedBy(scope, activity);
  const numbers = ratio ? ratioOf(owed.filter((o) => o.record).length, owed.length) : {};
  return { ...blank, ...numbers, activity, ...standingOf(scope, activity, owed), owed, beside: {} };
}

function series(scope: Scope, activity: Activity): Progress {
  const owed = owedBy(scope, activity);
  const fulfilled = owed.filter((o) => o.record).length;
  const { counts } = activity.measure as { counts: Countable };
  const all = matching(scope, activity, counts).length;
  const beside: Beside = {
    expected: percent(owed.filter((o) => o.due.date <= scope.asOf).length, owed.length) ?? 0,
    extra: counts === 'card.sent' ? 0 : Math.max(0, all - fulfilled),
    ...(counts === 'session.held' && {
      extraordinary: within(scope, activity, standing(scope.view, 'session.extraordinary')).length,
    }),
    ...(activity.participation && participation(scope, activity, activity.participation)),
  };
  return {
    ...blank,
    ...ratioOf(fulfilled, owed.length),
    activity,
    ...standingOf(scope, activity, owed),
    owed,
    beside,
  };
}

function headcount(scope: Scope, activity: Activity): Progress {
  const measure = decided(scope, activity);
  const cut = earlier(scope.asOf, activity.end);
  const members = membersOn(scope, cut);
  const took = peopleWith(scope, activity, measure.counts);
  const on = [...took].filter(([person]) => members.has(person));
  const having = (part: string) =>
    on.filter(([, records]) => records.some((r) => r.body.part === part)).length;
  const [declared, accredited] = [having('declared'), having('accredited')];
  const numerator = measure.part === 'accredited' ? accredited : on.length;
  const share = percent(numerator, members.size);
  const complete = members.size > 0 && numerator >= members.size;
  const owed: Owed[] = [
    {
      id: 'end',
      label: activity.title,
      due: fixed(activity.end),
      record: complete ? scope.view.records.get(on[0]![1][0]!.folio)! : null,
    },
  ];
  const expected = timeGone(activity, scope.asOf);
  const official = officialFigure(scope, activity);
  return {
    activity: { ...activity, measure },
    numerator,
    ...(measure.formula === 'ratio'
      ? { denominator: members.size, percent: share }
      : { denominator: null, percent: null }),
    declared,
    accredited,
    official: official?.number ?? null,
    owed,
    ...dues(scope, owed),
    status: headcountStatus(activity, scope.asOf, share, expected),
    beside: {
      cut,
      roster: members.size,
      left: scope.unit === undefined ? took.size - on.length : 0,
      afterEnd: on.filter(([, records]) => records.every((r) => r.occurredOn > activity.end)).length,
      expected,
      ...(official && { officialFrom: official }),
    },
  };
}

/** A headcount with the part that counts as the secretary last decided in the programme's time, or as it says. */
function decided({ programme, view }: Scope, { number, measure }: Activity): HeadcountMeasure {
  const { year } = programme;
  const said = view.parts
    .get(String(number))
    ?.findLast((d) => d.on >= `${year}-01-01` && d.on <= lastDay(view, programme));
  const headcount = measure as HeadcountMeasure;
  return said ? { ...headcount, part: said.part, partDecided: { by: 'secretary', on: said.on } } : headcount;
}

type HeadcountMeasure = Extract<Activity['measure'], { kind: 'headcount' }>;

function campaign(scope: Scope, activity: Activity): Progress {
  const { counts } = activity.measure as { counts: readonly Countable[] };
  const totals = new Map<string, number>();
  let times = 0;
  for (const kind of counts) {
    if (kind === 'practice.recorded') {
      for (const [what, n] of totalsBetween(
        scope.view,
        'practice/',
        activity.start,
        earlier(scope.asOf, activity.end),
      )) {
        totals.set(what, n);
        times += n;
      }
    } else times += matching(scope, activity, kind).length;
  }
  const over = scope.asOf > activity.end;
  const status: Status =
    scope.asOf < activity.start ? 'not-started' : times === 0 ? 'undefined' : over ? 'done' : 'on-track';
  return { ...blank, activity, status, owed: [], overdue: [], nextDue: null, beside: { times, totals } };
}

function participation(scope: Scope, activity: Activity, kind: Countable): Beside {
  const cut = earlier(scope.asOf, activity.end);
  const members = membersOn(scope, cut);
  const took = [...firstDays(scope, activity, kind).keys()].filter((person) => members.has(person));
  return {
    cut,
    roster: members.size,
    participants: took.length,
    totals: totalsBetween(scope.view, 'donation/', activity.start, cut),
  };
}

/** Everybody on the roster on a day with their unit; of the scope's unit where it names one. */
export function membersOn({ view, unit }: Scope, on: string): ReadonlyMap<string, string> {
  const all = rosterOn(view, on);
  return unit === undefined ? all : new Map([...all].filter(([, of]) => of === unit));
}

/** The newest official figure of the programme's time, by the day that it is of. */
function officialFigure(scope: Scope, activity: Activity): Beside['officialFrom'] | null {
  const { programme, view } = scope;
  const { year } = programme;
  const found = standing(view, 'figure.official')
    .filter((r) => r.body.activity === activity.number && r.occurredOn >= `${year}-01-01`)
    .filter((r) => r.occurredOn <= earlier(scope.asOf, lastDay(view, programme)))
    .sort((a, b) => a.occurredOn.localeCompare(b.occurredOn))
    .at(-1);
  if (!found) return null;
  const { number, source } = found.body as BodyOf<'figure.official'>;
  const evidence = evidenceOf(scope.view, { folio: found.folio }).map((e) => e.id);
  return { number, source, on: found.occurredOn, evidence };
}

/** Against the time gone by: on track from nine tenths of what is expected, at risk from six. */
function headcountStatus(activity: Activity, asOf: string, share: number | null, expected: number): Status {
  if (share === null) return 'undefined';
  if (share >= 100) return 'done';
  if (asOf < activity.start) return 'not-started';
  if (asOf > activity.end) return 'late';
  return share >= 0.9 * expected ? 'on-track' : share >= 0.6 * expected ? 'at-risk' : 'late';
}

function timeGone({ start, end }: Activity, asOf: string): number {
  if (asOf < start) return 0;
  return percent(daysBetween(start, earlier(asOf, end)) + 1, daysBetween(start, end) + 1) ?? 0;
}

function ratioOf(numerator: number, denominator: number) {
  return { numerator, denominator, percent: percent(numerator, denominator) };
}

/** A percentage with one decimal, 100 only where nothing lacks; null over nothing. */
export function percent(part: number, whole: number): number | null {
  if (whole === 0) return null;
  return part >= whole ? 100 : Math.min(99.9, Math.round((part / whole) * 1000) / 10);
}
