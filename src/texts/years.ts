import type { Message } from '../message.ts';
import type { Owed } from '../owed.ts';
import type { Programme } from '../programme/schema.ts';
import { problem } from './common.ts';
import { join, shortDate } from './format.ts';

/** What is said of the years that have a programme. */
export const yearTexts = {
  noYear: (said: number, years: readonly number[]): Message =>
    problem(
      `No conozco un programa de ${said}.`,
      `Hay programa de ${join(years.map(String))}. Por ejemplo: avance ${years.at(-1)}`,
    ),
  /** One line of the year that is over while its last things are still open. */
  stillOpen: ({ title, year, closes }: Programme, owed: readonly Owed[]): string => {
    const what = owed.map((o) => `${o.label} (fecha límite: ${shortDate(o.due.date)})`);
    const lacks = what.length === 0 ? 'ya no falta ningún informe' : `falta ${join(what)}`;
    return `El ${title} sigue abierto hasta el ${shortDate(closes)}: ${lacks}. Para verlo: avance ${year}`;
  },
};
