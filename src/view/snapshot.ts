import type { Json } from '../entry.ts';
import type { Fresh, Run } from '../ports/runs.ts';
import { blank, type TableName, tableNames, type View, viewOf } from '../view.ts';
import { Kept } from './kept.ts';

/** Tables that grow with every entry and may lie on disk. */
const big = ['keys', 'records', 'lists', 'marks', 'same', 'posts', 'said', 'askedPeople', 'fixed'] as const;
const isBig = (name: string): boolean => (big as readonly string[]).includes(name);

/** The view of an empty ledger, whose big tables can be kept in runs. */
export const emptyKeptView = (): View => viewOf(blank, (n) => (isBig(n) ? new Kept(n, [], 0) : new Map()));

/** Grows when the fold or the view's shape changes: a snapshot of another version is not used. */
export const viewVersion = 16;

function dumpOf(view: View, tables: readonly TableName[]): Json {
  const { head, programme, cardToEach, paused, open } = view;
  const entries = Object.fromEntries(tables.map((n) => [n, [...view[n].entries()]]));
  return { head, programme, cardToEach, paused, open, ...entries } as unknown as Json;
}

/** The view as JSON, for a snapshot. */
export const dump = (view: View): Json => dumpOf(view, tableNames);

/** The view that `dump` gave. */
export function restore(state: Json): View {
  const given = state as unknown as Record<TableName, [string, never][]> & View;
  return viewOf(given, (n) => new Map(given[n] as unknown as [string, never][]));
}

/** A view of which a snapshot is taken while it goes on. */
export interface Frozen {
  /** All but its big tables. */
  readonly state: Json;
  /** What came into these since their newest run. */
  readonly fresh: Fresh;
  /** Lets go of it: `runs`, the newest first, hold it by now; null where it could not be written. */
  thaw(runs: readonly Run[] | null): void;
}

/** What a view of `emptyKeptView` or `restoreKept` has to keep now. */
export function freeze(view: View): Frozen {
  const rest = dumpOf(
    view,
    tableNames.filter((n) => !isBig(n)),
  );
  const tables = big.map((n) => [n, view[n] as Kept<unknown>] as const);
  const places = Object.fromEntries(tables.map(([n, table]) => [n, table.places]));
  return {
    state: { rest, places },
    fresh: Object.fromEntries(tables.map(([n, table]) => [n, table.freeze()])),
    thaw: (runs) => {
      for (const [, table] of tables) table.thaw(runs);
    },
  };
}

/** The view that `freeze` gave, its runs written. */
export function restoreKept(state: Json, runs: readonly Run[]): View {
  const { rest, places } = state as unknown as { rest: never; places: Record<string, number> };
  const given = rest as Record<TableName, [string, never][]> & View;
  return viewOf(given, (n) =>
    isBig(n) ? new Kept(n, runs, places[n]!) : new Map(given[n] as unknown as [string, never][]),
  );
}
