import type { Body, Draft } from '../entry.ts';
import { namelessPerson } from '../texts/common.ts';
import type { View } from '../view.ts';
import type { People } from './identify.ts';
import type { CurrentMember, RosterFact } from './types.ts';

/** Roster facts as entries; a fact that happens again (somebody comes back on the same day) gets a number. */
export function rosterDrafts(
  view: View,
  facts: readonly RosterFact[],
  by: Pick<Draft, 'actor' | 'platform'> = { actor: 'cli', platform: 'cli' },
): Draft[] {
  const taken = new Set<string>();
  return facts.map(({ kind, person, unit, on }) => {
    const base = `roster/${person}/${kind.slice('roster.'.length)}/${on}`;
    let key = base;
    for (let n = 1; view.keys.has(key) || taken.has(key); n += 1) key = `${base}/${n}`;
    taken.add(key);
    const body: Body = unit === null ? {} : { unit };
    return { kind, key, folio: null, subject: person, occurredOn: on, body, ...by };
  });
}

/** Everybody who ever was on the roster, with their latest time on it; those who were forgotten without a name. */
export function membersOf(view: View, { byId }: Pick<People, 'byId'>): CurrentMember[] {
  return [...view.roster.entries()].flatMap(([id, stints]) => {
    const person = byId(id) ?? (view.forgotten.has(id) ? namelessPerson(id) : null);
    const last = stints.at(-1);
    if (!person || !last) return [];
    const joined = stints.findLast((s, i) => i === 0 || stints[i - 1]!.to !== s.from) ?? last;
    return [{ person, unit: last.unit, joinedOn: joined.from, leftOn: last.to }];
  });
}
