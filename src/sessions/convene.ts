import { sayings } from '../activities/when.ts';
import { type Ask, note, type Outcome, refuse, say } from '../ask.ts';
import { takeDate } from '../input/extract.ts';
import { fold, type Token } from '../input/words.ts';
import type { Message } from '../message.ts';
import { badDate } from '../texts/fields.ts';
import { agendaWords, convocation as texts } from '../texts/sessions.ts';
import type { View } from '../view.ts';
import { inOffice } from '../who.ts';
import { agendaOf } from './agenda.ts';
import { type Session, sessionOn, sessionsOf } from './calendar.ts';
import { invitation } from './invitation.ts';
import { takeType } from './words.ts';

/** Shows what goes out, and sends it once that is asked for: agenda, day, place, and the invitation as a file. */
export function convene(ask: Ask): Outcome {
  const { extraordinary, rest: untyped } = takeType(ask.tokens);
  const sends = (t: Token) => !t.quoted && /^(enviar|envia|confirmar)$/.test(fold(t.text));
  const { date, problem, rest } = takeDate(
    untyped.filter((t) => !sends(t)),
    ask.today,
    { prefer: 'future' },
  );
  if (problem) return refuse(badDate[problem.reason](problem.said));
  if (sayings(rest).length > 0) return refuse(texts.how());
  const coming = sessionsOf({ programme: ask.programme, view: ask.view, asOf: ask.today }).filter(
    (s) => s.record === null && s.date >= ask.today,
  );
  const found = date === null ? (coming[0] ?? null) : sessionOn(coming, date, extraordinary);
  if (!found) return refuse(texts.none(date));
  const papers = [invitationTo(ask, found)];
  if (!untyped.some(sends)) {
    return { ...say(preview(ask, found)), papers };
  }
  const { id, time } = found;
  if (found.convened !== null) return say(texts.convened(found, false));
  const sent = note(
    ask,
    {
      kind: 'session.convened',
      key: `session-convened/${id}/${ask.view.head.seq + 1}`,
      body: { session: id, date: found.date, time },
    },
    texts.convened(found, true),
  );
  return { ...sent, papers };
}

function preview(ask: Ask, s: Session): Message {
  const { people, view, programme } = ask;
  const out = convocationOf(programme, view, s, ask.today, ask.textOf, (id) => people.byId(id)?.name ?? null);
  const members = [...new Set(inOffice(view, s.date).flatMap((o) => (isMember(o.role) ? [o.person] : [])))];
  const names = members.map((id) => people.byId(id)?.name ?? '—');
  return texts.preview(out, s, names);
}

const isMember = (role: string): boolean => role !== 'liaison' && role !== 'unit-lead';

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
  return texts.message(programme, s, s.place && textOf(s.place), agenda);
}

/** The calendar file of a session. */
export function invitationTo(
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
