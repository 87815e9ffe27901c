import { readWhen, sayings } from '../activities/when.ts';
import { type Ask, note, type Outcome, open, refuse, say } from '../ask.ts';
import { type Token, tokens as tokensOf } from '../input/words.ts';
import { attendance as texts } from '../texts/attendance.ts';
import { roleNames } from '../texts/committee.ts';
import { erasedName } from '../texts/common.ts';
import { unitOn } from '../view/roster.ts';
import { inOffice } from '../who.ts';
import { sessionOn, sessionsOf } from './calendar.ts';
import { attendanceOf, type Quorum, quorumOf } from './quorum.ts';
import { sessionType, takeType } from './words.ts';

const seated = ['president', 'secretary', 'member', 'substitute'];

/** Who attended a session, by employee number; said again it replaces what was noted. */
export function attendance(ask: Ask): Outcome {
  const { extraordinary, rest } = takeType(ask.tokens);
  if (!ask.fields && rest.length === 0) return openForm(ask, ask.today, extraordinary);
  const when = readWhen({ ...ask, tokens: rest });
  if (!when.ok) return when.outcome;
  if (!ask.fields && !when.said) return refuse(texts.how());
  const type = ask.fields ? sessionType(ask.fields.type ?? '') : extraordinary;
  if (type === undefined) return refuse(texts.how(), 'type');
  const written = ask.fields ? [...tickedIn(ask.fields), ...tokensOf(ask.fields.numbers ?? '')] : when.rest;
  const said = sayings(written).flatMap((t) => t.text.split(/[,;]+/).filter((w) => w !== ''));
  if (said.length === 0)
    return ask.fields ? refuse(texts.how(), 'numbers') : openForm(ask, when.date, extraordinary);
  const people = said.map((number) => ({ number, person: personOn(ask, number, when.date) }));
  const unknown = people.filter((p) => p.person === null).map((p) => p.number);
  if (unknown.length > 0)
    return refuse(texts.noPeople(unknown.slice(0, 10)), ask.fields ? 'numbers' : undefined);
  return write(ask, when.date, type, [...new Set(people.map((p) => p.person!))]);
}

function openForm(ask: Ask, date: string, extraordinary: boolean | null): Outcome {
  const noted = attendanceOf(ask.view, extraordinary === true, date);
  const members = inOffice(ask.view, date).filter((o) => seated.includes(o.role));
  const rows = members
    .filter((o, i) => members.findIndex((other) => other.person === o.person) === i)
    .flatMap(({ person, role }) => {
      const known = ask.people.byId(person);
      // Substitutes come where the principal does not.
      const here = noted ? noted.includes(person) : role !== 'substitute';
      return known
        ? [{ field: `${tick}${known.number}`, name: known.name, role: roleNames[role], here }]
        : [];
    });
  const others = (noted ?? []).filter((p) => !members.some((o) => o.person === p));
  const guests = others.flatMap((p) => ask.people.byId(p)?.number ?? []);
  return open(texts.form(date, extraordinary === true, rows, guests.join(' ')));
}

/** Begins the id of a member's field; the employee number follows. */
const tick = 'asistio-';

const tickedIn = (fields: Readonly<Record<string, string>>): Token[] =>
  Object.entries(fields).flatMap(([id, value]) =>
    id.startsWith(tick) && value === 'si' ? [{ text: id.slice(tick.length), quoted: false }] : [],
  );

function personOn(ask: Ask, said: string, on: string): string | null {
  const person = said.includes('@') ? ask.people.byEmail(said) : ask.people.byNumber(said);
  return person && unitOn(ask.view, person.id, on) !== null ? person.id : null;
}

function write(ask: Ask, date: string, type: boolean | null, present: readonly string[]): Outcome {
  const { view, programme } = ask;
  const session = sessionOn(sessionsOf({ programme, view, asOf: ask.today }), date, type);
  const extraordinary = type ?? session?.extraordinary ?? false;
  const before = attendanceOf(view, extraordinary, date);
  const same = before?.length === present.length && present.every((p) => before.includes(p));
  const quorum = quorumOf(view, programme, date, present);
  const reply = texts.noted(
    date,
    extraordinary,
    present.length,
    quorum,
    namesOf(ask, quorum),
    !same,
    session?.record != null,
  );
  if (same) return say(reply);
  return note(
    ask,
    {
      kind: 'session.attended',
      key: `session-attended/${extraordinary ? 'extraordinary' : 'ordinary'}/${date}/${view.head.seq + 1}`,
      body: { extraordinary, present: [...present] },
      on: date,
    },
    reply,
  );
}

function namesOf({ people }: Ask, { seats, spare }: Quorum) {
  const name = (id: string) => people.byId(id)?.name ?? erasedName;
  return {
    spare: spare.filter((s) => s.standsFor === null).map((s) => name(s.person)),
    substituting: seats.flatMap((s) =>
      s.takenBy !== null && s.takenBy !== s.principal
        ? [texts.substituting(name(s.takenBy), name(s.principal))]
        : [],
    ),
  };
}
