import { type Ask, type Command, note, type Outcome, open, record, refuse, say } from '../ask.ts';
import { takeDate } from '../input/extract.ts';
import { fold, lookUp } from '../input/words.ts';
import { type RoleName, roles } from '../kinds.ts';
import type { Person } from '../ports.ts';
import { committee as texts } from '../texts/committee.ts';
import { notAllowed } from '../texts/common.ts';
import { badDate } from '../texts/fields.ts';
import { type Office, standing, unitOn } from '../view.ts';
import { hasSecretary, inOffice } from '../who.ts';
import { findUnit, unitsOn } from './progress.ts';
import { phrase, readWhen, sayings } from './when.ts';

const words: Record<string, RoleName> = {
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

/** Activity 1 and the committee itself: who is who; the secretary appoints, ends and ratifies. */
export const committee: Command = {
  words: ['comite'],
  may: 'committee',
  run(ask) {
    const [first, ...rest] = ask.tokens;
    const verb = fold(first?.text ?? '');
    if (verb === '') return whoIsWho(ask);
    const inside = { ...ask, tokens: rest };
    if (!['alta', 'baja', 'ratificar'].includes(verb)) return refuse(texts.how());
    if (!ask.who.levels.has('secretary')) return say(notAllowed(texts.secretaryOnly, 'secretary'));
    return verb === 'ratificar' ? ratify(inside) : appoint(inside, verb === 'baja');
  },
};

function whoIsWho(ask: Ask): Outcome {
  const order = (role: RoleName) => roles.indexOf(role);
  const lines = inOffice(ask.view, ask.today)
    .sort((a, b) => order(a.role) - order(b.role))
    .map((o) => texts.line(o.role, o.unit, ask.people.byId(o.person)?.name ?? '—', o.from));
  const ratified = standing(ask.view, 'committee.ratified').at(-1)?.occurredOn ?? null;
  return say(texts.who(lines, ratified, !hasSecretary(ask.view, ask.today)));
}

function ratify(ask: Ask): Outcome {
  const when = readWhen(ask);
  if (!when.ok) return when.outcome;
  if (sayings(when.rest).length > 0) return refuse(texts.ratifyHow());
  return record(
    ask,
    {
      kind: 'committee.ratified',
      base: `committee/ratified/${when.date}`,
      subject: null,
      occurredOn: when.date,
      body: {},
    },
    (folio, fresh) => texts.ratified(when.date, folio, fresh),
  );
}

/** Grants or ends an office; roles may begin before the bot was there, so any date is taken. */
function appoint(ask: Ask, ending: boolean): Outcome {
  if (!ask.fields && ask.tokens.length === 0) return open(texts.form(ask.today, ending));
  const given = ask.fields ? [{ text: ask.fields.date ?? '', quoted: false }] : ask.tokens.slice(1);
  const { date, problem, rest } = takeDate(given, ask.today);
  if (problem) return refuse(badDate[problem.reason](problem.said), ask.fields ? 'date' : undefined);
  const said = ask.fields ? (ask.fields.number ?? '') : ask.tokens[0]!.text;
  const person = findPerson(ask, said, ending);
  if (!person) return refuse(texts.noPerson(said), ask.fields ? 'number' : undefined);
  if (ask.fields && date === null && ask.fields.date?.trim())
    return refuse(badDate.unknown(ask.fields.date), 'date');
  const [named, ...others] = ask.fields
    ? []
    : sayings(rest).filter((t) => t.quoted || !beside.test(fold(t.text)));
  const role = ask.fields ? roles.find((r) => r === ask.fields?.role) : lookUp(words, named?.text ?? '');
  if (!role || (role !== 'unit-lead' && others.length > 0))
    return refuse(texts.how(), ask.fields ? 'role' : undefined);
  const saidUnit = ask.fields ? (ask.fields.unit ?? '') : phrase(others);
  const on = date ?? ask.today;
  const unit = role === 'unit-lead' ? findUnit([...unitsOn(ask.view, ask.today).keys()], saidUnit) : null;
  if (role === 'unit-lead' && unit === null)
    return refuse(texts.noUnit(saidUnit), ask.fields ? 'unit' : undefined);
  return ending ? end(ask, person, { role, unit }, on) : grant(ask, person, { role, unit }, on);
}

/** Words that may stand between person and office. */
const beside = /^(como|desde|partir)$/;

interface Post {
  readonly role: RoleName;
  readonly unit: string | null;
}

function timesInOffice(ask: Ask, person: Person, { role, unit }: Post): Office[] {
  return (ask.view.offices.get(person.id) ?? []).filter((o) => o.role === role && o.unit === unit);
}

const officeKey = (ask: Ask, person: Person, { role, unit }: Post): string =>
  `role/${person.id}/${role}/${unit ?? ''}/${ask.view.head.seq + 1}`;

function grant(ask: Ask, person: Person, post: Post, on: string): Outcome {
  const { role, unit } = post;
  const held = timesInOffice(ask, person, post).find((o) => o.from <= on && o.to === null);
  if (held) return say(texts.alreadyGranted(person.name, role, unit, held.from));
  return note(
    ask,
    { kind: 'role.granted', key: officeKey(ask, person, post), subject: person.id, body: { role, unit }, on },
    texts.granted(person.name, role, unit, on),
  );
}

function end(ask: Ask, person: Person, post: Post, on: string): Outcome {
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
function findPerson(ask: Ask, said: string, ending: boolean): Person | null {
  const person = said.includes('@') ? ask.people.byEmail(said) : ask.people.byNumber(said);
  if (!person) return null;
  const known =
    unitOn(ask.view, person.id, ask.today) !== null || (ending && ask.view.offices.has(person.id));
  return known ? person : null;
}
