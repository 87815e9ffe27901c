import type { RecordKind } from './folio.ts';
import { addItem, itemsOf } from './lists.ts';
import type { View } from './view.ts';

const nameOf = (kind: RecordKind, person: string | null): string =>
  person === null ? kind : `${kind}/${person}`;

export const addFolio = (view: View, kind: RecordKind, person: string | null, folio: string): void =>
  addItem(view.lists, nameOf(kind, person), folio);

/** The folios of a kind (of one person, for kinds about people), voided ones too, in the order recorded. */
export const foliosOf = (view: View, kind: RecordKind, person: string | null): string[] =>
  itemsOf(view.lists, nameOf(kind, person));
