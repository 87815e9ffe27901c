import type { Head } from '../../src/entry.ts';
import type { Directory, Files, StoreCopy } from '../../src/ports.ts';
import { headOf } from '../common/entries.ts';
import { StorageError } from '../common/errors.ts';
import { pages, verdictOf } from './chain.ts';
import { type Db, openDb } from './db.ts';
import { openPostgresDirectory, readDirectory, readTombstones } from './directory.ts';
import { openPostgresFiles } from './files.ts';
import { openPostgresLedger } from './ledger.ts';
import { mark, markOf, real } from './marks.ts';
import { checkVersion, migrate } from './migrations.ts';

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

/** Throws StorageError `unfinished-move` where a move into the database was begun and not ended. */
export async function checkMoved(db: Db): Promise<void> {
  const rows = await db.query(`select from marks where name like 'move/%' and value = 'begun'`);
  if (rows.length > 0) throw new StorageError({ code: 'unfinished-move' });
}

export interface MoveOptions {
  readonly url: string;
  readonly filesDir: string;
  readonly copy: StoreCopy;
  /** Real platforms wrote to what is moved. */
  readonly isReal: boolean;
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
}

/**
 * Moves all of a copy into a database that holds nothing else, and goes on where an earlier move was cut short; at the
 * end it is compared whole. Throws StorageError `not-empty-database` where something else is there.
 */
export async function moveIntoDatabase(options: MoveOptions): Promise<readonly Moved[]> {
  const { url, filesDir: dir, copy } = options;
  const { committees } = copy;
  const db = openDb({ url });
  try {
    await migrate(db);
    for (const committee of committees) await begin(db, copy, committee);
    const ledger = await openPostgresLedger({ db, committees, instance: 'move' });
    const directory = await openPostgresDirectory({ db, committees, instance: 'move' });
    const files = await openPostgresFiles({ db, dir, kind: 'files', committees });
    const moved: Moved[] = [];
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
      if (!verdict.ok || verdict.head.hash !== head.hash) throw new Error('the ledger is not what was moved');
      await compare(directory, copy, committee);
      options.onStep?.('checks', head.seq);
      moved.push({ committee, entries: head.seq, head, files: count, damaged });
    }
    if (options.isReal) await mark(db.query, real, 'yes');
    for (const committee of committees) await mark(db.query, moveMark(committee), 'ended');
    for (const part of [ledger, directory, files]) await part.close();
    return moved;
  } finally {
    await db.close();
  }
}

/** Notes that a move began, unless one did; a database that holds anything else of the committee is refused. */
async function begin(db: Db, copy: StoreCopy, committee: string): Promise<void> {
  const refused = new StorageError({ code: 'not-empty-database', committee });
  const state = await markOf(db.query, moveMark(committee));
  if (state === 'begun') {
    // What was moved before must be the beginning of what is moved now.
    const [end] = await db.query<Head>('select seq, hash from heads where committee = $1', [committee]);
    if (end !== undefined && end.seq > 0 && (await hashAt(copy, committee, end.seq)) !== end.hash)
      throw refused;
    return;
  }
  const [there] = await db.query<{ some: boolean }>(
    `select exists (select from entries where committee = $1) or exists (select from people where committee = $1)
       or exists (select from accounts where committee = $1) or exists (select from tombstones where committee = $1) as some`,
    [committee],
  );
  if (there!.some) throw refused;
  await mark(db.query, moveMark(committee), 'begun');
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
