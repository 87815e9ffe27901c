import { type Ask, type Outcome, refuse } from '../ask.ts';
import { takeDate } from '../input/extract.ts';
import { fold, type Token } from '../input/words.ts';
import type { Programme } from '../programme/schema.ts';
import { firstDay, programmeOfYear } from '../programme/versions.ts';
import { badDate } from '../texts/fields.ts';

export type When =
  | { ok: true; date: string; said: boolean; rest: readonly Token[] }
  | { ok: false; outcome: Outcome };

/**
 * The day on which something happened, from the form's `date` or from the words, today when nothing is said.
 * Refuses the future and what lies before the programme's year, or before last year's while that runs in its tail.
 */
export function readWhen(ask: Ask): When {
  const given = ask.fields?.date?.trim() ?? '';
  const { rest, date, problem } = ask.fields
    ? takeDate([{ text: given, quoted: false }], ask.today)
    : takeDate(ask.tokens, ask.today);
  if (problem) return no(badDate[problem.reason](problem.said));
  if (ask.fields && date === null && given !== '') return no(badDate.unknown(given));
  const first = earliest(ask);
  const on = date ?? ask.today;
  if (on > ask.today) return no(badDate.future(on));
  if (on < first) return no(badDate.tooOld(on, first));
  return { ok: true, date: on, said: date !== null, rest: ask.fields ? ask.tokens : rest };

  function no(message: Parameters<typeof refuse>[0]): When {
    return { ok: false, outcome: refuse(message, ask.fields ? 'date' : undefined) };
  }
}

/** The first day on which something that is recorded now can have happened. */
export const earliest = (ask: Pick<Ask, 'view' | 'programme' | 'today'>): string =>
  firstDay(ask.view, ask.programme, ask.today);

/** The programme of the year of a day or period (`2024-05`), today's where that year has none. */
export const programmeFor = (ask: Pick<Ask, 'view' | 'programme' | 'today'>, when: string): Programme =>
  programmeOfYear(ask.view, ask.programme, Number(when.slice(0, 4)), ask.today) ?? ask.programme;

/** A date that follows a word, taken out with it. */
export function clause(
  tokens: readonly Token[],
  word: RegExp,
  today: string,
): { readonly taken: string | null; readonly rest: readonly Token[] } {
  const at = tokens.findIndex((t) => word.test(fold(t.text)));
  if (at < 0) return { taken: null, rest: tokens };
  const { date, rest } = takeDate(tokens.slice(at + 1), today);
  return { taken: date, rest: [...tokens.slice(0, at), ...(date === null ? tokens.slice(at) : rest)] };
}

/** Takes what follows «motivo» out of words, cut to its length. */
export function takeReason(tokens: readonly Token[]): {
  readonly reason: string;
  readonly rest: readonly Token[];
} {
  const at = tokens.findIndex((t) => !t.quoted && /^(motivo|porque):?$/.test(fold(t.text)));
  return at < 0
    ? { reason: '', rest: tokens }
    : { reason: phrase(tokens.slice(at + 1)).slice(0, 300), rest: tokens.slice(0, at) };
}

/** Words joined again, as somebody typed them. */
export const phrase = (tokens: readonly Token[]): string =>
  tokens
    .map((t) => t.text)
    .join(' ')
    .trim();

const connecting = /^(a|al|con|de|del|dia|durante|e|el|en|fue|la|las|lo|los|mi|mis|por|una?|y)$/;
const connects = ({ text, quoted }: Token): boolean =>
  !quoted && connecting.test(fold(text).replace(/[,;.:]+$/, ''));

/** The words that say something: without what only connects them («de», «el», «por»). */
export const sayings = (tokens: readonly Token[]): Token[] => tokens.filter((t) => !connects(t));

/** Words without what only connects them at both ends: «Ética pública de» of «Ética pública de 4 horas». */
export function trimmed(tokens: readonly Token[]): readonly Token[] {
  const first = tokens.findIndex((t) => !connects(t));
  return first < 0 ? [] : tokens.slice(first, tokens.findLastIndex((t) => !connects(t)) + 1);
}

/** Name of the person for whom the committee records, null for one's own record. */
export const behalfName = (ask: Ask): string | null =>
  ask.behalf && ask.subject !== null ? (ask.people.byId(ask.subject)?.name ?? null) : null;
