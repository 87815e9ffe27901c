import { type Ask, type Command, type Outcome, refuse, say } from '../ask.ts';
import { peopleWith, recordsOf } from '../counted.ts';
import { fold, type Token } from '../input/words.ts';
import { earlier, type Scope } from '../owed.ts';
import type { Activity, Countable } from '../programme/schema.ts';
import { membersOn } from '../progress.ts';
import { erasedName } from '../texts/common.ts';
import { pending as texts } from '../texts/missing.ts';
import { progressTexts } from '../texts/progress.ts';
import { findUnit, nearUnits, unitsOn } from './progress.ts';
import { phrase } from './when.ts';

const perPage = 20;

/** Somebody on the roster at the cut who has no standing record. */
export interface Missing {
  readonly person: string;
  readonly unit: string;
}

/** The record that everybody is to have for an activity, null where it does not ask for one from each. */
export const askedOfEach = ({ measure, participation }: Activity): Countable | null =>
  measure.kind === 'headcount' ? measure.counts : (participation ?? null);

/** The day of the roster by which an activity is counted: `asOf`, or the activity's end where that is earlier. */
export const cutOf = (activity: Activity, asOf: string): string => earlier(asOf, activity.end);

/** Who is on the roster at the cut and has no standing record for an activity; nobody where it asks for none. */
export function missingOf(scope: Scope, activity: Activity): Missing[] {
  const counts = askedOfEach(activity);
  if (counts === null) return [];
  const cut = cutOf(activity, scope.asOf);
  const took = peopleWith(scope, activity, counts);
  return [...membersOn(scope, cut)]
    .filter(([person]) => !took.has(person))
    .map(([person, unit]) => ({ person, unit }));
}

/** Whether one person has a standing record for an activity as of a day. */
export function hasDone(scope: Scope, activity: Activity, person: string): boolean {
  const counts = askedOfEach(activity);
  return counts !== null && recordsOf(scope, activity, counts, person).length > 0;
}

export type Target =
  | { readonly ok: true; readonly activity: Activity; readonly unit: string | null }
  | { readonly ok: false; readonly outcome: Outcome };

/** The activity and unit that words name: `9`, `9 "Subdirección Médica"`. */
export function readTarget(ask: Ask, words: readonly Token[]): Target {
  const no = (outcome: Outcome): Target => ({ ok: false, outcome });
  const asking = ask.programme.activities.filter((a) => askedOfEach(a) !== null);
  const numbers = asking.map((a) => a.number);
  const [first, ...rest] = words;
  const activity = asking.find((a) => String(a.number) === first?.text);
  if (!activity) return no(refuse(texts.noActivity(first?.text ?? '', numbers)));
  const said = phrase(rest);
  if (said === '') return { ok: true, activity, unit: null };
  const units = [...unitsOn(ask.view, cutOf(activity, ask.today)).keys()];
  const unit = findUnit(units, said);
  if (unit === null) return no(refuse(progressTexts.noUnit(said, nearUnits(units, said))));
  return { ok: true, activity, unit };
}

/** Who is missing: everybody for the committee, the own units for a unit's lead; always private. */
export const pending: Command = {
  words: ['pendientes', 'faltan'],
  may: 'lead',
  also: ['committee'],
  run(ask) {
    const { page, rest: said } = takePage(ask.tokens);
    const table = said.some(isTable);
    const rest = said.filter((t) => !isTable(t));
    if (rest.length === 0) return table ? workbook(ask, askedNow(ask), unitsOf(ask), null) : summary(ask);
    const target = readTarget(ask, rest);
    if (!target.ok) return target.outcome;
    const { activity, unit } = target;
    const mine = unitsOf(ask);
    const own = (u: string) => mine === null || mine.some((l) => fold(l) === fold(u));
    if (unit !== null && !own(unit)) return refuse(texts.ownUnitOnly(ask.who.leads));
    const units = unit !== null ? [unit] : mine;
    return table ? workbook(ask, [activity], units, unit) : list(ask, activity, unit, units, page);
  },
};

const isTable = (t: Token): boolean => !t.quoted && /^(xlsx|excel)$/.test(fold(t.text));

/** Units whose people somebody sees: null for all of them. */
const unitsOf = ({ who }: Ask): readonly string[] | null => (who.levels.has('committee') ? null : who.leads);

