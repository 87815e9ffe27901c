import type { RecordKind } from '../folio.ts';
import type { View } from '../view.ts';

/** What a view's records of a kind, or its roster, hang on. */
export type Part = RecordKind | 'roster';

/** How much is remembered of a view: a report asks for some dozens of days. */
const most = 200;

interface Found {
  readonly touched: readonly (number | undefined)[];
  readonly value: unknown;
}

const found = new WeakMap<View, Map<string, Found>>();

/** Working copies, and what they are copies of. */
const below = new WeakMap<View, View>();

/** Whose records changed, or who is on the roster: all after the entry `from`, the newest last. */
interface Changes {
  from: number;
  list: { readonly seq: number; readonly part: Part; readonly person: string | null }[];
}

interface OfEach {
  seq: number;
  readonly all: Map<string, unknown>;
}

const ofEach = new WeakMap<View, Map<string, OfEach>>();

/** How many changes are remembered at least: what was found before them is looked for anew. */
const mostChanges = 10_000;

const changes = new WeakMap<View, Changes>();

function changesOf(view: View, from: number): Changes {
  const known = changes.get(view) ?? { from, list: [] };
  changes.set(view, known);
  return known;
}

/** Notes that an entry, the newest, changed a part of the view, and whose. */
export function touch(view: View, part: Part, seq: number, person: string | null): void {
  view.touched.set(part, seq);
  const known = changesOf(view, seq - 1);
  known.list.push({ seq, part, person });
  if (known.list.length < 2 * mostChanges) return;
  known.from = known.list[mostChanges - 1]!.seq;
  known.list = known.list.slice(mostChanges);
}

/** Lets a working copy find what was found in the view below it. */
export function copied<V extends View>(copy: V, of: View): V {
  below.set(copy, of);
  return copy;
}

/** Forgets all that was found in a view. */
export function forgetFound(view: View): void {
  for (const known of [found, ofEach, changes]) known.delete(view);
}

function remember<T>(view: View, what: string, touched: Found['touched'], value: T): T {
  const known = found.get(view) ?? new Map<string, Found>();
  found.set(view, known);
  // The newest comes last: what is asked for no more goes first.
  known.delete(what);
  known.set(what, { touched, value });
  for (const oldest of known.keys()) {
    if (known.size <= most) break;
    known.delete(oldest);
  }
  return value;
}

/**
 * What was found in a view by looking through all of it, remembered until something is recorded that touches one of
 * the parts that it hangs on. `what` names it and all that it was asked with.
 */
export function lookedThrough<T>(view: View, what: string, parts: readonly Part[], look: () => T): T {
  const touched = parts.map((part) => view.touched.get(part));
  const same = (one: View) => touched.every((seq, i) => one.touched.get(parts[i]!) === seq);
  // Where a working copy changed nothing of it, all find it in the view that stays.
  let lowest = view;
  for (let next = below.get(view); next !== undefined && same(next); next = below.get(next)) lowest = next;
  const before = found.get(lowest)?.get(what);
  if (before?.touched.every((seq, i) => seq === touched[i])) return before.value as T;
  return remember(lowest, what, touched, look());
}

/** How something is found of people: of everybody who was ever on the roster, in its order, or of one. */
export interface Looking<T> {
  readonly all: (view: View) => Map<string, T>;
  readonly one: (view: View, person: string) => T;
}

/**
 * What was found of each person who was ever on the roster, in its order; once more looked for only of those whose
 * records of the kind changed since. `what` names it and all that it was asked with; it holds until the next question.
 */
export function foundOfEach<T>(
  view: View,
  what: string,
  kind: RecordKind,
  look: Looking<T>,
): ReadonlyMap<string, T> {
  const changed = changesOf(view, view.head.seq);
  const concerns = ({ part }: Changes['list'][number]) => part === kind || part === 'roster';
  const update = (all: Map<string, T>, list: Changes['list']) => {
    for (const { person } of list)
      if (person !== null && view.roster.has(person)) all.set(person, look.one(view, person));
    return all;
  };
  const base = below.get(view);
  if (base !== undefined) {
    const mine = changed.list.filter(concerns);
    const all = foundOfEach(base, what, kind, look);
    return mine.length === 0 ? all : update(new Map(all), mine);
  }
  const known = ofEach.get(view) ?? new Map<string, OfEach>();
  ofEach.set(view, known);
  let before = known.get(what);
  if (before === undefined || before.seq < changed.from) before = { seq: view.head.seq, all: look.all(view) };
  const all = before.all as Map<string, T>;
  const since = before.seq;
  const first = changed.list.findLastIndex(({ seq }) => seq <= since) + 1;
  update(all, changed.list.slice(first).filter(concerns));
  before.seq = view.head.seq;
  known.delete(what);
  known.set(what, before);
  for (const oldest of known.keys()) {
    if (known.size <= mostEach) break;
    known.delete(oldest);
  }
  return all;
}

/** Of each kind what counts in one year, and perhaps in the year before. */
const mostEach = 12;
