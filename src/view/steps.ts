import type { Entry } from '../entry.ts';
import type { BodyOf, Kind } from '../kinds.ts';
import type { View } from '../view.ts';
import type { Table } from './table.ts';

/** An entry of a kind. */
export type Fact<K extends Kind> = Entry & { readonly body: BodyOf<K> };
export type Step<K extends Kind> = (view: View, entry: Fact<K>) => void;
/** How the view takes in entries, by their kind; of some it keeps no more than that they are there. */
export type Steps = { readonly [K in Kind]?: Step<K> };

/** One more value under a key. */
export function addTo<V>(table: Table<readonly V[]>, key: string, value: V): void {
  table.set(key, [...(table.get(key) ?? []), value]);
}

/** Ends what is open, or would end later. */
export function endLast<V extends { to: string | null }>(
  table: Table<readonly V[]>,
  key: string,
  which: (v: V) => boolean,
  on: string,
): void {
  const all = table.get(key) ?? [];
  const at = all.findLastIndex((v) => (v.to === null || v.to > on) && which(v));
  if (at >= 0) table.set(key, all.with(at, { ...all[at]!, to: on }));
}
