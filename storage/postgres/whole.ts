import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Head, origin } from '../../src/entry.ts';
import type { Directory } from '../../src/ports/directory.ts';
import type { Files } from '../../src/ports/files.ts';
import type { StoreCopy } from '../../src/ports/store.ts';
import { headOf } from '../common/entries.ts';
import { StorageError } from '../common/errors.ts';
import { holds, pages, verdictOf } from './chain.ts';
import { connection, type Db, openDb, type Query } from './db.ts';
import { openPostgresDirectory } from './directory.ts';
import { readDirectory, readTombstones } from './directory-rows.ts';
import { openPostgresFiles } from './files.ts';
import { openPostgresLedger } from './ledger.ts';
import { rolesOf, tryRoles } from './listener.ts';
import { mark, markOf, real } from './marks.ts';
import { checkVersion, migrate, schemaVersion, versionOf } from './migrations.ts';

/** Gives all that a database holds, as of one moment, while others go on writing. */
export async function copyOfDatabase<T>(url: string, work: (copy: StoreCopy) => Promise<T>): Promise<T> {
  const db = openDb({ url, connections: 1 });
  try {
    if (!(await checkVersion(db.query))) throw new StorageError({ code: 'empty-database' });
    return await db.snapshot(async (query) => {
      const rows = await query<{ committee: string }>('select committee from heads order by 1');
      return work({
        committees: rows.map(({ committee }) => committee),
        entries: (committee, from) => pages(query, committee, from),
        ...readDirectory({ query }),
        tombstones: (committee) => readTombstones(query, committee),
      });
    });
  } finally {
    await db.close();
  }
}

const moveMark = (committee: string): string => `move/${committee}`;

/** How far a move into a database has come: `begun` goes on with the next, `restoring` begins anew. */
type MoveState = 'begun' | 'restoring' | 'ended';

/** Throws StorageError `unfinished-move` where a move of one of these into the database was begun and not ended. */
export async function checkMoved(db: Db, committees: readonly string[]): Promise<void> {
  const [row] = await db.query<{ value: MoveState }>(
    `select value from marks where name = any($1) and value <> 'ended' limit 1`,
    [committees.map(moveMark)],
  );
  if (row !== undefined)
    throw new StorageError({ code: 'unfinished-move', restoring: row.value === 'restoring' });
}

export interface MoveOptions {
  readonly url: string;
  readonly filesDir: string;
  readonly copy: StoreCopy;
  /** Real platforms wrote to what is moved. */
  readonly isReal: boolean;
  /** It was made for this move alone: nothing is left to go on with once that is cut short. */
  readonly restoring?: boolean;
  readonly fileNames: (committee: string) => Promise<readonly string[]>;
  readonly open: Files['open'];
  readonly onStep?: (step: 'ledger' | 'directory' | 'files' | 'checks', done: number) => void;
}

/** What was moved of a committee. */
export interface Moved {
  readonly committee: string;
  readonly entries: number;
  readonly head: Head;
  readonly files: number;
  /** Files whose bytes are no longer what they were, so that there was nothing sound to move. */
  readonly damaged: readonly string[];
  /** All of it had been moved before, and nothing was done. */
  readonly already: boolean;
}

/**
 * Moves all of a copy into a database that holds nothing of its committees, and goes on where an earlier move was cut
 * short; at the end it is compared whole. Throws StorageError `not-empty-database` where something else of theirs is
 * there, `database-in-use` where a bot runs on it, `older-database` where no bot of this version has run on it.
 */
export async function moveIntoDatabase(options: MoveOptions): Promise<readonly Moved[]> {
  const { url, filesDir: dir, copy } = options;
  const db = openDb({ url });
  try {
    const version = await versionOf(db.query);
    // Whoever opens it backs it up first.
    if (version !== null && version < schemaVersion) throw new StorageError({ code: 'older-database' });
    await migrate(db);
    const alone = await holdRoles(url, copy.committees);
    try {
      const moved: Moved[] = [];
      const committees: string[] = [];
      for (const committee of copy.committees) {
        const before = await begin(db, options, committee);
        if (before === null) committees.push(committee);
        else moved.push(before);
      }
      const ledger = await openPostgresLedger({ db, committees, instance: 'move' });
      const directory = await openPostgresDirectory({ db, committees, instance: 'move' });
      const files = await openPostgresFiles({ db, dir, kind: 'files', committees });
      for (const committee of committees) {
        let head = await ledger.head(committee);
        for await (const entries of copy.entries(committee, head.seq + 1)) {
          if ((await ledger.append(committee, head, entries)) !== 'appended')
            throw new StorageError({ code: 'not-empty-database', committee });
          head = headOf(entries.at(-1)!);
          options.onStep?.('ledger', head.seq);
        }
        await moveDirectory(db, directory, copy, committee);
        options.onStep?.('directory', 0);
        const { count, damaged } = await moveFiles(files, options, committee);
        const verdict = await verdictOf(db.query, committee);
        if (!verdict.ok || verdict.head.hash !== head.hash)
          throw new Error('the ledger is not what was moved');
        await compare(directory, copy, committee);
        options.onStep?.('checks', head.seq);
        moved.push({ committee, entries: head.seq, head, files: count, damaged, already: false });
      }
      if (options.isReal) await mark(db.query, real, 'yes');
      for (const committee of committees) await mark(db.query, moveMark(committee), 'ended');
      for (const part of [ledger, directory, files]) await part.close();
      return moved;
    } finally {
      await alone.end();
    }
  } finally {
    await db.close();
  }
}

