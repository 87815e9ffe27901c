import { type Ask, note, type Outcome, refuse, say } from '../ask.ts';
import { inTurn, together } from '../bulk.ts';
import { addDays } from '../calendar.ts';
import type { RoleName } from '../kinds/people.ts';
import type { Person } from '../ports/directory.ts';
import { committee as texts } from '../texts/committee.ts';
import { erasedName } from '../texts/common.ts';
import { unitOn } from '../view/roster.ts';
import type { Office } from '../view/shapes.ts';

/** Offices as people write them, folded. */
export const words: Record<string, RoleName> = {
  presidencia: 'president',
  presidente: 'president',
  presidenta: 'president',
  secretaria: 'secretary',
  secretario: 'secretary',
  vocal: 'member',
  vocales: 'member',
  suplente: 'substitute',
  enlace: 'liaison',
  responsable: 'unit-lead',
};

/** Words that may stand between person and office. */
export const beside = /^(como|desde|partir)$/;

export interface Post {
  readonly role: RoleName;
  readonly unit: string | null;
  /** Person id whose place a substitute takes. */
  readonly standsFor?: string | undefined;
  /** Day of the session that decided it. */
  readonly session?: string | undefined;
}

function timesInOffice(ask: Ask, person: Person, { role, unit }: Post): Office[] {
  return (ask.view.offices.get(person.id) ?? []).filter((o) => o.role === role && o.unit === unit);
}

const officeKey = (ask: Ask, person: Person, { role, unit }: Post): string =>
  `role/${person.id}/${role}/${unit ?? ''}/${ask.view.head.seq + 1}`;

/** Puts somebody in office from a day on; said again it records nothing. */
export function grant(ask: Ask, person: Person, post: Post, on: string): Outcome {
  const { role, unit, standsFor, session } = post;
  const held = timesInOffice(ask, person, post).find(
    (o) =>
      o.from <= on &&
      o.to === null &&
      (standsFor === undefined || o.standsFor === standsFor) &&
      (session === undefined || o.session === session),
  );
  if (held) return say(texts.alreadyGranted(person.name, role, unit, held.from));
  return note(
    ask,
    {
      kind: 'role.granted',
      key: officeKey(ask, person, post),
      subject: person.id,
      body: {
        role,
        unit,
        ...(standsFor !== undefined && { standsFor }),
        ...(session !== undefined && { session }),
      },
      on,
    },
    texts.granted(
      person.name,
      role,
      unit,
      on,
      standsFor === undefined ? null : (ask.people.byId(standsFor)?.name ?? erasedName),
    ),
  );
}

/** Puts somebody in office from a day to another, both included; said again it records nothing. */
export function grantUntil(ask: Ask, person: Person, post: Post, on: string, until: string): Outcome {
  const after = addDays(until, 1);
  const reply = say(texts.grantedUntil(person.name, post.role, post.unit, on, until));
  if (timesInOffice(ask, person, post).some((o) => o.from <= on && o.to === after)) return reply;
  const done = inTurn(ask, [on, after], (inside, day) =>
    day === on ? grant(inside, person, post, on) : end(inside, person, post, after),
  );
  return { ...reply, ...together(done) };
}

/** Ends an office from a day on; said again it records nothing. */
export function end(ask: Ask, person: Person, post: Post, on: string): Outcome {
  const { role, unit } = post;
  const times = timesInOffice(ask, person, post);
  const reply = texts.ended(person.name, role, on);
  if (!times.some((o) => o.to === null || o.to > on))
    return times.some((o) => o.to === on) ? say(reply) : refuse(texts.notInOffice(person.name, role));
  return note(
    ask,
    { kind: 'role.ended', key: officeKey(ask, person, post), subject: person.id, body: { role, unit }, on },
    reply,
  );
}

/** Somebody by number or e-mail: on the roster, or in office when an office ends. */
export function findPerson(ask: Ask, said: string, ending: boolean): Person | null {
  const person = said.includes('@') ? ask.people.byEmail(said) : ask.people.byNumber(said);
  if (!person) return null;
  const known =
    unitOn(ask.view, person.id, ask.today) !== null || (ending && ask.view.offices.has(person.id));
  return known ? person : null;
}
