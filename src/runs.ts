/** A value and the place of its key: how many keys its table had before it. */
export interface Placed<V = unknown> {
  readonly place: number;
  readonly value: V;
}

export interface PlacedRow<V = unknown> extends Placed<V> {
  readonly key: string;
}

/** What tables held when it was written: it lies on disk and never changes. Reading throws DamagedRun. */
export interface Run {
  readonly name: string;
  /** How many rows it has. */
  readonly size: number;
  get(table: string, key: string): Placed | undefined;
  /** A table's rows in order of place. */
  rows(table: string): Iterable<PlacedRow>;
}

/** What came into tables since their newest run. */
export type Fresh = Readonly<Record<string, ReadonlyMap<string, Placed>>>;

/** Thrown where a run is not what was written: nothing that was derived from it counts any more. */
export class DamagedRun extends Error {
  constructor(file: string, options?: ErrorOptions) {
    super(`damaged: ${file}`, options);
    this.name = 'DamagedRun';
  }
}

/** The rows of sources that are each in order of place, in order of place; of one place the first source's row alone. */
export function* byPlace<R extends { readonly place: number }>(
  sources: readonly Iterable<R>[],
): Generator<R> {
  const open = sources.map((source) => source[Symbol.iterator]());
  const next = open.map((one) => one.next());
  for (;;) {
    let first: R | undefined;
    for (const { done, value } of next)
      if (!done && (first === undefined || value.place < first.place)) first = value;
    if (first === undefined) return;
    yield first;
    for (const [n, { done, value }] of next.entries())
      if (!done && value.place === first.place) next[n] = open[n]!.next();
  }
}

/** The rows of a map in order of place. */
export const inOrder = <V>(rows: ReadonlyMap<string, Placed<V>>): PlacedRow<V>[] =>
  [...rows].map(([key, row]) => ({ key, ...row })).sort((a, b) => a.place - b.place);
