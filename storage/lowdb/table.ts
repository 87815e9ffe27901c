import { Low } from 'lowdb';
import { durableFile } from '../common/durable.ts';
import { groupCommit } from '../common/group.ts';
import { sealed } from '../common/sealed.ts';
import { adopt } from './adopt.ts';

export interface TableOptions<T> {
  readonly file: string;
  /** What tells one record from another. */
  readonly keyOf: (record: T) => string;
  /** A checked copy of a record; throws for what is not one. */
  readonly parse: (value: unknown) => T;
}

export type Rows<T> = ReadonlyMap<string, T>;

/** What a change puts into a table, and what its caller is answered. */
export interface Change<T, R> {
  readonly put: readonly T[];
  /** Keys of records that go. */
  readonly remove?: readonly string[];
  readonly answer: R;
}

/** Records by key in one file. Reading gives what is on disk; changes that come together share one write. */
export interface Table<T> {
  rows(): Rows<T>;
  /** All records, in the order of their first writing. */
  list(): readonly T[];
  /** Decides on the rows before it; throwing refuses this change alone, a failed write all that shared it. */
  change<R>(decide: (rows: Rows<T>) => Change<T, R>): Promise<R>;
  idle(): Promise<void>;
}

/** Opens a table whose folder is locked already. Throws StorageError `damaged-file`, `newer-format`. */
export async function openTable<T extends object>(options: TableOptions<T>): Promise<Table<T>> {
  const { file, keyOf, parse } = options;
  const texts = new WeakMap<T, string>();
  const lists = new WeakMap<Rows<T>, readonly T[]>();

  /** A copy that nobody else can change, its text at hand so that a write of all need not make all texts again. */
  function own(record: unknown): T {
    const copy = parse(JSON.parse(JSON.stringify(record)));
    texts.set(copy, JSON.stringify(copy));
    return copy;
  }

  const byKey = (records: readonly T[]): Rows<T> => new Map(records.map((record) => [keyOf(record), record]));
  const encode = (rows: Rows<T>) => `[${[...rows.values()].map((record) => texts.get(record)).join(',')}]`;
  const decode = (value: unknown) => byKey((value as unknown[]).map(own));
  const db = new Low<Rows<T>>(durableFile(file, sealed(file, encode, decode)), new Map());
  await db.read();

  type Decide = (rows: Rows<T>) => Change<T, unknown>;
  const group = groupCommit<Decide, { answer: unknown }>(async (decisions) => {
    let next: Map<string, T> | null = null;
    const answers = decisions.map((decide) => {
      try {
        const { put, remove = [], answer } = decide(next ?? db.data);
        for (const record of put.map(own)) {
          const key = keyOf(record);
          const present = (next ?? db.data).get(key);
          if (present !== undefined && texts.get(present) === texts.get(record)) continue;
          next ??= new Map(db.data);
          next.set(key, record);
        }
        for (const key of remove) {
          if (!(next ?? db.data).has(key)) continue;
          next ??= new Map(db.data);
          next.delete(key);
        }
        return { answer };
      } catch (error) {
        return error instanceof Error ? error : new Error(String(error));
      }
    });
    if (next !== null) await adopt<Rows<T>>(db, next);
    return answers;
  });

  return {
    rows: () => db.data,
    list() {
      const known = lists.get(db.data);
      if (known !== undefined) return known;
      const list = [...db.data.values()];
      lists.set(db.data, list);
      return list;
    },
    async change<R>(decide: (rows: Rows<T>) => Change<T, R>): Promise<R> {
      return (await group.submit(decide)).answer as R;
    },
    idle: () => group.idle(),
  };
}
