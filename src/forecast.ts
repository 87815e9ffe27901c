import { daysBetween, lastOfMonth } from './calendar.ts';
import { peopleWith } from './counted.ts';
import { earlier, type Scope } from './owed.ts';
import type { Activity } from './programme/schema.ts';
import type { Progress } from './progress.ts';
import { rosterOn } from './view/roster.ts';
import type { Rec } from './view/shapes.ts';

/** A headcount over its months, and where its present pace leads. */
export interface Forecast {
  /** Share of the roster at each month's end up to the day asked for; `month` is `2024-05`. */
  readonly points: readonly { readonly month: string; readonly percent: number }[];
  /** Share at the activity's end if people go on as they did; null before a tenth of its time is over, and after its end. */
  readonly projected: number | null;
  /** People who are missing on that day. */
  readonly lacking: number;
}

/** The months of an activity that begin up to a day: `2024-01` … */
export function monthsUpTo({ start, end }: Activity, day: string): string[] {
  const last = (day < end ? day : end).slice(0, 7);
  const months: string[] = [];
  for (let [year, month] = start.split('-').map(Number) as [number, number]; ; month += 1) {
    if (month > 12) [year, month] = [year + 1, 1];
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name > last) return months;
    months.push(name);
  }
}

/** How a headcount went month by month, and where it leads. `p` is its progress as of the scope's day. */
export function forecast(scope: Scope, { activity, numerator, beside }: Progress): Forecast {
  const { asOf, view } = scope;
  const { start, end } = activity;
  const counting = firstDays(scope, activity);
  const share = (some: number, all: number) =>
    all === 0 ? 0 : Math.min(100, Math.round((some / all) * 1000) / 10);
  const now = { some: numerator ?? 0, all: beside.roster ?? 0 };
  const points = monthsUpTo(activity, asOf).map((month) => {
    const day = earlier(lastOfMonth(month), end);
    if (day >= asOf) return { month, percent: share(now.some, now.all) };
    const members = rosterOn(view, day);
    let some = 0;
    for (const [person, first] of counting) if (first <= day && members.has(person)) some += 1;
    return { month, percent: share(some, members.size) };
  });
  const gone = daysBetween(start, asOf) + 1;
  const whole = daysBetween(start, end) + 1;
  const early = asOf < start || gone * 10 < whole;
  const projected = early || asOf >= end ? null : share((now.some / gone) * whole, now.all);
  return { points, projected, lacking: Math.max(0, now.all - now.some) };
}

/** The day from which on each person counts, by the part that counts. */
function firstDays(scope: Scope, activity: Activity): Map<string, string> {
  const { measure } = activity;
  if (measure.kind !== 'headcount') return new Map();
  const counts = ({ body }: Pick<Rec, 'body'>) => measure.part !== 'accredited' || body.part === 'accredited';
  return new Map(
    [...peopleWith(scope, activity, measure.counts)].flatMap(([person, records]) => {
      const [first] = records
        .filter(counts)
        .map((r) => r.occurredOn)
        .sort();
      return first === undefined ? [] : [[person, first] as const];
    }),
  );
}

/** A headcount in one unit. */
export interface UnitShare {
  readonly unit: string;
  readonly numerator: number;
  readonly roster: number;
}

/** A headcount unit by unit, those that lack most people first. `p` is its progress as of the scope's day. */
export function byUnit(scope: Scope, p: Progress): UnitShare[] {
  const cut = p.beside.cut!;
  const counting = firstDays(scope, p.activity);
  const units = new Map<string, { numerator: number; roster: number }>();
  for (const [person, unit] of rosterOn(scope.view, cut)) {
    const known = units.get(unit) ?? { numerator: 0, roster: 0 };
    const counts = (counting.get(person) ?? '9999') <= scope.asOf ? 1 : 0;
    units.set(unit, { numerator: known.numerator + counts, roster: known.roster + 1 });
  }
  const lacking = (u: UnitShare) => u.roster - u.numerator;
  return [...units]
    .map(([unit, n]) => ({ unit, ...n }))
    .sort((a, b) => lacking(b) - lacking(a) || a.unit.localeCompare(b.unit, 'es'));
}

/**
 * Of all units those that everybody may see beside their total: of `smallest` people at least, without as many of the
 * smallest as it takes that the others' figures together are not of so few people. Pure.
 */
export function seenByAll<T>(all: readonly T[], people: (one: T) => number, smallest: number): T[] {
  const hidden = new Set<T>();
  let sum = 0;
  for (const one of [...all].sort((a, b) => people(a) - people(b))) {
    if (people(one) >= smallest && (hidden.size === 0 || sum >= smallest)) break;
    hidden.add(one);
    sum += people(one);
  }
  return all.filter((one) => !hidden.has(one));
}

/**
 * The units that everybody may see: of `smallest` people at least, `most` of them, and never all but so few people that
 * their figure could be worked out from the rest.
 */
export function shownUnits(all: readonly UnitShare[], smallest: number, most: number): UnitShare[] {
  const large = all.filter((u) => u.roster >= smallest);
  const shown = large.slice(0, most);
  const people = (units: readonly UnitShare[]) => units.reduce((sum, u) => sum + u.roster, 0);
  const rest = people(all) - people(shown);
  return rest > 0 && rest < smallest ? shown.slice(0, -1) : shown;
}
