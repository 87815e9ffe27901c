import { origin } from '../../src/entry.ts';
import type { StoreReader } from '../../src/ports/store.ts';
import { exportLedger } from '../common/export.ts';
import { takesWrite } from '../common/writable.ts';
import { holds, pages, verdictOf } from './chain.ts';
import { openDb } from './db.ts';
import { readDirectory } from './directory-rows.ts';
import { readPostgresFiles } from './files.ts';
import { takesRows } from './marks.ts';
import { checkVersion } from './migrations.ts';
import { readPostgresSnapshot, type SnapshotPlaces } from './snapshots.ts';

/**
 * A database to read from, beside the processes that write it; what no program has opened yet reads as empty. Throws as
 * `openPostgresStore` does. Its connections end by themselves, and keep no process from ending.
 */
export async function readPostgresStore({
  url,
  ...places
}: SnapshotPlaces & { readonly url: string }): Promise<StoreReader> {
  const { filesDir: dir } = places;
  const db = openDb({ url, connections: 2 });
  const made = await checkVersion(db.query);
  const directory = readDirectory(db);
  const unless = async <T>(empty: T, read: () => Promise<T>): Promise<T> => (made ? read() : empty);
  async function* read(committee: string, from: number) {
    if (made) for await (const entries of pages(db.query, committee, from)) yield* entries;
  }
  const head: StoreReader['head'] = (committee) =>
    unless(origin, async () => {
      const rows = await db.query<typeof origin>('select seq, hash from heads where committee = $1', [
        committee,
      ]);
      return rows[0] ?? origin;
    });
  return {
    head,
    read,
    loadSnapshot: (committee) =>
      unless(null, () => readPostgresSnapshot(places, committee, (of, found) => holds(db.query, of, found))),
    files: readPostgresFiles({ db, dir, kind: 'files' }),
    people: (committee) => unless([], () => directory.people(committee)),
    texts: (committee) => unless([], () => directory.texts(committee)),
    accounts: async (committee) => ({
      accounts: await unless([], () => directory.accounts(committee)),
      addresses: await unless([], () => directory.addresses(committee)),
    }),
    verify: (committee, onProgress) =>
      unless({ ok: true, entries: 0, head: origin }, () => verdictOf(db.query, committee, onProgress)),
    exportLedger: (committee, folder, onProgress) =>
      exportLedger({ head, read }, committee, folder, { onProgress }),
    writable: async () => (await takesWrite(dir)) && (!made || (await takesRows(db))),
  };
}
