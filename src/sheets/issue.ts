import { missingOf } from '../activities/pending.ts';
import { type Ask, note, type Outcome, say } from '../ask.ts';
import { fold } from '../input/words.ts';
import type { Activity } from '../programme/schema.ts';
import { sheets as texts } from '../texts/sheets.ts';
import { lastOf } from '../view/numbers.ts';
import { rosterOn } from '../view/roster.ts';
import type { Sheet } from '../view/shapes.ts';
import { formOf, sheetCommand } from './form.ts';
import { sheetKey } from './key.ts';

/** Most rows of one sheet, over as many pages as they need. */
const mostRows = 1000;

/** What a sheet is to be of. */
export interface Wish {
  readonly activity: Activity;
  readonly course: string | null;
  readonly date: string | null;
  readonly letters: boolean;
}

export interface Issued {
  readonly sheet: Omit<Sheet, 'content' | 'on' | 'returned'>;
  readonly outcome: Outcome;
}

/** Whether somebody may ask for sheets of a unit and return them: the committee, and the unit's own lead. */
export const mayUnit = (ask: Ask, unit: string): boolean =>
  ask.who.levels.has('committee') || ask.who.leads.some((l) => fold(l) === fold(unit));

/**
 * Who signs a sheet of a wish, by unit and in the order of its rows: at a course, and for what they give, everybody; a letter
 * or an evaluation only who has none.
 */
export function wanted(ask: Ask, { activity, course }: Wish): Map<string, string[]> {
  const { programme, view, today, people } = ask;
  const everybody = course !== null || sheetCommand(activity) === 'donar';
  const lacking = everybody
    ? null
    : new Set(missingOf({ programme, view, asOf: today }, activity).map((m) => m.person));
  const order = new Map(people.list().map((p, i) => [p.id, i]));
  const units = new Map<string, string[]>();
  // Nobody can sign for somebody whose data were erased.
  for (const [person, unit] of rosterOn(view, today))
    if ((lacking?.has(person) ?? true) && people.byId(person) !== null) {
      const list = units.get(unit);
      if (list) list.push(person);
      else units.set(unit, [person]);
    }
  for (const list of units.values()) list.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return units;
}

/** Issues a sheet under the next number; one of the same day with the same people and the same date is the same sheet. */
export function issue(
  ask: Ask,
  { activity, course, date, letters }: Wish,
  unit: string,
  all: readonly string[],
): Issued {
  const people = all.slice(0, mostRows);
  const body = { activity: activity.number, unit, people, course, date };
  const known = [...ask.view.sheets.entries()].map(([, s]) => s);
  const key = sheetKey({ ...body, letters });
  const same = known.find((s) => s.on === ask.today && s.content === key);
  const n = same?.sheet ?? lastOf(ask.view, 'sheet') + 1;
  const left = all.length - people.length;
  const reply = texts.issued(n, unit, people.length, left, formOf({ letters }, activity));
  const fact = {
    kind: 'sheet.issued' as const,
    key: `sheet/${n}`,
    body: { sheet: n, ...body, people: [...people], ...(letters && { letters: true as const }) },
  };
  const outcome = same ? say(reply) : note(ask, fact, reply);
  return { sheet: { sheet: n, ...body, letters }, outcome };
}
