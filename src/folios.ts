import type { RecordKind } from './kinds.ts';
import type { View } from './view.ts';

/** Folios of a kind, or of a kind and person, in the order recorded: those after `groups` full groups, which lie apart. */
export interface Folios {
  readonly groups: number;
  readonly folios: readonly string[];
}

/** Of how many folios a group is: so many are written again for a new one, and no more. */
const groupOf = 64;
const none: Folios = { groups: 0, folios: [] };

const nameOf = (kind: RecordKind, person: string | null): string =>
  person === null ? kind : `${kind}/${person}`;

export function addFolio(view: View, kind: RecordKind, person: string | null, folio: string): void {
  const name = nameOf(kind, person);
  const { groups, folios } = view.byKind.get(name) ?? none;
  const full = folios.length === groupOf;
  if (full) view.byKind.set(`${name}#${groups}`, { groups: 0, folios });
  view.byKind.set(
    name,
    full ? { groups: groups + 1, folios: [folio] } : { groups, folios: [...folios, folio] },
  );
}

/** The folios of a kind (of one person, for kinds about people), voided ones too, in the order recorded. */
export function foliosOf(view: View, kind: RecordKind, person: string | null): string[] {
  const name = nameOf(kind, person);
  const { groups, folios } = view.byKind.get(name) ?? none;
  const before = Array.from({ length: groups }, (_, n) => view.byKind.get(`${name}#${n}`)!.folios);
  return [...before.flat(), ...folios];
}
