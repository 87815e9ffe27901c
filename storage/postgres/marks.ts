import { randomBytes } from 'node:crypto';
import { type Db, openDb, type Query } from './db.ts';

/** Real platforms wrote here. */
export const real = 'real-platforms';

/** What a database says of itself under a name; null where it says nothing. */
export async function markOf(query: Query, name: string): Promise<string | null> {
  const [row] = await query<{ value: string }>('select value from marks where name = $1', [name]);
  return row?.value ?? null;
}

/** Says something of a database. */
export async function mark(query: Query, name: string, value: string): Promise<void> {
  await query(
    'insert into marks (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
    [name, value],
  );
}

/**
 * Whether the database takes a write now: what needs new room on its disk, some 300 kB that nobody else sees, and a row
 * that is committed. A row alone finds room in its page on a disk that is full.
 */
export function takesRows(db: Db): Promise<boolean> {
  const table = `write_test_${randomBytes(6).toString('hex')}`;
  const at = new Date().toISOString();
  // Together they are one transaction.
  return db
    .once(
      `create table ${table} as select repeat(md5(n::text), 8) from generate_series(1, 1000) n;
       drop table ${table};
       insert into marks (name, value) values ('written-last', '${at}')
       on conflict (name) do update set value = excluded.value`,
    )
    .then(
      () => true,
      () => false,
    );
}

async function withDb<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openDb({ url, connections: 1 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Whether real platforms ever wrote to this database; the demo must not touch it then. */
export const wasRealDatabase = (url: string): Promise<boolean> =>
  withDb(url, async ({ query }) => {
    const [table] = await query<{ found: string | null }>(`select to_regclass('marks')::text as found`);
    return table!.found !== null && (await markOf(query, real)) !== null;
  });

/** Marks a database, which a program opened before, as one that real platforms write to; never taken back. */
export const markRealDatabase = (url: string): Promise<void> =>
  withDb(url, ({ query }) => mark(query, real, 'yes'));
