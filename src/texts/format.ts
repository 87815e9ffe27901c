import { tz } from '@date-fns/tz';
import { format } from 'date-fns/format';
import { es } from 'date-fns/locale/es';
import { parseISO } from 'date-fns/parseISO';
import { memo } from '../memo.ts';

const utc = tz('UTC');
/** A pattern's dates as they are written; an answer holds a few of always the same. */
const inPattern = memo(50, (pattern) =>
  memo(1000, (date) => format(parseISO(date, { in: utc }), pattern, { locale: es })),
);
const written = (date: string, pattern: string): string => inPattern(pattern)(date);

/** `jueves 9 de mayo` */
export const longDate = (date: string): string => written(date, "EEEE d 'de' MMMM");

/** `jueves 9 de mayo de 2024` */
export const fullDate = (date: string): string => written(date, "EEEE d 'de' MMMM 'de' yyyy");

/** `9 de mayo de 2024` */
export const shortDate = (date: string): string => written(date, "d 'de' MMMM 'de' yyyy");

/** `9 de mayo` */
export const dayMonth = (date: string): string => written(date, "d 'de' MMMM");

/** `mayo de 2024`, of a date or of a month `2024-05` */
export const monthYear = (month: string): string => written(month.slice(0, 7), "MMMM 'de' yyyy");

/** `mayo`, of a date or of a month `2024-05` */
export const monthName = (month: string): string => written(month.slice(0, 7), 'MMMM');

/** `del 1 al 26 de enero de 2024`, naming month and year once where both ends share them; one day alone `el 9 de mayo de 2024`. */
export function dateRange(from: string, to: string): string {
  if (from === to) return `el ${shortDate(to)}`;
  const start =
    from.slice(0, 7) === to.slice(0, 7)
      ? written(from, 'd')
      : from.slice(0, 4) === to.slice(0, 4)
        ? dayMonth(from)
        : shortDate(from);
  return `del ${start} al ${shortDate(to)}`;
}

/** `09:00`, of a clock's `HH:MM` or `H:MM` */
export const clock = (time: string): string => time.padStart(5, '0');

const decimals = (most: number) => new Intl.NumberFormat('es-MX', { maximumFractionDigits: most });
const upToThree = decimals(3);
const upToOne = decimals(1);

/** `1,234.5`, three decimals at most */
export const number = (value: number): string => upToThree.format(value);

/** `62.5 %`, of a value from 0 to 100, one decimal at most */
export const percent = (value: number): string => `${upToOne.format(value)} %`;

/** `1 registro`, `1,234 registros` */
export const plural = (n: number, one: string, many: string): string =>
  `${number(n)} ${n === 1 ? one : many}`;

/** `1 persona`, `1,234 personas` */
export const people = (n: number): string => plural(n, 'persona', 'personas');

/** `2.5 kg`, of grams */
export const kilograms = (grams: number): string => `${number(grams / 1000)} kg`;

/** `1 pieza`, `3 piezas` */
export const pieces = (n: number): string => plural(n, 'pieza', 'piezas');

/** `4 h`, `1 h 30 min`, `45 min`, of minutes */
export function hours(minutes: number): string {
  const [h, min] = [Math.floor(minutes / 60), minutes % 60];
  return [h > 0 ? `${number(h)} h` : '', min > 0 || h === 0 ? `${min} min` : ''].filter(Boolean).join(' ');
}

const list = new Intl.ListFormat('es-MX', { type: 'conjunction' });

/** `a, b y c`; `y` becomes `e` before i- and hi- */
export const join = (items: readonly string[]): string => list.format(items);

/** A text with a capital first; nothing stays nothing. */
export const capital = (words: string): string =>
  words === '' ? '' : `${words[0]!.toLocaleUpperCase('es-MX')}${words.slice(1)}`;

/** A text as a sentence: a capital first, a full stop at its end; nothing stays nothing. */
export const sentence = (words: string): string =>
  words === '' ? '' : `${capital(words)}${/[.!?]$/.test(words) ? '' : '.'}`;
