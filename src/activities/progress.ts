import { closest, distance } from 'fastest-levenshtein';
import { type Ask, type Command, type Outcome, refuse, say } from '../ask.ts';
import { takeDate } from '../input/extract.ts';
import { fold, type Token } from '../input/words.ts';
import { earlier, owedBy, type Scope } from '../owed.ts';
import { withHeadcount, withProgramme } from '../pictures/progress.ts';
import { isReport } from '../programme/reports.ts';
import { runningProgrammes, versionOn, yearsKnown } from '../programme/versions.ts';
import { progress, progressOf } from '../progress.ts';
import { badDate } from '../texts/fields.ts';
import { detail, overview, progressTexts as texts } from '../texts/progress.ts';
import { yearTexts } from '../texts/years.ts';
import { rosterOn } from '../view/roster.ts';
import type { View } from '../view.ts';
import { phrase, programmeFor } from './when.ts';

/** Units of fewer people than this are not shown to others than the committee and their own lead (privacy). */
export const smallestUnit = 5;

/** Progress of the programme, of an activity, of a unit. */
export const avance: Command = {
  words: ['avance', 'avances'],
  may: 'anyone',
  public: true,
  run(ask) {
    const { rest, date, problem } = takeDate(
      ask.tokens.filter((t) => t.quoted || !['al', '--al'].includes(fold(t.text))),
      ask.today,
    );
    if (problem) return refuse(badDate[problem.reason](problem.said));
    const { year, rest: words } = takeYear(rest);
    const years = yearsKnown(ask.view, ask.programme);
    if (year !== null && !years.includes(year)) return refuse(yearTexts.noYear(year, years));
    const scope = scopeOf(ask, year, date);
    const { programme, asOf } = scope;
    const [first, ...others] = words;
    if (!first) {
      const all = progress(scope);
      const open = year === null && date === null ? stillOpen(ask) : null;
      const said = overview(programme, all, asOf, rosterOn(ask.view, asOf).size, null, open);
      return publicly(withProgramme(said, all, programme.title, asOf));
    }
    const activity = programme.activities.find((a) => String(a.number) === first.text);
    if (/^\d+$/.test(first.text) && !activity)
      return refuse(
        texts.noActivity(
          first.text,
          programme.activities.map((a) => a.number),
        ),
      );
    const saidUnit = phrase(activity ? others : words);
    if (saidUnit === '') {
      const one = progressOf(scope, activity!);
      return publicly(withHeadcount(detail(one, asOf, null), scope, one, smallestUnit));
    }
    return ofUnit(ask, scope, activity, saidUnit);
  },
};

/** A year that is said, with the words that go with it: `2024`, `programa 2024`, `del año 2024`. */
function takeYear(words: readonly Token[]): { year: number | null; rest: readonly Token[] } {
  const at = words.findIndex((t) => !t.quoted && /^20\d\d$/.test(t.text));
  if (at < 0) return { year: null, rest: words };
  const beside = /^(programa|pat|ano|de|del)$/;
  const rest = words.filter((t, i) => i !== at && (t.quoted || !beside.test(fold(t.text))));
  return { year: Number(words[at]!.text), rest };
}

/** The programme of the year that is said, or of the day; last year's as it stood when it closed. */
function scopeOf(ask: Ask, year: number | null, on: string | null): Scope {
  const { view, today } = ask;
  const known = programmeFor(ask, year === null ? (on ?? today) : String(year));
  const asOf = on ?? (year === null ? today : earlier(today, known.closes));
  return { programme: versionOn(view, known, asOf), view, asOf };
}

/** Last year's programme while it runs beside this year's, and what of it is still to be done. */
function stillOpen({ view, programme, today }: Ask): string | null {
  const [, tail] = runningProgrammes(view, programme, today);
  if (!tail) return null;
  const scope: Scope = { programme: tail, view, asOf: today };
  const owed = tail.activities.flatMap((activity) =>
    owedBy(scope, activity).filter((o) => !o.record && (o.due.date >= today || isReport(activity))),
  );
  return yearTexts.stillOpen(tail, owed);
}

function ofUnit(
  ask: Ask,
  scope: Scope,
  activity: Scope['programme']['activities'][number] | undefined,
  said: string,
): Outcome {
  const units = unitsOn(scope.view, scope.asOf);
  const unit = findUnit([...units.keys()], said);
  if (!unit) return refuse(texts.noUnit(said, nearUnits([...units.keys()], said)));
  const mayAll = ask.who.levels.has('committee') && !ask.overheard;
  const mayOwn = ask.who.leads.some((u) => fold(u) === fold(unit)) && !ask.overheard;
  const hidden = (people: number) => people < smallestUnit && !mayAll && !mayOwn;
  if (hidden(units.get(unit)!)) return say(texts.tooSmall(unit));
  const ofPeople = scope.programme.activities.filter((a) => a.measure.kind === 'headcount');
  if (activity && !ofPeople.includes(activity)) return refuse(texts.unitNeedsHeadcount(activity.number));
  const within = { ...scope, unit };
  // A figure of an activity that has ended is of the people of that day, who may have been fewer.
  const all = ofPeople.map((a) => progressOf(within, a)).filter((p) => !hidden(p.beside.roster ?? 0));
  if (activity) {
    const one = all.find((p) => p.activity.number === activity.number);
    return one ? publicly(detail(one, scope.asOf, unit)) : say(texts.tooSmall(unit));
  }
  return publicly(overview(scope.programme, all, scope.asOf, units.get(unit)!, unit));
}

const publicly = (message: Outcome['reply']['message']): Outcome => ({
  drafts: [],
  texts: [],
  reply: { message, visibility: 'public' },
});

/** Units on the roster on a day with how many people each has. */
export function unitsOn(view: View, on: string): Map<string, number> {
  const units = new Map<string, number>();
  for (const [, unit] of rosterOn(view, on)) units.set(unit, (units.get(unit) ?? 0) + 1);
  return units;
}

/** A unit by its name, case and accents aside; null when there is none such. */
export const findUnit = (units: readonly string[], said: string): string | null =>
  units.find((u) => fold(u) === fold(said)) ?? null;

/** Units whose name is near to what was said, for a question back. */
export function nearUnits(units: readonly string[], said: string): string[] {
  const inside = units.filter((u) => fold(u).includes(fold(said)));
  if (inside.length > 0 || units.length === 0) return inside.slice(0, 3);
  const near = closest(fold(said), units.map(fold));
  return distance(fold(said), near) <= 4 ? units.filter((u) => fold(u) === near) : [];
}
