import { byServer, type Draft } from '../entry.ts';
import type { Tombstone } from '../ports/directory.ts';
import { unitOn } from '../view/roster.ts';
import type { View } from '../view.ts';

/** Why somebody can't be forgotten just so. */
export type Hindrance = 'active' | 'unconfirmed';

/**
 * Whoever is on the plantilla, or will be, is forgotten only by an oficio of the Unidad de Transparencia; a leaver
 * also by whoever runs the server, who types it out.
 */
export function hindrance(
  view: View,
  person: string,
  today: string,
  { oficio, confirmed }: { readonly oficio: string | null; readonly confirmed: boolean },
): Hindrance | null {
  if (oficio !== null) return null;
  const joins = (view.roster.get(person) ?? []).some((s) => s.from > today && s.to !== s.from);
  if (joins || unitOn(view, person, today) !== null) return 'active';
  return confirmed ? null : 'unconfirmed';
}

/**
 * What the ledger says when somebody is forgotten: that it was done, and that offices end which nobody could hold any
 * more. Nothing where it says so already, or knows nothing of the person.
 */
export function forgottenDrafts(view: View, tombstone: Tombstone): Draft[] {
  const { person, oficio, on } = tombstone;
  if (view.forgotten.has(person) || !view.roster.has(person)) return [];
  const by = byServer(person, on);
  const ending = (view.offices.get(person) ?? []).filter(({ to }) => to === null || to > on);
  return [
    { kind: 'person.forgotten', key: `forgotten/${person}`, body: { oficio }, ...by },
    ...ending.map(({ role, unit }) => ({
      kind: 'role.ended',
      key: `forgotten/${person}/${role}/${unit ?? ''}`,
      body: { role, unit },
      ...by,
    })),
  ];
}
