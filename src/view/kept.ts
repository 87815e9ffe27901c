import { inOrder, type Placed, type PlacedRow, type Run } from '../ports/runs.ts';
import type { Table } from './table.ts';

/** Values that were read from runs and may be asked for again: between so many and twice as many. */
const remembered = 5000;

/**
 * A table that need not lie in memory: what came since its newest run does, the rest is read when it is asked for.
 * Its order is a Map's. Reading throws DamagedRun.
 */
export class Kept<V> implements Table<V> {
  private readonly name: string;
  private recent = new Map<string, Placed<V>>();
  /** What a run is being written of. */
  private frozen: ReadonlyMap<string, Placed<V>> = new Map();
  /** The newest first. */
  private runs: readonly Run[];
  private next: number;
  private young = new Map<string, Placed<V>>();
  private old = this.young;

  constructor(name: string, runs: readonly Run[], places: number) {
    this.name = name;
    this.runs = runs;
    this.next = places;
  }

  /** How many keys it has. */
  get places(): number {
    return this.next;
  }

  get(key: string): V | undefined {
    return this.find(key)?.value;
  }

  has(key: string): boolean {
    return this.find(key) !== undefined;
  }

  set(key: string, value: V): void {
    const place = this.find(key)?.place ?? this.next++;
    this.recent.set(key, { place, value });
    this.young.delete(key);
    this.old.delete(key);
  }

  *entries(): IterableIterator<[string, V]> {
    const stored = this.runs.map((run) => run.rows(this.name) as Iterable<PlacedRow<V>>);
    for (const { key, value } of byPlace([inOrder(this.recent), inOrder(this.frozen), ...stored]))
      yield [key, value];
  }

  /** What came since the newest run, for the next one; what comes from now on lies on top of it. */
  freeze(): ReadonlyMap<string, Placed<V>> {
    this.frozen = this.recent;
    this.recent = new Map();
    return this.frozen;
  }

  /** Runs that hold what was frozen; without any it waits for the next time. */
  thaw(runs: readonly Run[] | null): void {
    if (runs === null) this.recent = new Map([...this.frozen, ...this.recent]);
    else this.runs = runs;
    this.frozen = new Map();
  }

  private find(key: string): Placed<V> | undefined {
    return this.recent.get(key) ?? this.frozen.get(key) ?? this.young.get(key) ?? this.read(key);
  }

  private read(key: string): Placed<V> | undefined {
    let found = this.old.get(key);
    for (const run of this.runs) found ??= run.get(this.name, key) as Placed<V> | undefined;
    if (found === undefined) return undefined;
    if (this.young.size >= remembered) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, found);
    return found;
  }
}

/** The rows of sources that are each in order of place, in order of place; of one place the first source's row alone. */
function* byPlace<R extends { readonly place: number }>(sources: readonly Iterable<R>[]): Generator<R> {
  const open = sources.map((source) => source[Symbol.iterator]());
  const next = open.map((one) => one.next());
  for (;;) {
    let first: R | undefined;
    for (const { done, value } of next)
      if (!done && (first === undefined || value.place < first.place)) first = value;
    if (first === undefined) return;
    yield first;
    for (let n = 0; n < next.length; n += 1)
      if (!next[n]!.done && next[n]!.value.place === first.place) next[n] = open[n]!.next();
  }
}
