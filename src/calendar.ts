import { TZDateMini, tz } from '@date-fns/tz';
import { format } from 'date-fns/format';
import { parseISO } from 'date-fns/parseISO';
import { isDay } from './entry.ts';
import { memo } from './memo.ts';
import type { Calendar, DueRule } from './programme/schema.ts';

/** A date without a time, `yyyy-MM-dd`, in the programme's time zone. */
export type IsoDate = string;

/** What a deadline passed over: `weekend`, or the name of a non-working day as the calendar writes it. */
export interface SkippedDay {
  readonly date: IsoDate;
  readonly reason: string;
  readonly scope: 'weekend' | Scope;
}

/** A day by which something is owed, with its explanation. */
export interface Deadline {
  readonly date: IsoDate;
  readonly rule: DueRule;
  /** Every day passed over on the way to `date`, in order; empty for a fixed date. */
  readonly skipped: readonly SkippedDay[];
  /** True while the date may still turn out later: `date` is then the earliest plausible one. */
  readonly provisional: boolean;
  /** Later dates that would hold if the days of those scopes are non-working too. */
  readonly alternatives: readonly Alternative[];
}

export interface Alternative {
  readonly date: IsoDate;
  /** What makes it later. `state`: the state's days are confirmed; `vacation`: vacations are no business days. */
  readonly because: readonly ('state' | 'vacation')[];
}

export interface Quarter {
  /** `2024-T1`, as the programme's occurrences are called. */
  readonly id: string;
  readonly year: number;
  readonly quarter: 1 | 2 | 3 | 4;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

type Scope = Calendar['days'][number]['scope'];

// Dates are counted in UTC, where every day has as many milliseconds, whatever zone the machine is set to.
const dayMs = 86_400_000;
const utcMs = (date: IsoDate): number => {
  const ms = isDay(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(ms) || iso(ms) !== date) throw new RangeError(`not an ISO date: ${date}`);
  return ms;
};
const iso = (ms: number): IsoDate => new Date(ms).toISOString().slice(0, 10);

const minuteMs = 60_000;
/** By `<time zone> <minute>`: all of a minute lies in one day of any zone, and asking the zone is slow. */
const dateOfMinute = memo(1000, (key) => {
  const [timeZone, minute] = key.split(' ') as [string, string];
  return format(new TZDateMini(Number(minute) * minuteMs, timeZone), 'yyyy-MM-dd');
});

/** The date that an instant has in a time zone. */
export const localDate = (instant: Date, timeZone: string): IsoDate =>
  dateOfMinute(`${timeZone} ${Math.floor(instant.getTime() / minuteMs)}`);

/** The clock, `HH:MM`, that an instant has in a time zone. */
export function localTime(instant: Date, timeZone: string): string {
  return format(new TZDateMini(instant, timeZone), 'HH:mm');
}

/** The instant at which a time zone's clock shows a date and `HH:MM`. */
export function instantAt(date: IsoDate, time: string, timeZone: string): Date {
  utcMs(date);
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new RangeError(`not a time: ${time}`);
  return new Date(parseISO(`${date}T${time}`, { in: tz(timeZone) }).getTime());
}

/** The date n days later, earlier where n is negative. */
export function addDays(date: IsoDate, n: number): IsoDate {
  return iso(utcMs(date) + n * dayMs);
}

/** The last day of a month `2024-05`. */
export function lastOfMonth(month: string): IsoDate {
  const [year, n] = month.split('-').map(Number) as [number, number];
  return addDays(n === 12 ? `${year + 1}-01-01` : `${year}-${String(n + 1).padStart(2, '0')}-01`, -1);
}

/** Days from a to b; negative where b is earlier. */
export function daysBetween(a: IsoDate, b: IsoDate): number {
  return (utcMs(b) - utcMs(a)) / dayMs;
}

/** Day of the week: 1 Monday to 7 Sunday. */
export function weekday(date: IsoDate): number {
  return new Date(utcMs(date)).getUTCDay() || 7;
}

/** The quarter in which a date lies. */
export function quarterOf(date: IsoDate): Quarter {
  const year = new Date(utcMs(date)).getUTCFullYear();
  const quarter = Math.ceil(Number(date.slice(5, 7)) / 3) as Quarter['quarter'];
  const edge = ['03-31', '06-30', '09-30', '12-31'][quarter - 1]!;
  const from = ['01-01', '04-01', '07-01', '10-01'][quarter - 1]!;
  const yyyy = date.slice(0, 4);
  return { id: `${yyyy}-T${quarter}`, year, quarter, from: `${yyyy}-${from}`, to: `${yyyy}-${edge}` };
}

/**
 * Whether people are at work on a day: neither weekend nor any listed day, vacations and unconfirmed days included.
 * This is for reminders, which rather respect a day too many; what is owed goes by `deadline`.
 */
export function isBusinessDay(date: IsoDate, calendar: Calendar): boolean {
  return whyNot(date, calendar, ['national', 'state', 'vacation']) === null;
}

/** The n-th day after `date` on which people are at work (see `isBusinessDay`); before it where n is negative. */
export function shiftWorkingDays(date: IsoDate, n: number, calendar: Calendar): IsoDate {
  const step = Math.sign(n);
  let at = date;
  for (let left = Math.abs(n); left > 0; ) {
    at = addDays(at, step);
    if (isBusinessDay(at, calendar)) left -= 1;
  }
  return at;
}

/**
 * The n-th business day after a date (n >= 1), for what is owed. Until the calendar is confirmed only weekends and national rest days
 * are passed over, the earliest plausible deadline; once it is, the state's days too, and vacations where
 * `vacationsCount` is false (null: unsure, so the earlier date holds).
 */
export function addBusinessDays(date: IsoDate, n: number, calendar: Calendar): Deadline {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`not a number of business days: ${n}`);
  const sure: Scope[] = ['national'];
  const unsure: Alternative['because'][number][] = [];
  (calendar.confirmed ? sure : unsure).push('state');
  if (calendar.vacationsCount === null || (calendar.vacationsCount === false && !calendar.confirmed))
    unsure.push('vacation');
  else if (calendar.vacationsCount === false) sure.push('vacation');

