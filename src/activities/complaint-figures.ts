import { type Ask, type Command, note, type Outcome, open, refuse, say } from '../ask.ts';
import { quarterOf } from '../calendar.ts';
import { reportsFrom } from '../corrections.ts';
import { fold } from '../input/words.ts';
import { reporting } from '../programme/reports.ts';
import { notAllowed } from '../texts/common.ts';
import { complaintFigures as texts } from '../texts/complaint-figures.ts';
import type { Complaints } from '../view/shapes.ts';
import type { View } from '../view.ts';
import { sayings } from './when.ts';

/** Complaints of a quarter (`2024-T2`) in numbers, for the report; null while nobody recorded them. */
export const complaintsOf = (view: View, period: string): Complaints | null =>
  view.complaints.get(period) ?? null;

const figures = ['received', 'inProcess', 'concluded'] as const;
type Figures = Record<(typeof figures)[number], number>;

/** How each figure is written: its word and its number, in either order. */
const words: Readonly<Record<(typeof figures)[number], string>> = {
  received: 'recibidas?',
  inProcess: '(?:en )?(?:proceso|tramite)',
  concluded: 'concluidas?',
};

/** Activity 4: counts of complaints per quarter, never a name or a fact; the committee sees no small ones. */
export const complaintFigures: Command = {
  words: ['cifras'],
  may: 'committee',
  run(ask) {
    const secretary = ask.who.levels.has('secretary');
    const said = sayings(ask.tokens).map((t) => fold(t.text));
    if (said[0] && !/^denuncias?$/.test(said[0])) return refuse(texts.how());
    const rest = said.slice(1);
    const filled = Object.keys(ask.fields ?? {}).length > 0;
    if (!filled && rest.length === 0) return show(ask, secretary);
    if (!secretary) return refuse(notAllowed('cifras denuncias', 'secretary'));
    if (!ask.fields && rest.length === 1 && rest[0] === 'registrar') return openForm(ask);
    const read = ask.fields ? readForm(ask.fields) : readWords(rest.join(' '));
    if (read === null) return refuse(texts.how());
    if ('field' in read) return refuse(texts.badNumber(), read.field);
    return write(ask, read.year ?? newest(ask, read.quarter), read.quarter, read.counts);
  },
};

/** The years whose figures are recorded now, the oldest first: in January last year's too. */
const years = (ask: Ask): number[] =>
  reporting(ask)
    .map((p) => p.year)
    .reverse();

const quarters = (year: number): string[] => [1, 2, 3, 4].map((n) => `${year}-T${n}`);

function show(ask: Ask, exact: boolean): Outcome {
  const lines = years(ask)
    .flatMap(quarters)
    .flatMap((period) => {
      const counts = complaintsOf(ask.view, period);
      return counts ? [texts.line(period, counts, exact)] : [];
    });
  return say(texts.show(years(ask), lines, exact));
}

function openForm(ask: Ask): Outcome {
  const all = years(ask).flatMap(quarters);
  const begun = all.filter((period) => edges(period).from <= ask.today);
  const missing = begun.find((period) => complaintsOf(ask.view, period) === null);
  return open(
    texts.form(begun.length > 0 ? begun : all.slice(0, 1), missing ?? begun.at(-1), years(ask).length > 1),
  );
}

type Read =
  | { readonly quarter: number; readonly year: number | null; readonly counts: Figures }
  | { readonly field: string }
  | null;

function readForm(fields: Readonly<Record<string, string>>): Read {
  const [, year, quarter] = /^(\d{4})-T([1-4])$/.exec(fields.period ?? '') ?? [];
  if (!quarter) return null;
  const bad = figures.find((f) => !/^\d{1,4}$/.test(fields[f]?.trim() ?? ''));
  if (bad) return { field: bad };
  const of = (f: (typeof figures)[number]) => Number(fields[f]!.trim());
  return {
    quarter: Number(quarter),
    year: Number(year),
    counts: { received: of('received'), inProcess: of('inProcess'), concluded: of('concluded') },
  };
}

/** All three figures are asked for: what is not said is not zero. */
function readWords(said: string): Read {
  let left = ` ${said.replace(/[\s,;:]+/g, ' ').trim()} `;
  const take = (pattern: string): number | null => {
    const m = new RegExp(` ${pattern}(?= )`).exec(left);
    if (!m) return null;
    left = left.replace(m[0], '');
    return Number(m[1]);
  };
  const quarter = take('(?:trimestral|trimestre) t?([1-4])');
  const found = figures.map((f) => take(`${words[f]} (\\d{1,4})`));
  const year = take('(?:de )?(20\\d\\d)');
  if (quarter === null || found.includes(null) || left.trim() !== '') return null;
  const [received, inProcess, concluded] = found as number[];
  return { quarter, year, counts: { received: received!, inProcess: inProcess!, concluded: concluded! } };
}

const edges = (period: string) =>
  quarterOf(`${period.slice(0, 4)}-${String(Number(period.at(-1)) * 3).padStart(2, '0')}-01`);

/** The newest year whose quarter has begun: in January the fourth is last year's. */
const newest = (ask: Ask, quarter: number): number =>
  years(ask).findLast((year) => edges(`${year}-T${quarter}`).from <= ask.today) ?? ask.programme.year;

function write(ask: Ask, year: number, quarter: number, counts: Figures): Outcome {
  if (!years(ask).includes(year)) return refuse(texts.notThatYear(year));
  const period = `${year}-T${quarter}`;
  const { from, to } = edges(period);
  if (from > ask.today) return refuse(texts.notYet(quarter, from), ask.fields ? 'period' : undefined);
  const before = complaintsOf(ask.view, period);
  const same = before !== null && figures.every((f) => before[f] === counts[f]);
  const sent = same || before === null ? [] : reportsFrom(ask.view, to).filter((r) => r.period === period);
  const reply = texts.recorded(period, counts, before !== null, !same, sent);
  if (same) return say(reply);
  return note(
    ask,
    {
      kind: 'complaints.counted',
      key: `complaints/${period}/${ask.view.head.seq + 1}`,
      body: { period, ...counts, salt: ask.fresh() },
      on: to < ask.today ? to : ask.today,
    },
    reply,
  );
}
