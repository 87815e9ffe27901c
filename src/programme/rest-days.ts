import { addDays, weekday } from '../calendar.ts';
import type { Calendar } from './schema.ts';

type Day = Calendar['days'][number];

const source = (section: string): string => `Ley Federal del Trabajo, artículo 74, fracción ${section}`;

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
    source: source(section),
  });
  return [
    day(`${year}-01-01`, 'Año Nuevo', 'I'),
    day(monday(`${year}-02`, 1), 'Aniversario de la Constitución', 'II'),
    day(monday(`${year}-03`, 3), 'Natalicio de Benito Juárez', 'III'),
    day(`${year}-05-01`, 'Día del Trabajo', 'IV'),
    day(`${year}-09-16`, 'Día de la Independencia', 'V'),
    ...(changes(year) ? [day(`${year}-10-01`, 'Transmisión del Poder Ejecutivo Federal', 'VII')] : []),
    day(monday(`${year}-11`, 3), 'Aniversario de la Revolución', 'VI'),
    day(`${year}-12-25`, 'Navidad', 'VIII'),
  ];
}
