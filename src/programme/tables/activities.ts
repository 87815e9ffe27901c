import { fold } from '../../input/words.ts';
import { formulaWords, headers as h, rowNames } from '../../texts/programme-tables.ts';
import type { Activity, Measure } from '../schema.ts';
import { type Cells, dateOf, lacks, required, type Section, written } from './table.ts';

const headers = [
  h.number,
  h.title,
  h.objective,
  h.target,
  h.indicator,
  h.what,
  h.start,
  h.end,
  h.risk,
  h.formula,
] as const;

type Formula = keyof typeof formulaWords;

/** The formulas that an activity's kind allows; a series is always a ratio and a campaign has none. */
const formulas = (kind: Measure['kind']): readonly Formula[] =>
  ({
    milestone: ['ratio', 'none', 'incomplete'] as const,
    series: ['ratio'] as const,
    headcount: ['ratio', 'count'] as const,
    campaign: ['none'] as const,
  })[kind];

const formulaOf = (measure: Measure): Formula =>
  'formula' in measure ? measure.formula : measure.kind === 'series' ? 'ratio' : 'none';

/** How an activity is measured that somebody adds: done or not, by «actividad N realizada». */
const added: Measure = { kind: 'milestone', counts: 'activity.done', formula: 'ratio' };

/**
 * The programme's own table, column by column. Activities come and go while it is a draft; one that is measured otherwise than
 * by being done comes with the programme's file.
 */
export const activities: Section = {
  word: 'actividades',
  headers,
  widths: [6, 24, 48, 48, 40, 48, 14, 14, 32, 16],
  dated: true,
  of: (p) => p.activities.map(({ measure, ...a }) => ({ ...a, formula: formulaOf(measure) })),
  rows: (p) =>
    p.activities.map((a) => [
      String(a.number),
      a.title,
      a.objective,
      a.target,
      a.indicator ?? '',
      a.what,
      written(a.start),
      written(a.end),
      a.risk ?? '',
      formulaWords[formulaOf(a.measure)],
    ]),
  key: [h.number],
  called: ([number]) => rowNames.activity(number!),
  put(programme, rows, bad, draft) {
    const seen = new Set<string>();
    const read = new Map<number, Activity>();
    for (const cells of rows) {
      const number = cells.text(h.number);
      const before = programme.activities.find((a) => String(a.number) === number);
      if (seen.has(number)) cells.bad(h.number, 'repeated');
      else if (before) read.set(before.number, activityOf(cells, before, programme));
      else if (!draft) cells.bad(h.number, 'unknown-row');
      else if (!/^[1-9]\d?$/.test(number)) cells.bad(h.number, 'activity-number');
      else read.set(Number(number), activityOf(cells, { number: Number(number), measure: added }, programme));
      seen.add(number);
    }
    if (!draft)
      for (const { number } of programme.activities)
        if (!seen.has(String(number))) lacks(bad, rowNames.activity(String(number)));
    return { ...programme, activities: [...read.values()].sort((a, b) => a.number - b.number) };
  },
  confirm: (programme) => programme,
};

function activityOf(
  cells: Cells,
  before: Pick<Activity, 'number' | 'measure'> & Partial<Activity>,
  { year, closes }: { year: number; closes: string },
): Activity {
  const day = (header: string, known = `${year}-01-01`): string => {
    const date = dateOf(cells, header) ?? known;
    if (date < `${year}-01-01` || date > closes) cells.bad(header, 'outside-year');
    return date;
  };
  const [start, end] = [day(h.start, before.start), day(h.end, before.end)];
  if (start > end) cells.bad(h.end, 'ends-before-start');
  const may = formulas(before.measure.kind);
  const formula = may.find((f) => fold(formulaWords[f]) === fold(cells.text(h.formula)));
  if (!formula)
    cells.bad(
      h.formula,
      'one-of',
      may.map((f) => formulaWords[f]),
    );
  const indicator = cells.text(h.indicator);
  const measure = formula && 'formula' in before.measure ? { ...before.measure, formula } : before.measure;
  const { remark, ...rest } = before;
  // Why an indicator is incomplete is no longer said of one that is whole.
  const mended = formulaOf(before.measure) === 'incomplete' && formula !== 'incomplete';
  return {
    ...rest,
    title: required(cells, h.title),
    objective: required(cells, h.objective),
    target: required(cells, h.target),
    indicator: indicator === '' ? null : indicator,
    what: required(cells, h.what),
    start,
    end,
    risk: cells.text(h.risk) || null,
    measure: measure as Measure,
    ...(remark !== undefined && !mended && { remark }),
  };
}
