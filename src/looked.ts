import type { RecordKind } from './kinds.ts';
import type { View } from './view.ts';

/** What a view's records of a kind, or its roster, hang on. */
export type Part = RecordKind | 'roster';

/** How much is remembered of a view: a report asks for some dozens of days. */
const most = 200;

interface Found {
  readonly touched: readonly (number | undefined)[];
  readonly value: unknown;
}

const found = new WeakMap<View, Map<string, Found>>();

/**
 * What was found in a view by looking through all of it, remembered until something is recorded that touches one of
 * the parts that it hangs on. `what` names it and all that it was asked with.
 */
export function lookedThrough<T>(view: View, what: string, parts: readonly Part[], look: () => T): T {
  const touched = parts.map((part) => view.touched.get(part));
  let known = found.get(view);
  if (!known) {
    known = new Map();
    found.set(view, known);
  }
  const before = known.get(what);
  if (before?.touched.every((seq, i) => seq === touched[i])) return before.value as T;
  const value = look();
  // The newest comes last: what is asked for no more goes first.
  known.delete(what);
  known.set(what, { touched, value });
  for (const oldest of known.keys()) {
    if (known.size <= most) break;
    known.delete(oldest);
  }
  return value;
}
