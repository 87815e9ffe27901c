import { fold } from '../../input/words.ts';
import { headers as h, rowNames, scopeWords } from '../../texts/programme-tables.ts';
import type { Calendar, Programme } from '../schema.ts';
import { dateOf, required, type Section, written } from './table.ts';

type Day = Calendar['days'][number];
const scopes = Object.keys(scopeWords) as Day['scope'][];

/** A programme whose calendar has these days: nobody has confirmed it. */
export const withDays = (programme: Programme, days: readonly Day[]): Programme => ({
  ...programme,
  calendar: {
    ...programme.calendar,
    confirmed: false,
    days: [...days].sort((a, b) => a.from.localeCompare(b.from)),
  },
});

/** The year's non-working days. Confirming them is a step of its own (`dias-inhabiles confirmar`). */
export const days: Section = {
  word: 'dias-inhabiles',
  headers: [h.from, h.to, h.name, h.scope, h.source],
  widths: [14, 14, 48, 14, 70],
  dated: false,
  of: (p) => p.calendar.days,
  rows: (p) =>
    p.calendar.days.map((d) => [
      written(d.from),
      d.to === undefined ? '' : written(d.to),
      d.name,
      scopeWords[d.scope],
      d.source,
    ]),
  key: [h.from, h.scope],
  called: ([from, , name]) => rowNames.day(from!, name!),
  put(programme, rows) {
    const { year, closes } = programme;
    const read = rows.flatMap((cells): Day[] => {
      const from = dateOf(cells, h.from);
      const to = dateOf(cells, h.to, 'empty');
      const name = required(cells, h.name);
      const source = required(cells, h.source);
      const scope = scopes.find((s) => fold(scopeWords[s]) === fold(cells.text(h.scope)));
      if (!scope) cells.bad(h.scope, 'one-of', Object.values(scopeWords));
      if (from === null || !scope) return [];
      const last = to ?? from;
      if (from > last) cells.bad(h.to, 'ends-before-start');
      // A period of vacations reaches into the year from the one before.
      if (last < `${year}-01-01` || from > closes) cells.bad(h.from, 'outside-year');
      return [{ from, ...(to !== null && to !== from && { to }), name, scope, source }];
    });
    const same = JSON.stringify(read) === JSON.stringify(programme.calendar.days);
    return same ? programme : withDays(programme, read);
  },
  confirm: (programme) => programme,
};
