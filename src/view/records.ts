import type { RecordKind } from '../folio.ts';
import type { View } from '../view.ts';
import { addItem, itemsOf } from './lists.ts';
import type { Rec } from './shapes.ts';

const nameOf = (kind: RecordKind, person: string | null): string =>
  person === null ? kind : `${kind}/${person}`;

/** Notes the folio of a record that is new. */
export const addFolio = (view: View, kind: RecordKind, person: string | null, folio: string): void =>
  addItem(view.lists, nameOf(kind, person), folio);

/** The folios of a kind (of one person, for kinds about people), voided ones too, in the order recorded. */
export const foliosOf = (view: View, kind: RecordKind, person: string | null): string[] =>
  itemsOf(view.lists, nameOf(kind, person));

/** The records of a kind that stand (of one person, for kinds about people), in the order recorded. */
export function standing(view: View, kind: RecordKind, person?: string): Rec[] {
  return foliosOf(view, kind, person ?? null)
    .map((f) => view.records.get(f)!)
    .filter((r) => r.voided === null);
}

/** The sum of a total over days from `from` to `to`, both included: grams, pieces or times by what is counted. */
export function totalsBetween(view: View, prefix: string, from: string, to: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [key, amount] of view.totals.entries()) {
    const [what, day] = [key.slice(0, -11), key.slice(-10)];
    if (what.startsWith(prefix) && day >= from && day <= to) sums.set(what, (sums.get(what) ?? 0) + amount);
  }
  return sums;
}