  const found = count(date, n, calendar, sure);
  const alternatives: Alternative[] = [];
  unsure.forEach((_, i) => {
    const later = count(date, n, calendar, [...sure, ...unsure.slice(0, i + 1)]);
    const because = unsure.filter((scope) => later.skipped.some((s) => s.scope === scope));
    if (later.date !== (alternatives.at(-1)?.date ?? found.date))
      alternatives.push({ date: later.date, because });
  });
  return {
    ...found,
    rule: { businessDays: n, after: date },
    provisional: !calendar.confirmed || alternatives.length > 0,
    alternatives,
  };
}

/** The day by which something is owed, explained. A fixed date stands as it is written, whatever day it falls on. */
export function deadline(rule: DueRule, calendar: Calendar): Deadline {
  if ('on' in rule) return { date: rule.on, rule, skipped: [], provisional: false, alternatives: [] };
  return addBusinessDays(rule.after, rule.businessDays, calendar);
}

function count(date: IsoDate, n: number, calendar: Calendar, scopes: readonly Scope[]) {
  const skipped: SkippedDay[] = [];
  let at = date;
  for (let left = n; left > 0; ) {
    at = addDays(at, 1);
    const why = whyNot(at, calendar, scopes);
    if (why) skipped.push({ date: at, ...why });
    else left -= 1;
  }
  return { date: at, skipped };
}

function whyNot(
  date: IsoDate,
  calendar: Calendar,
  scopes: readonly Scope[],
): Omit<SkippedDay, 'date'> | null {
  if (weekday(date) > 5) return { reason: 'weekend', scope: 'weekend' };
  for (const scope of scopes) {
    const listed = calendar.days.find((d) => d.scope === scope && d.from <= date && date <= (d.to ?? d.from));
    if (listed) return { reason: listed.name, scope };
  }
  return null;
}
