import { isDay } from '../entry.ts';
import { restDays } from './rest-days.ts';
import type { Activity, Programme } from './schema.ts';

/** What the committee decided in chat about last year's activities: which part counts, since when. */
export type Decided = ReadonlyMap<number, { readonly part: 'declared' | 'accredited'; readonly on: string }>;

/**
 * A year's programme drafted from an earlier one's: the same days and months, the years in its words moved along,
 * confirmations of dates taken back, the rest days of federal law, and nothing of the state's calendar, which is
 * published anew. It counts for nothing until the committee approves it.
 */
export function nextYear(last: Programme, year: number, decided: Decided = new Map()): Programme {
  const by = year - last.year;
  const moved = (a: Activity): Activity => withParts(movedWords(a, last.year, by), decided);
  return {
    ...last,
    id: last.id.includes(String(last.year))
      ? last.id.replaceAll(String(last.year), String(year))
      : `${last.id.slice(0, 35)}-${year}`,
    year,
    title: yearsMoved(last.title, last.year, by),
    approved: null,
    closes: movedDate(last.closes, by),
    activities: last.activities.map(moved),
    calendar: { confirmed: false, vacationsCount: last.calendar.vacationsCount, days: daysOf(last, year) },
    integrityDay: { ...last.integrityDay, confirmed: false },
  };
}

/** The same day and month so many years later; 29 February becomes the 28th. */
export function movedDate(date: string, by: number): string {
  const year = Number(date.slice(0, 4)) + by;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const rest = date.slice(4);
  return `${year}${rest === '-02-29' && !leap ? '-02-28' : rest}`;
}

/** The programme's own year and the one before it, where a text names them, so many years later. */
const yearsMoved = (text: string, year: number, by: number): string =>
  text.replace(/\b20\d\d\b/g, (said) =>
    [year - 1, year].includes(Number(said)) ? String(Number(said) + by) : said,
  );

/** A value with all its dates and years moved. */
function movedWords<T>(value: T, year: number, by: number): T {
  const move = (v: unknown): unknown => {
    if (typeof v === 'string') return isDay(v) ? movedDate(v, by) : yearsMoved(v, year, by);
    if (Array.isArray(v)) return v.map(move);
    if (v !== null && typeof v === 'object')
      return Object.fromEntries(
        // Who confirmed something, and when, stays as it was.
        Object.entries(v).map(([k, inner]) => [k, k === 'partDecided' ? inner : move(inner)]),
      );
    return v;
  };
  return move(value) as T;
}

/** Dates that moved are nobody's decision yet; which part of a headcount counts stays as it was decided. */
function withParts(activity: Activity, decided: Decided): Activity {
  const { measure } = activity;
  if (measure.kind === 'series') return { ...activity, measure: { ...measure, confirmed: false } };
  const said = decided.get(activity.number);
  if (measure.kind !== 'headcount' || !said) return activity;
  const partDecided = { by: 'secretary', on: said.on };
  return { ...activity, measure: { ...measure, part: said.part, partDecided } };
}

/** What is known of the new year's non-working days: federal law's, and periods that reach into it from the last. */
function daysOf({ calendar }: Programme, year: number): Programme['calendar']['days'] {
  const first = `${year}-01-01`;
  const begun = calendar.days.filter((d) => d.scope !== 'national' && (d.to ?? d.from) >= first);
  return [...begun, ...restDays(year), ...restDays(year + 1).slice(0, 1)];
}
