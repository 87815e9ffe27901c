import { clause, sayings } from '../activities/when.ts';
import { type Ask, type Outcome, refuse, say } from '../ask.ts';
import { takeDate } from '../input/extract.ts';
import { fold, lookUp } from '../input/words.ts';
import { type RoleName, roles } from '../kinds/people.ts';
import type { Person } from '../ports/directory.ts';
import { sessionsOf } from '../sessions/calendar.ts';
import { committee as texts } from '../texts/committee.ts';
import { history as historyTexts } from '../texts/committee-history.ts';
import { erasedName } from '../texts/common.ts';
import { badDate } from '../texts/fields.ts';
import { sessionName } from '../texts/sessions.ts';
import { standing } from '../view/records.ts';
import { officesOn } from '../view/roster.ts';
import { hasSecretary, inOffice } from '../who.ts';
import { beside, end, findPerson, grant, words } from './appoint.ts';

/** `comite 2024-03-01`: who was who on a day. */
export function whoWasWhoOn(ask: Ask): Outcome {
  const { date, problem, rest } = takeDate(
    ask.tokens.filter((t) => t.quoted || fold(t.text) !== 'al'),
    ask.today,
  );
  if (problem) return refuse(badDate[problem.reason](problem.said));
  return date === null || sayings(rest).length > 0 ? refuse(texts.how()) : whoWasWho(ask, date);
}

/** Who was who on a day, since when and by which session, in the order of the offices. */
export function whoWasWho(ask: Ask, on: string): Outcome {
  const { view, people, today } = ask;
  const order = (role: RoleName) => roles.indexOf(role);
  const name = (id: string) => people.byId(id)?.name ?? erasedName;
  const lines = inOffice(view, on)
    .sort((a, b) => order(a.role) - order(b.role))
    .map((o) => {
      const standsFor = o.standsFor === undefined ? null : name(o.standsFor);
      const session =
        o.session === undefined
          ? sessionNamed(ask, o.from)
          : (sessionNamed(ask, o.session) ?? byDay(o.session));
      return texts.line(o.role, o.unit, name(o.person), o.from, standsFor, session);
    });
  const ratified = standing(view, 'committee.ratified')
    .map((r) => r.occurredOn)
    .filter((d) => d <= on)
    .sort()
    .at(-1);
  return say(
    texts.who(
      lines,
      ratified === undefined ? null : { on: ratified, session: sessionNamed(ask, ratified) },
      on === today && !hasSecretary(view, today),
      on === today ? null : on,
    ),
  );
}

const byDay = (on: string): string => historyTexts.session(null, on);

/** The session held on a day, in words; null where none is recorded. */
export function sessionNamed({ programme, view, today }: Ask, on: string): string | null {
  const held = sessionsOf({ programme, view, asOf: today }).find((s) => s.record !== null && s.date === on);
  return held ? historyTexts.session(sessionName(held), on) : null;
}

/** `comite reemplazar A por B`: ends an office and gives it to another person from the same day. */
export function replace(ask: Ask): Outcome {
  const { taken: session, rest: unsessioned } = clause(ask.tokens, /^sesion$/, ask.today);
  const { date, problem, rest } = takeDate(unsessioned, ask.today);
  if (problem) return refuse(badDate[problem.reason](problem.said));
  const said = sayings(rest).filter((t) => t.quoted || !beside.test(fold(t.text)));
  const [oldSaid, newSaid, roleSaid, ...others] = said.map((t) => t.text);
  if (!oldSaid || !newSaid || others.length > 0) return refuse(historyTexts.replaceHow());
  const named = roleSaid === undefined ? null : lookUp(words, roleSaid);
  if (named === undefined || named === 'unit-lead') return refuse(historyTexts.replaceHow());
  const [old, next] = [findPerson(ask, oldSaid, true), findPerson(ask, newSaid, false)];
  if (!old) return refuse(texts.noPerson(oldSaid));
  if (!next) return refuse(texts.noPerson(newSaid));
  if (old.id === next.id) return refuse(historyTexts.replaceHow());
  return hand(ask, old, next, named, date ?? session ?? ask.today, session);
}

function hand(
  ask: Ask,
  old: Person,
  next: Person,
  named: RoleName | null,
  on: string,
  session: string | null,
): Outcome {
  const wanted = (role: RoleName) => (named === null ? role !== 'unit-lead' : role === named);
  const held = officesOn(ask.view, old.id, on).filter((o) => wanted(o.role));
  const substitutes = inOffice(ask.view, on)
    .filter((o) => o.standsFor === old.id)
    .map((o) => ask.people.byId(o.person)?.name ?? erasedName);
  if (held.length === 0) {
    const before = (ask.view.offices.get(old.id) ?? []).find((o) => wanted(o.role) && o.to === on);
    const after = officesOn(ask.view, next.id, on).find((o) => o.role === before?.role && o.from === on);
    return before && after
      ? say(historyTexts.replaced(old.name, next.name, before.role, on, substitutes, false))
      : refuse(historyTexts.noOffice(old.name));
  }
  if (held.length > 1)
    return refuse(
      historyTexts.whichOffice(
        old.name,
        held.map((o) => o.role),
      ),
    );
  const { role, unit, standsFor } = held[0]!;
  const ended = end(ask, old, { role, unit }, on);
  const given = grant(ask, next, { role, unit, standsFor, session: session ?? undefined }, on);
  return {
    ...say(historyTexts.replaced(old.name, next.name, role, on, substitutes, true)),
    drafts: [...ended.drafts, ...given.drafts],
  };
}
