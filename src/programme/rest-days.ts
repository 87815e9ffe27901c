import { addDays, weekday } from '../calendar.ts';
import { restDayNames as names, restDaySource } from '../texts/programme-tables.ts';
import type { Calendar } from './schema.ts';

type Day = Calendar['days'][number];

/** The n-th Monday of a month, `yyyy-MM`. */
function monday(month: string, n: number): string {
  const first = `${month}-01`;
  return addDays(first, ((8 - weekday(first)) % 7) + 7 * (n - 1));
}

/** The federal executive changes on 1 October every six years. */
const changes = (year: number): boolean => (year - 2024) % 6 === 0;

/**
 * The rest days of a year by federal law (Ley Federal del Trabajo, article 74), in order. Election days, which the
 * electoral laws set, are Sundays and left out.
 */
export function restDays(year: number): Day[] {
  const day = (from: string, name: string, section: string): Day => ({
    from,
    name,
    scope: 'national',
    source: restDaySource(section),
  });
  return [
    day(`${year}-01-01`, names.newYear, 'I'),
    day(monday(`${year}-02`, 1), names.constitution, 'II'),
    day(monday(`${year}-03`, 3), names.juarez, 'III'),
    day(`${year}-05-01`, names.labour, 'IV'),
    day(`${year}-09-16`, names.independence, 'V'),
    ...(changes(year) ? [day(`${year}-10-01`, names.executive, 'VII')] : []),
    day(monday(`${year}-11`, 3), names.revolution, 'VI'),
    day(`${year}-12-25`, names.christmas, 'VIII'),
  ];
}
