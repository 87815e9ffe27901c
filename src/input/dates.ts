import { tz } from '@date-fns/tz';
import { format } from 'date-fns/format';
import { isValid } from 'date-fns/isValid';
import { es } from 'date-fns/locale/es';
import { parse } from 'date-fns/parse';
import { addDays, type IsoDate, weekday } from '../calendar.ts';
import { fold, lookUp } from './words.ts';

export type DateRead =
  | { readonly ok: true; readonly date: IsoDate }
  /** `impossible`: it is written like a date, but no such day exists (31/02, or «lunes 9 de mayo» of a Thursday). */
  | { readonly ok: false; readonly reason: 'unknown' | 'impossible' };

/** Which year is meant where none is written. */
export interface DateOptions {
  readonly prefer?: 'past' | 'future';
}

const relative: Readonly<Record<string, number>> = {
  antier: -2,
  anteayer: -2,
  'antes de ayer': -2,
  ayer: -1,
  hoy: 0,
  manana: 1,
  'pasado manana': 2,
};
const weekdays = ['lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabado', 'domingo'];
/** How dates are written, by what they look like; reading a pattern is slow, and a message holds thousands of runs of words. */
const shapes = {
  /** Two or three numbers. */
  numbers: {
    looks: /^\d{1,4}[-/.]\d{1,4}(?:[-/.]\d{1,6})?$/u,
    withYear: ['yyyy-M-d', 'yyyy/M/d', 'd/M/yyyy', 'd-M-yyyy', 'd.M.yyyy', 'd/M/yy'],
    withoutYear: ['d/M', 'd-M'],
  },
  /** A day and a month by its name. */
  words: {
    looks: /^\d{1,3} (?:ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)[a-z]*(?: \d{1,6})?$/u,
    withYear: ['d MMMM yyyy', 'd MMM yyyy', 'd MMMM yy', 'd MMM yy'],
    withoutYear: ['d MMMM', 'd MMM'],
  },
};
type Shape = (typeof shapes)[keyof typeof shapes];
// Two digits of a year need slashes: nobody can tell whether 24-05-07 begins or ends with it.
const numeric =
  /^(\d{4}([-/])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3\d{4}|\d{1,2}[-/]\d{1,2}|\d{1,2}\/\d{1,2}\/\d{2})$/u;
const context = { locale: es, in: tz('UTC') };

/**
 * The day that somebody means, day before month. Without a year it is the latest one up to `today`, today included
 * (`prefer: 'future'`: the first from today on). Case, accents and dashes aside.
 */
export function readDate(words: string, today: IsoDate, { prefer = 'past' }: DateOptions = {}): DateRead {
  const said = fold(words);
  const days = lookUp(relative, said);
  if (days !== undefined) return { ok: true, date: addDays(today, days) };

  const [, named, rest] = /^(?:el )?(?:dia )?(?:([a-z]{5,9}),? )?(.*)$/u.exec(said)!;
  const expected = named === undefined ? -1 : weekdays.indexOf(named);
  const plain = simplify(named !== undefined && expected < 0 ? `${named} ${rest}` : rest!);
  const shape = Object.values(shapes).find(({ looks }) => looks.test(plain));
  if (!shape) return { ok: false, reason: 'unknown' };
  const date = withYearWritten(plain, shape) ?? withYearMeant(plain, shape, today, prefer);
  if (date === null) return { ok: false, reason: looksLikeDate(plain) ? 'impossible' : 'unknown' };
  if (expected >= 0 && weekday(date) !== expected + 1) return { ok: false, reason: 'impossible' };
  return { ok: true, date };
}

/** `1o de sept. del 2024` as `1 septiembre 2024`: one form for all that people write around day, month and year. */
function simplify(said: string): string {
  return said
    .replace(/(?<=[a-z])[-/.]+|[-/](?=[a-z])/gu, ' ')
    .replace(/^(?:primero|1(?:o|ro|er|°|º)\.?)(?= )/u, '1')
    .replace(/\b(?:del?|ano)\b/gu, ' ')
    .replace(/\b(?:setiembre|sept|set)\b/u, 'septiembre')
    .replace(/,/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

function withYearWritten(plain: string, { withYear }: Shape): IsoDate | null {
  // As the bot itself writes dates, in every button and in every row of a list.
  if (/^(19|20)\d\d-\d\d-\d\d$/u.test(plain)) return isDay(plain) ? plain : null;
  return firstValid(plain, withYear, new Date(Date.UTC(2000, 0, 1)));
}

function isDay(iso: string): boolean {
  const [year, month, day] = iso.split('-').map(Number);
  return new Date(Date.UTC(year!, month! - 1, day!)).toISOString().startsWith(iso);
}

function withYearMeant(
  plain: string,
  { withoutYear }: Shape,
  today: IsoDate,
  prefer: 'past' | 'future',
): IsoDate | null {
  // A year was written, and no pattern took it.
  if (/[-/.]\d+[-/.]|[a-z] \d/u.test(plain)) return null;
  const year = Number(today.slice(0, 4));
  // Up to eight years: 29 February can be that far away.
  for (let away = 0; away <= 8; away += 1) {
    const reference = new Date(Date.UTC(prefer === 'past' ? year - away : year + away, 0, 1));
    const date = firstValid(plain, withoutYear, reference);
    if (date !== null && (prefer === 'past' ? date <= today : date >= today)) return date;
  }
  return null;
}

function firstValid(plain: string, patterns: readonly string[], reference: Date): IsoDate | null {
  for (const pattern of patterns) {
    const date = parse(plain, pattern, reference, context);
    // `yyyy` also reads two digits, as a year of the first century.
    if (isValid(date) && date.getFullYear() >= 1900) return format(date, 'yyyy-MM-dd');
  }
  return null;
}

function looksLikeDate(plain: string): boolean {
  if (numeric.test(plain)) return true;
  const month = /^\d{1,3} ([a-z]+)(?: \d{1,4})?$/u.exec(plain)?.[1];
  return (
    month !== undefined &&
    firstValid(`1 ${month}`, shapes.words.withoutYear, new Date(Date.UTC(2000, 0, 1))) !== null
  );
}
