import { sayings } from '../activities/when.ts';
import { type Ask, type Outcome, refuse, say } from '../ask.ts';
import { takeDate } from '../input/extract.ts';
import type { Paper } from '../papers/paper.ts';
import type { MinutesData } from '../reports/papers.ts';
import { roleNames } from '../texts/committee.ts';
import { agendaWords, minutes as texts } from '../texts/convocations.ts';
import { badDate } from '../texts/fields.ts';
import { minutesTexts } from '../texts/report-papers.ts';
import { sessionName } from '../texts/sessions.ts';
import { sessionsOf } from './calendar.ts';
import { type Attendee, minutesData, type SessionMinutes } from './minutes.ts';
import { takeType } from './words.ts';

/** `sesion acta [FECHA]`: the draft minutes of a session as DOCX; of the last one held where no day is said. */
export function minutes(ask: Ask): Outcome {
  const { extraordinary, rest: untyped } = takeType(ask.tokens);
  const { date, problem, rest } = takeDate(untyped, ask.today);
  if (problem) return refuse(badDate[problem.reason](problem.said));
  if (sayings(rest).length > 0) return refuse(texts.how());
  const { programme, view, people, textOf, today } = ask;
  const held = sessionsOf({ programme, view, asOf: today }).filter((s) => s.record !== null);
  const on = date ?? held.at(-1)?.date ?? null;
  const found = on === null ? null : minutesData(view, programme, people, textOf, on, extraordinary);
  if (found === null) return refuse(texts.none(on));
  const { attendance, agreements, session } = found;
  const lacks = {
    held: session.record === null,
    attendance: attendance === null,
    agreements: agreements.length === 0,
  };
  return { ...say(texts.made(session, lacks)), papers: [paperOf(ask, found)] };
}

function paperOf({ textOf, people }: Ask, found: SessionMinutes): Paper {
  const { session, quorum } = found;
  const nameOf = (id: string) => people.byId(id)?.name ?? null;
  const data: MinutesData = {
    committee: found.committee,
    session: texts.name(session),
    on: session.date,
    began: session.time,
    ended: null,
    place: found.place,
    agenda: agendaWords(found.agenda, textOf, nameOf),
    attendance: found.attendance?.map(attended) ?? null,
    quorum: quorum && { members: quorum.seats.length, present: quorum.counted, needed: quorum.needed },
    agreements: found.agreements.map((a) => ({
      number: String(a.number),
      text: a.words ?? texts.erased,
      owner: a.ownerName,
      due: a.due,
    })),
    draft: true,
  };
  return { type: 'minutes', name: texts.file(session.date, sessionName(session)), data };
}

function attended({ name, role, position, standsFor, present }: Attendee) {
  const post = minutesTexts.post(role && roleNames[role], position);
  const presence = !present
    ? ('absent' as const)
    : standsFor === null
      ? ('present' as const)
      : { substituteOf: standsFor };
  return { name: name ?? '—', post, presence };
}
