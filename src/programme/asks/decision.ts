import { findAgreement } from '../../activities/agreements.ts';
import { clause, programmeFor } from '../../activities/when.ts';
import { type Ask, type Outcome, refuse } from '../../ask.ts';
import { fold, type Token } from '../../input/words.ts';
import { sessionsOf } from '../../sessions/calendar.ts';
import { badDate } from '../../texts/fields.ts';
import { yearDrafts as texts } from '../../texts/programme-years.ts';
import { sessionName } from '../../texts/sessions.ts';

/** What was said of who decided something: `sesion 2024-06-28 acuerdo 3 desde 2024-07-01`. */
export interface Said {
  readonly session: string | null;
  /** Folio. */
  readonly agreement: string | null;
  readonly from: string | null;
  readonly rest: readonly Token[];
}

export type DecisionRead =
  | { readonly ok: true; readonly said: Said }
  | { readonly ok: false; readonly outcome: Outcome };

/** Takes session, agreement and first day out of words; a session is not in the future, an agreement is known. */
export function takeDecision(ask: Ask, words: readonly Token[]): DecisionRead {
  const { taken: session, rest: unsessioned } = clause(words, /^sesion$/, ask.today);
  const { taken: from, rest } = clause(unsessioned, /^desde$/, ask.today);
  if (session !== null && session > ask.today) return no(refuse(badDate.future(session)));
  const at = rest.findIndex((t) => !t.quoted && /^acuerdos?$/.test(fold(t.text)));
  if (at < 0) return { ok: true, said: { session, agreement: null, from, rest } };
  const number = rest[at + 1]?.text ?? '';
  const agreement = findAgreement(ask, number);
  if (!agreement) return no(refuse(texts.noAgreement(number), ask.fields ? 'agreement' : undefined));
  const others = rest.filter((_, i) => i !== at && i !== at + 1);
  return { ok: true, said: { session, agreement: agreement.folio, from, rest: others } };
}

const no = (outcome: Outcome): DecisionRead => ({ ok: false, outcome });

/** The session of a day as the programme calls it, and whether it is recorded as held. */
export function sessionOf(ask: Ask, on: string): { readonly where: string; readonly recorded: boolean } {
  const programme = programmeFor(ask, on);
  const held = sessionsOf({ programme, view: ask.view, asOf: ask.today }).find(
    (s) => s.record !== null && s.date === on,
  );
  return held
    ? { where: `${sessionName(held)} del ${programme.committee.name}`, recorded: true }
    : { where: texts.where, recorded: false };
}
