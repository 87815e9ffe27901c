/** What the view's maps can do; a `Layer` does the same on top of another table without touching it. */
export interface Table<V> {
  get(key: string): V | undefined;
  has(key: string): boolean;
  set(key: string, value: V): unknown;
  entries(): IterableIterator<[string, V]>;
}

/** A working copy: writes stay here, reads fall through, the order is a Map's. Values are never changed in place. */
export class Layer<V> implements Table<V> {
  private readonly own = new Map<string, V>();
  private readonly below: Table<V>;

  constructor(below: Table<V>) {
    this.below = below;
  }

  get(key: string): V | undefined {
    return this.own.has(key) ? this.own.get(key) : this.below.get(key);
  }

  has(key: string): boolean {
    return this.own.has(key) || this.below.has(key);
  }

  set(key: string, value: V): void {
    this.own.set(key, value);
  }

  *entries(): IterableIterator<[string, V]> {
    for (const [key, value] of this.below.entries())
      yield [key, this.own.has(key) ? this.own.get(key)! : value];
    for (const [key, value] of this.own) if (!this.below.has(key)) yield [key, value];
  }
}
