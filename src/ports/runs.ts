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

/** The rows of a map in order of place. */
export const inOrder = <V>(rows: ReadonlyMap<string, Placed<V>>): PlacedRow<V>[] =>
  [...rows].map(([key, row]) => ({ key, ...row })).sort((a, b) => a.place - b.place);