/** Takes the roles of committees, so that no bot and no other move works on them; until the connection ends. */
async function holdRoles(url: string, committees: readonly string[]): Promise<pg.Client> {
  const client = new pg.Client(connection(url));
  client.on('error', () => {});
  await client.connect();
  // Whoever has just ended is still known to the server for a moment.
  for (let tries = 0, free = [...committees]; tries < 12; tries += 1) {
    const { rows } = await client.query<{ committee: string }>(tryRoles, [...rolesOf(free)]);
    free = free.filter((committee) => !rows.some((row) => row.committee === committee));
    if (free.length === 0) return client;
    await sleep(250);
  }
  await client.end();
  throw new StorageError({ code: 'database-in-use' });
}

/**
 * Notes that a move of a committee began, unless one did; null where there is something to move, else what was moved
 * before. A database that holds anything else of the committee is refused.
 */
async function begin(
  { query }: Db,
  { copy, restoring = false }: MoveOptions,
  committee: string,
): Promise<Moved | null> {
  const refused = new StorageError({ code: 'not-empty-database', committee });
  const state = (await markOf(query, moveMark(committee))) as MoveState | null;
  if (state === 'begun' && !restoring) {
    // What was moved before must be the beginning of what is moved now.
    const [end] = await query<Head>('select seq, hash from heads where committee = $1', [committee]);
    if (end !== undefined && end.seq > 0 && (await hashAt(copy, committee, end.seq)) !== end.hash)
      throw refused;
    return null;
  }
  if (state === 'ended' && !restoring) {
    const head = await headOfCopy(copy, committee);
    if (!(await holds(query, committee, head))) throw refused;
    return { committee, entries: head.seq, head, files: 0, damaged: [], already: true };
  }
  if (state === 'restoring')
    for (const table of tables) await query(`delete from ${table} where committee = $1`, [committee]);
  await checkFree(query, committee);
  await mark(query, moveMark(committee), restoring ? 'restoring' : 'begun');
  return null;
}

/** What holds a committee's data, but for its tokens. */
const tables = [
  ...['entries', 'heads', 'people', 'accounts', 'addresses', 'texts', 'tombstones'],
  ...['tombstone_keys', 'files'],
];

/** Throws StorageError `not-empty-database` where a database holds anything of a committee. */
async function checkFree(query: Query, committee: string): Promise<void> {
  const some = ['entries', 'people', 'accounts', 'tombstones'].map(
    (table) => `exists (select from ${table} where committee = $1)`,
  );
  const [there] = await query<{ some: boolean }>(`select ${some.join(' or ')} as some`, [committee]);
  if (there!.some) throw new StorageError({ code: 'not-empty-database', committee });
}

/**
 * Throws where a backup of a committee can't go into a database: StorageError `not-empty-database`, `newer-database`.
 * Nothing is changed.
 */
export async function checkRestorable(url: string, committee: string): Promise<void> {
  const db = openDb({ url, connections: 1 });
  try {
    if (!(await checkVersion(db.query))) return;
    if ((await markOf(db.query, moveMark(committee))) === 'restoring') return;
    await checkFree(db.query, committee);
  } finally {
    await db.close();
  }
}

async function headOfCopy(copy: StoreCopy, committee: string): Promise<Head> {
  let head = origin;
  for await (const entries of copy.entries(committee, 1)) head = headOf(entries.at(-1)!);
  return head;
}

async function hashAt(copy: StoreCopy, committee: string, seq: number): Promise<string | null> {
  for await (const entries of copy.entries(committee, seq)) return entries[0]!.hash;
  return null;
}

async function moveDirectory(
  db: Db,
  directory: Directory,
  copy: StoreCopy,
  committee: string,
): Promise<void> {
  const { key, all } = await copy.tombstones(committee);
  await db.query('update tombstone_keys set key = $2 where committee = $1', [committee, key]);
  await directory.savePeople(committee, await copy.people(committee));
  await directory.saveTexts(committee, await copy.texts(committee));
  for (const account of await copy.accounts(committee)) await directory.rebind(committee, account);
  for (const address of await copy.addresses(committee)) await directory.saveAddress(committee, address);
  for (const tombstone of all) await directory.bury(committee, tombstone);
}

async function moveFiles(
  files: Files,
  { fileNames, open, onStep }: MoveOptions,
  committee: string,
): Promise<{ count: number; damaged: readonly string[] }> {
  const damaged: string[] = [];
  let count = 0;
  for (const sha256 of await fileNames(committee)) {
    if (!(await files.has(committee, sha256))) {
      const content = await open(committee, sha256);
      const stored = content && (await files.put(committee, content));
      if (stored?.sha256 !== sha256) {
        damaged.push(sha256);
        continue;
      }
    }
    count += 1;
    onStep?.('files', count);
  }
  return { count, damaged };
}

/** Throws where the directory is not the same in both. */
async function compare(directory: Directory, copy: StoreCopy, committee: string): Promise<void> {
  for (const part of ['people', 'accounts', 'addresses', 'texts'] as const) {
    const lines = async (from: Pick<Directory, typeof part>): Promise<string> =>
      (await from[part](committee))
        .map((one) => JSON.stringify(Object.entries(one).sort()))
        .sort()
        .join('\n');
    if ((await lines(directory)) !== (await lines(copy))) throw new Error(`${part} are not what was moved`);
  }
  const [here, there] = [await directory.tombstones(committee), await copy.tombstones(committee)];
  if (here.key !== there.key || here.all.length !== there.all.length)
    throw new Error('those who were forgotten are not what was moved');
}
