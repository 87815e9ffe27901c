import { daysBetween, lastOfMonth } from './calendar.ts';
import type { Activity } from './programme/schema.ts';
import { progressOf, type Scope } from './progress.ts';

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

/** How a headcount went month by month, and where it leads. */
export function forecast(scope: Scope, activity: Activity): Forecast {
  const { asOf } = scope;
  const at = (day: string) => {
    const { numerator, beside } = progressOf({ ...scope, asOf: day }, activity);
    return { some: numerator ?? 0, all: beside.roster ?? 0 };
  };
  const share = ({ some, all }: { some: number; all: number }) =>
    all === 0 ? 0 : Math.min(100, Math.round((some / all) * 1000) / 10);
  const now = at(asOf);
  const points = monthsUpTo(activity, asOf).map((month) => {
    const day = lastOfMonth(month);
    return { month, percent: share(day < asOf ? at(day) : now) };
  });
  const gone = daysBetween(activity.start, asOf) + 1;
  const whole = daysBetween(activity.start, activity.end) + 1;
  const early = asOf < activity.start || gone * 10 < whole;
  const projected =
    early || asOf >= activity.end ? null : share({ some: (now.some / gone) * whole, all: now.all });
  return { points, projected, lacking: Math.max(0, now.all - now.some) };
}
