import { headers as h, rowNames } from '../../texts/programme-tables.ts';
import type { Activity, DueRule, Occurrence } from '../schema.ts';
import { type Cells, dateOf, lacks, required, type Section, written } from './table.ts';

const headers = [h.activity, h.id, h.label, h.fixed, h.businessDays, h.after] as const;

const isSeries = ({ measure }: Activity): boolean => measure.kind === 'series';
const occurrencesOf = ({ measure }: Activity): readonly Occurrence[] =>
  measure.kind === 'series' ? measure.occurrences : [];

/** When each report, session, card and delivery is owed: a fixed day, or so many business days after another. */
export const occurrences: Section = {
  word: 'fechas',
  headers,
  widths: [12, 14, 44, 14, 12, 14],
  dated: true,
  of: (p) => p.activities.map((a) => [a.number, occurrencesOf(a)]),
  rows: (p) =>
    p.activities.flatMap((a) =>
      occurrencesOf(a).map(({ id, label, due }) => [
        String(a.number),
        id,
        label,
        'on' in due ? written(due.on) : '',
        'on' in due ? '' : String(due.businessDays),
        'on' in due ? '' : written(due.after),
      ]),
    ),
  key: [h.activity, h.id],
  called: ([activity, id]) => rowNames.occurrence(activity!, id!),
  put(programme, rows, bad) {
    const series = programme.activities.filter(isSeries);
    const read = new Map<number, Occurrence[]>(series.map((a) => [a.number, []]));
    for (const cells of rows) {
      const of = series.find((a) => String(a.number) === cells.text(h.activity));
      if (!of) {
        cells.bad(
          h.activity,
          'one-of',
          series.map((a) => String(a.number)),
        );
        continue;
      }
      const mine = read.get(of.number)!;
      const id = cells.text(h.id);
      if (!/^[\w-]{1,20}$/.test(id)) cells.bad(h.id, 'id');
      else if (mine.some((o) => o.id === id)) cells.bad(h.id, 'repeated');
      const due = dueOf(cells, programme);
      const label = required(cells, h.label);
      if (due) mine.push({ id, label, due });
    }
    for (const { number } of series)
      if (!rows.some((cells) => cells.text(h.activity) === String(number)))
        lacks(bad, rowNames.activity(String(number)));
    return {
      ...programme,
      activities: programme.activities.map((a) => {
        const { measure } = a;
        if (measure.kind !== 'series') return a;
        const next = read.get(a.number)!;
        // Dates that somebody decided anew were not decided before.
        const same = JSON.stringify(next) === JSON.stringify(measure.occurrences);
        return {
          ...a,
          measure: { ...measure, occurrences: next, confirmed: same ? measure.confirmed : false },
        };
      }),
    };
  },
  confirm: (programme, confirmed) => ({
    ...programme,
    activities: programme.activities.map((a) =>
      a.measure.kind === 'series' && a.measure.confirmed === false
        ? { ...a, measure: { ...a.measure, confirmed } }
        : a,
    ),
  }),
};

function dueOf(cells: Cells, { year, closes }: { year: number; closes: string }): DueRule | null {
  const on = dateOf(cells, h.fixed, 'empty');
  const after = dateOf(cells, h.after, 'empty');
  const days = cells.text(h.businessDays);
  const fixed = cells.text(h.fixed) !== '';
  if (fixed === (days !== '' || cells.text(h.after) !== '')) {
    cells.bad(h.fixed, 'one-due');
    return null;
  }
  if (fixed) {
    if (on !== null && (on < `${year}-01-01` || on > closes)) cells.bad(h.fixed, 'outside-year');
    return on === null ? null : { on };
  }
  if (!/^[1-9]\d{0,2}$/.test(days)) cells.bad(h.businessDays, 'business-days');
  if (after === null && cells.text(h.after) === '') cells.bad(h.after, 'empty');
  if (after !== null && (after < `${year - 1}-12-31` || after > closes)) cells.bad(h.after, 'outside-year');
  return after === null ? null : { businessDays: Number(days) || 1, after };
}
