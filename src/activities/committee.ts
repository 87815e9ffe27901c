import { type Ask, type Command, type Outcome, open, record, refuse, say } from '../ask.ts';
import { takeDate } from '../input/extract.ts';
import { fold, lookUp, type Token } from '../input/words.ts';
import { roles } from '../kinds/people.ts';
import { beside, end, findPerson, grant, grantUntil, words } from '../offices/appoint.ts';
import { replace, sessionNamed, whoWasWho, whoWasWhoOn } from '../offices/history.ts';
import { committee as texts } from '../texts/committee.ts';
import { notAllowed } from '../texts/common.ts';
import { badDate } from '../texts/fields.ts';
import { findUnit, unitsOn } from './progress.ts';
import { clause, phrase, readWhen, sayings } from './when.ts';

/** Activity 1 and the committee itself: who is who; the secretary appoints, ends and ratifies. */
export const committee: Command = {
  words: ['comite'],
  may: 'committee',
  run(ask) {
    const [first, ...rest] = ask.tokens;
    const verb = fold(first?.text ?? '');
    if (verb === '') return whoWasWho(ask, ask.today);
    const inside = { ...ask, tokens: rest };
    if (!['alta', 'baja', 'ratificar', 'reemplazar'].includes(verb)) return whoWasWhoOn(ask);
    if (!ask.who.levels.has('secretary')) return say(notAllowed(texts.secretaryOnly, 'secretary'));
    if (verb === 'reemplazar') return replace(inside);
    return verb === 'ratificar' ? ratify(inside) : appoint(inside, verb === 'baja');
  },
};

function ratify(ask: Ask): Outcome {
  if (!ask.fields && ask.tokens.length === 0) return open(texts.ratifyForm(ask.today));
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
    (folio, fresh) => texts.ratified(when.date, sessionNamed(ask, when.date), folio, fresh),
  );
}

/** The form's last day as it is said in words. */
const untilField = ({ until = '' }: Readonly<Record<string, string>>): Token[] =>
  until.trim() === '' ? [] : ['hasta', until.trim()].map((text) => ({ text, quoted: false }));

/** Grants or ends an office; roles may begin before the bot was there, so any date is taken. */
function appoint(ask: Ask, ending: boolean): Outcome {
  if (!ask.fields && ask.tokens.length === 0) return open(texts.form(ask.today, ending));
  const { taken: session, rest: words_ } = clause(
    ask.fields ? [] : ask.tokens.slice(1),
    /^sesion$/,
    ask.today,
  );
  const { taken: until, rest: from_ } = ending
    ? { taken: null, rest: words_ }
    : clause(ask.fields ? untilField(ask.fields) : words_, /^hasta$/, ask.today, { prefer: 'future' });
  const given = ask.fields ? [{ text: ask.fields.date ?? '', quoted: false }] : from_;
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
  const principalSaid = ask.fields ? (ask.fields.principal?.trim() ?? '') : phrase(others);
  const substitutes = role === 'substitute' && !ending;
  if (!role || (role !== 'unit-lead' && !substitutes && others.length > 0))
    return refuse(texts.how(), ask.fields ? 'role' : undefined);
  const saidUnit = ask.fields ? (ask.fields.unit ?? '') : phrase(others);
  const on = date ?? session ?? ask.today;
  const unit = role === 'unit-lead' ? findUnit([...unitsOn(ask.view, ask.today).keys()], saidUnit) : null;
  if (role === 'unit-lead' && unit === null)
    return refuse(texts.noUnit(saidUnit), ask.fields ? 'unit' : undefined);
  if (ending) return end(ask, person, { role, unit }, on);
  const principal = substitutes && principalSaid !== '' ? findPerson(ask, principalSaid, false) : null;
  if (substitutes && principalSaid !== '' && (!principal || principal.id === person.id))
    return refuse(texts.noPerson(principalSaid), ask.fields ? 'principal' : undefined);
  const post = { role, unit, standsFor: principal?.id, session: session ?? undefined };
  if (until === null) return grant(ask, person, post, on);
  return until < on
    ? refuse(texts.untilBefore(until, on), ask.fields ? 'until' : undefined)
    : grantUntil(ask, person, post, on, until);
}