/** Activities that have begun and ask something of everybody. */
const askedNow = ({ programme, today }: Ask): Activity[] =>
  programme.activities.filter((a) => askedOfEach(a) !== null && a.start <= today);

/** Everybody who is missing as a workbook, a sheet for each activity. */
function workbook(
  ask: Ask,
  activities: readonly Activity[],
  units: readonly string[] | null,
  unit: string | null,
): Outcome {
  const tables = activities.map((activity) => {
    const { people, cut } = figures(ask, activity, units);
    const rows = sorted(ask, people).map((r) => [r.number, r.name, r.unit, r.position, r.reached]);
    return {
      ...{ sheet: texts.sheet(activity.number), header: texts.header(cut), rows },
      widths: [18, 40, 40, 32, 16],
    };
  });
  const missing = tables.reduce((sum, t) => sum + t.rows.length, 0);
  const name = texts.file(activities.length === 1 ? activities[0]!.number : null, ask.today);
  return {
    ...say(texts.table(missing, activities.length, unit)),
    papers: [{ type: 'workbook', name, tables }],
  };
}

/** `pagina 2` among the words; the first page where nothing is said. */
export function takePage(tokens: readonly Token[]): { page: number; rest: readonly Token[] } {
  const at = tokens.findIndex(
    (t, i) => fold(t.text) === 'pagina' && /^\d{1,4}$/.test(tokens[i + 1]?.text ?? ''),
  );
  if (at < 0) return { page: 1, rest: tokens };
  return {
    page: Math.max(1, Number(tokens[at + 1]!.text)),
    rest: tokens.filter((_, i) => i !== at && i !== at + 1),
  };
}

/** Who is missing of all units (null) or of some, and of how many. */
export function figures(
  { programme, view, today }: Ask,
  activity: Activity,
  units: readonly string[] | null,
) {
  const scope: Scope = { programme, view, asOf: today };
  const cut = cutOf(activity, today);
  const here = (unit: string) => units === null || units.includes(unit);
  const people = missingOf(scope, activity).filter((m) => here(m.unit));
  return { cut, people, of: [...membersOn(scope, cut).values()].filter(here).length };
}

function list(
  ask: Ask,
  activity: Activity,
  unit: string | null,
  units: readonly string[] | null,
  asked: number,
): Outcome {
  const { cut, people, of } = figures(ask, activity, units);
  const rows = sorted(ask, people);
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const page = Math.min(asked, pages);
  return say(
    texts.list({
      activity: activity.number,
      title: activity.title,
      unit,
      units: units ?? [],
      cut,
      of,
      total: rows.length,
      page,
      pages,
      rows: rows.slice((page - 1) * perPage, page * perPage),
      mayAsk: ask.who.levels.has('committee') && ask.today <= activity.end,
    }),
  );
}

/** Somebody who is missing, as texts and tables need it. */
export interface MissingRow {
  /** Person id. */
  readonly person: string;
  readonly number: string;
  readonly name: string;
  readonly unit: string;
  readonly position: string | null;
  /** Whether a platform knows how to reach them. */
  readonly reached: string;
}

/** A list of people as texts need it, by unit and name. */
export function sorted(ask: Pick<Ask, 'people' | 'reach'>, people: readonly Missing[]): MissingRow[] {
  const order = new Map(ask.people.list().map((p, i) => [p.id, i]));
  return [...people]
    .sort(
      (a, b) => a.unit.localeCompare(b.unit, 'es') || (order.get(a.person) ?? 0) - (order.get(b.person) ?? 0),
    )
    .map(({ person, unit }) => {
      const known = ask.people.byId(person);
      return {
        person,
        ...{ number: known?.number ?? '—', name: known?.name ?? erasedName, unit },
        position: known?.position ?? null,
        reached: texts.reached(ask.reach(person) !== null),
      };
    });
}

/** How many are missing in each activity that asks something of everybody. */
function summary(ask: Ask): Outcome {
  const units = unitsOf(ask);
  const lines = askedNow(ask).map((a) => {
    const { cut, people, of } = figures(ask, a, units);
    return { number: a.number, title: a.title, cut, missing: people.length, of };
  });
  return say(texts.summary(lines, units));
}
