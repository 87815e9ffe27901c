import { type Ask, type Outcome, refuse } from '../ask.ts';
import { takeDate } from '../input/extract.ts';
import type { Token } from '../input/words.ts';
import { badDate } from '../texts/fields.ts';

export type When =
  | { ok: true; date: string; said: boolean; rest: readonly Token[] }
  | { ok: false; outcome: Outcome };

/**
 * The day on which something happened, from the form's `date` or from the words, today when nothing is said.
 * Refuses the future and what lies before the programme's year.
 */
export function readWhen(ask: Ask): When {
  const { rest, date, problem } = ask.fields
    ? takeDate([{ text: ask.fields.date ?? '', quoted: false }], ask.today)
    : takeDate(ask.tokens, ask.today);
  if (problem) return no(badDate[problem.reason](problem.said));
  const first = `${ask.programme.year}-01-01`;
  const on = date ?? ask.today;
  if (on > ask.today) return no(badDate.future(on));
  if (on < first) return no(badDate.tooOld(on, first));
  return { ok: true, date: on, said: date !== null, rest: ask.fields ? ask.tokens : rest };

  function no(message: Parameters<typeof refuse>[0]): When {
    return { ok: false, outcome: refuse(message, ask.fields ? 'date' : undefined) };
  }
}

/** Words joined again, as somebody typed them. */
export const phrase = (tokens: readonly Token[]): string =>
  tokens
    .map((t) => t.text)
    .join(' ')
    .trim();

/** Name of the person for whom the committee records, null for one's own record. */
export const behalfName = (ask: Ask): string | null =>
  ask.behalf && ask.subject !== null ? (ask.people.byId(ask.subject)?.name ?? null) : null;
