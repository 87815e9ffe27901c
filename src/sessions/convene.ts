import { sayings } from '../activities/when.ts';
import { type Ask, note, type Outcome, refuse, say } from '../ask.ts';
import { sha256 } from '../entry.ts';
import { takeDate } from '../input/extract.ts';
import { fold, type Token } from '../input/words.ts';
import type { Message } from '../message.ts';
import { erasedName } from '../texts/common.ts';
import { agendaWords, convocation as texts } from '../texts/convocations.ts';
import { badDate } from '../texts/fields.ts';
import type { View } from '../view.ts';
import { inOffice } from '../who.ts';
import { agendaOf } from './agenda.ts';
import { type Session, sessionOn, sessionsOf } from './calendar.ts';
import { invitation } from './invitation.ts';
import { takeType } from './words.ts';

/** Shows what goes out, and sends it once that is asked for: agenda, day, place, and the invitation as a file. */
export function convene(ask: Ask): Outcome {
  const sends = (t: Token) => !t.quoted && /^(enviar|envia|confirmar)$/.test(fold(t.text));
  const found = coming(
    ask,
    ask.tokens.filter((t) => !sends(t)),
  );
  if ('refusal' in found) return found.refusal;
  const { session } = found;
  const papers = [invitationTo(ask, session)];
  if (!ask.tokens.some(sends)) return { ...say(preview(ask, session)), papers };
  const { id, time } = session;
  if (session.convened !== null) return say(texts.convened(session, false));
  const sent = note(
    ask,
    {
      kind: 'session.convened',
      key: `session-convened/${id}/${ask.view.head.seq + 1}`,
      body: { session: id, date: session.date, time },
    },
    texts.convened(session, true),
  );
  return { ...sent, papers };
}

/** `sesion invitacion FECHA`: a coming session as a calendar file. */
export function calendarFile(ask: Ask): Outcome {
  const found = coming(ask, ask.tokens);
  if ('refusal' in found) return found.refusal;
  return { ...say(texts.file(found.session)), papers: [invitationTo(ask, found.session)] };
}

/** The coming session that words name: of a day, or the next one. */
function coming(
  ask: Ask,
  tokens: readonly Token[],
): { readonly session: Session } | { readonly refusal: Outcome } {
  const { extraordinary, rest: untyped } = takeType(tokens);
  const { date, problem, rest } = takeDate(untyped, ask.today, { prefer: 'future' });
  if (problem) return { refusal: refuse(badDate[problem.reason](problem.said)) };
  if (sayings(rest).length > 0) return { refusal: refuse(texts.how()) };
  const all = sessionsOf({ programme: ask.programme, view: ask.view, asOf: ask.today }).filter(
    (s) => s.record === null && s.date >= ask.today,
  );
  const session = date === null ? (all[0] ?? null) : sessionOn(all, date, extraordinary);
  return session ? { session } : { refusal: refuse(texts.none(date)) };
}

function preview(ask: Ask, s: Session): Message {
  const { people, view, programme } = ask;
  const out = convocationOf(programme, view, s, ask.today, ask.textOf, (id) => people.byId(id)?.name ?? null);
  const members = convenedTo(view, s.date);
  const name = (id: string) => people.byId(id)?.name ?? erasedName;
  const reached = members.filter((id) => ask.reach(id) !== null);
  const others = members.filter((id) => !reached.includes(id));
  return texts.preview(out, s, reached.map(name), others.map(name));
}

/** Person ids of those who are convened to a session of a day: the committee's members and substitutes. */
export function convenedTo(view: View, date: string): string[] {
  const seated = inOffice(view, date).filter(({ role }) => role !== 'liaison' && role !== 'unit-lead');
  return [...new Set(seated.map(({ person }) => person))];
}

/** What the committee is told of a session that it is convened to. */
export function convocationOf(
  programme: Ask['programme'],
  view: View,
  s: Session,
  today: string,
  textOf: Ask['textOf'],
  nameOf: (person: string) => string | null,
): Message {
  const agenda = agendaWords(agendaOf({ programme, view, asOf: today }), textOf, nameOf);
  const was = view.sessions.get(s.id)?.earlier?.at(-1);
  const before = was && { ...was, place: was.place && textOf(was.place) };
  return texts.message(programme, s, s.place && textOf(s.place), agenda, before ?? null);
}

/** What stands in the place of a convocation that no longer holds, and what makes it the same. */
export function staleConvocation(s: Session, place: string | null) {
  const hash = sha256(JSON.stringify([s.date, s.time, s.place, s.convened])).slice(0, 16);
  return {
    message: (was: Pick<Session, 'date' | 'time'>) => texts.stale(s, was, place),
    covers: `convocation/${s.id}/${hash}`,
  };
}

/** The calendar file of a session. */
function invitationTo(
  ask: Pick<Ask, 'programme' | 'view' | 'today' | 'now' | 'textOf' | 'people'>,
  s: Session,
) {
  const { programme, view, textOf, people } = ask;
  const nameOf = (id: string) => people.byId(id)?.name ?? null;
  const agenda = agendaWords(agendaOf({ programme, view, asOf: ask.today }), textOf, nameOf);
  return invitation({
    programme,
    session: s.id,
    date: s.date,
    time: s.time,
    title: texts.title(programme, s),
    place: s.place && textOf(s.place),
    description: texts.description(agenda),
    now: ask.now,
  });
}
