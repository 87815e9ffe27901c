import { findUnit, nearUnits, unitsOn } from '../activities/progress.ts';
import { phrase, takeReason } from '../activities/when.ts';
import { type Ask, keepText, note, type Outcome, refuse, say } from '../ask.ts';
import { reportsFrom } from '../corrections.ts';
import { canonical } from '../entry.ts';
import { takeDate } from '../input/extract.ts';
import { fold, type Token } from '../input/words.ts';
import { badDate } from '../texts/fields.ts';
import { progressTexts } from '../texts/progress.ts';
import { rosterCorrection as texts } from '../texts/roster-correction.ts';
import type { Stint } from '../view/shapes.ts';

/**
 * `plantilla corregir 01234 alta 2024-03-01 motivo "…"` (also `baja FECHA`, `baja no`, `unidad "Archivo" [FECHA]`,
 * `quitar`): how somebody's time on the roster should have been recorded. The newest correction stands, figures of any
 * day follow it, and what was known before can still be shown.
 */
export function correctRoster(ask: Ask): Outcome {
  const { reason, rest } = takeReason(ask.tokens);
  const [number, verb, ...words] = rest;
  const person = number ? ask.people.byNumber(number.text) : null;
  if (!number || !verb) return refuse(texts.how());
  const before = person ? ask.view.roster.get(person.id) : undefined;
  if (!person || !before) return refuse(texts.noPerson(number.text.slice(0, 40)));
  const read = readChange(ask, before, fold(verb.text), words);
  if ('drafts' in read) return read;
  const { stints } = read;
  if (canonical(stints as never) === canonical(before as never)) return say(texts.same(person.name, before));
  if (reason === '') return refuse(texts.needsReason(number.text));
  const kept = keepText(ask, reason);
  const from = firstDifference(before, stints);
  const outcome = note(
    ask,
    {
      kind: 'roster.corrected',
      key: `roster-corrected/${person.id}/${ask.view.head.seq + 1}`,
      subject: person.id,
      body: { stints: [...stints], reason: kept.ref },
    },
    texts.corrected(person.name, before, stints, reportsFrom(ask.view, from)),
  );
  return { ...outcome, texts: [kept.text] };
}

type Change = { readonly stints: readonly Stint[] } | Outcome;

function readChange(ask: Ask, before: readonly Stint[], verb: string, words: readonly Token[]): Change {
  if (verb === 'quitar' && words.length === 0) return { stints: [] };
  const last = before.at(-1);
  if (!last) return refuse(texts.notThere());
  if (verb === 'baja' && words.length === 1 && fold(words[0]!.text) === 'no')
    return { stints: before.with(-1, { ...last, to: null }) };
  const { date, problem, rest } = takeDate(words, ask.today);
  if (problem) return refuse(badDate[problem.reason](problem.said));
  if (verb === 'unidad') return otherUnit(ask, before, phrase(rest), date);
  if (date === null || rest.length > 0) return refuse(texts.how());
  if (verb === 'baja')
    return date < last.from ? refuse(texts.order()) : { stints: before.with(-1, { ...last, to: date }) };
  if (verb !== 'alta') return refuse(texts.how());
  // The unbroken time that the last unit ends: its first day is the one that was wrong.
  let first = before.length - 1;
  while (first > 0 && before[first - 1]!.to === before[first]!.from) first -= 1;
  const { to } = before[first]!;
  const earlier = before[first - 1];
  if ((to !== null && date > to) || (earlier && earlier.to !== null && date < earlier.to))
    return refuse(texts.order());
  return { stints: before.with(first, { ...before[first]!, from: date }) };
}

/** From a day on, or from the beginning of the last stint, the unit was another one. */
function otherUnit(ask: Ask, before: readonly Stint[], said: string, date: string | null): Change {
  const units = [...unitsOn(ask.view, ask.today).keys()];
  const unit = findUnit(units, said);
  if (unit === null) return refuse(progressTexts.noUnit(said, nearUnits(units, said)));
  const at = date === null ? before.length - 1 : before.findLastIndex((s) => s.from <= date);
  const there = before[at];
  if (!there || (date !== null && there.to !== null && date >= there.to)) return refuse(texts.order());
  const split = date !== null && date > there.from;
  const parts = split
    ? [
        { ...there, to: date },
        { ...there, unit, from: date },
      ]
    : [{ ...there, unit }];
  return { stints: [...before.slice(0, at), ...parts, ...before.slice(at + 1)] };
}

/** The first day on which two histories differ. */
function firstDifference(before: readonly Stint[], after: readonly Stint[]): string {
  const at = before.findIndex((s, i) => canonical(s as never) !== canonical((after[i] ?? null) as never));
  const [was, is] = at < 0 ? [undefined, after[before.length]] : [before[at], after[at]];
  const days = [was?.from, is?.from].filter((d) => d !== undefined).sort();
  const onlyEnd = was && is && was.from === is.from && was.unit === is.unit;
  const ends = onlyEnd ? [was.to, is.to].filter((d) => d !== null).sort() : days;
  return ends[0] ?? days[0]!;
}
