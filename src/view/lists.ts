import type { Table } from './table.ts';

/** A list that grows: what came after `groups` full groups, which lie apart. */
export interface List<T> {
  readonly groups: number;
  readonly items: readonly T[];
}

/** Of how many items a group is: so many are written again for a new one, and no more. */
const groupOf = 64;
const none = { groups: 0, items: [] };

const groupName = (name: string, n: number): string => `${name}#${n}`;

/** Adds an item to a list, which may be new. */
export function addItem<T>(table: Table<List<T>>, name: string, item: T): void {
  const { groups, items } = table.get(name) ?? none;
  const full = items.length === groupOf;
  if (full) table.set(groupName(name, groups), { groups: 0, items });
  table.set(name, full ? { groups: groups + 1, items: [item] } : { groups, items: [...items, item] });
}

/** All items of a list in the order in which they came; none where there is no such list. */
export function itemsOf<T>(table: Table<List<T>>, name: string): T[] {
  const { groups, items } = table.get(name) ?? none;
  const before = Array.from({ length: groups }, (_, n) => table.get(groupName(name, n))!.items);
  return [...before.flat(), ...items];
}

/** Puts another item in the place of the newest that is meant; nothing where there is none. */
export function changeItem<T>(
  table: Table<List<T>>,
  name: string,
  meant: (item: T) => boolean,
  change: (item: T) => T,
): void {
  const known = table.get(name) ?? none;
  for (let n = known.groups; n >= 0; n -= 1) {
    const at = n === known.groups ? name : groupName(name, n);
    const list = n === known.groups ? known : table.get(at)!;
    const i = list.items.findLastIndex(meant);
    if (i < 0) continue;
    table.set(at, { ...list, items: list.items.with(i, change(list.items[i]!)) });
    return;
  }
}
