import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { makeBackup } from '../../src/open/backup.ts';
import { StorageError } from '../../storage/common/errors.ts';
import {
  holdFolder,
  openLowdbDirectory,
  openLowdbFiles,
  readLowdbFiles,
  readLowdbStore,
  soundBackup,
} from '../../storage/lowdb/index.ts';
import {
  moveIntoDatabase,
  openPostgresStore,
  readPostgresStore,
  wasRealDatabase,
} from '../../storage/postgres/index.ts';
import { account, person } from '../contracts/directory.ts';
import { bytesOf } from '../contracts/files.ts';
import { all, chain } from '../support/drafts.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { committee, fill, openLedger, script } from './support.ts';

describe.skipIf(!hasPostgres)('between a data folder and a database', () => {
  let server: Postgres;
  let url: string;
  let top: string;
  let dir: string;
  let filesDir: string;
  let hashes: string[];

  beforeAll(async () => {
    server = await startPostgres();
    url = await server.create();
    await (
      await openPostgresStore({ url, filesDir: tmpdir(), dataDirOf: () => tmpdir(), committees: [] })
    ).close();
  });
  afterAll(() => server?.dispose());
  beforeEach(async () => {
    await server.clear(url);
    top = await mkdtemp(join(tmpdir(), 'pat-move-'));
    [dir, filesDir] = [join(top, 'data'), join(top, 'files')];
    const folder = { dir, committees: [committee], waitMs: 0 };
    const ledger = await openLedger(dir);
    await fill(ledger, 'k', 600, 200);
    const [directory, files] = [await openLowdbDirectory(folder), await openLowdbFiles(folder)];
    await directory.savePeople(committee, [person(1), person(2, { name: 'Ñandú \\ «á»' })]);
    await directory.bind(committee, account(1));
    await directory.saveAddress(committee, {
      ...{ platform: 'teams', kind: 'person', tenant: 't', id: 'x' },
      ref: { conversation: { id: 'c', more: [1, null] } },
    });
    await directory.saveTexts(committee, [{ id: 't1', salt: 's', text: 'Motivo\nlargo' }]);
    await directory.bury(committee, {
      ...{ person: 'p-9', number: 'a'.repeat(64), email: null, accounts: ['b'.repeat(64)], texts: [] },
      ...{ oficio: 'UT/1/2024', on: '2024-05-07' },
    });
    hashes = [];
    for (const content of ['acta', 'foto', 'lista'])
      hashes.push((await files.put(committee, Buffer.from(content))).sha256);
    for (const part of [files, directory, ledger]) await part.close();
  });
  afterEach(() => rm(top, { recursive: true, force: true }));

  async function move(restoring = false) {
    const copy = await holdFolder({ dir, committees: [committee], waitMs: 0 });
    try {
      const { open } = readLowdbFiles(dir);
      const { fileNames } = copy;
      return await moveIntoDatabase({ url, filesDir, copy, isReal: true, restoring, fileNames, open });
    } finally {
      await copy.close();
    }
  }

  /** All that both hold, but files. */
  async function compare(): Promise<void> {
    const [from, to] = [
      await readLowdbStore(dir),
      await readPostgresStore({ url, filesDir, dataDirOf: () => filesDir }),
    ];
    expect(await all(to.read(committee, 1))).toEqual(await all(from.read(committee, 1)));
    expect(await to.people(committee)).toEqual(await from.people(committee));
    expect(await to.texts(committee)).toEqual(await from.texts(committee));
    expect(await to.accounts(committee)).toEqual(await from.accounts(committee));
    for (const hash of hashes)
      expect(await bytesOf(to.files as never, committee, hash)).toEqual(
        await bytesOf(from.files as never, committee, hash),
      );
    const store = await openPostgresStore({
      url,
      filesDir,
      dataDirOf: () => filesDir,
      committees: [committee],
    });
    const directory = await openLowdbDirectory({ dir, committees: [committee], waitMs: 0 });
    expect(await store.directory.tombstones(committee)).toEqual(await directory.tombstones(committee));
    await directory.close();
    await store.close();
  }

  it.each([
    'ledger 400',
    'directory 0',
    'files 2',
    'checks 600',
  ])('a move that dies at «%s» is no place for a bot, and is brought to its end by the next', async (death) => {
    const dying = script('mover', [dir, url, filesDir, death]);
    await expect(dying.line()).rejects.toThrow('ended without');
    await expect(
      openPostgresStore({ url, filesDir, dataDirOf: () => filesDir, committees: [committee] }),
    ).rejects.toThrow('unfinished-move');
    const [moved] = await move();
    expect(moved).toMatchObject({ entries: 600, files: 3, damaged: [] });
    expect(await wasRealDatabase(url)).toBe(true);
    await compare();
  });

  it.each([
    'ledger 400',
    'files 2',
  ])('a restore that dies at «%s» is no place for a bot, and begins anew', async (death) => {
    const dying = script('mover', [dir, url, filesDir, death, 'restoring']);
    await expect(dying.line()).rejects.toThrow('ended without');
    await expect(
      openPostgresStore({ url, filesDir, dataDirOf: () => filesDir, committees: [committee] }),
    ).rejects.toThrow('unfinished-move');
    // Other committees are none of it.
    await (
      await openPostgresStore({ url, filesDir, dataDirOf: () => filesDir, committees: ['comite-b'] })
    ).close();
    // What is restored then ends with another entry, of another time.
    const ledger = await openLedger(dir);
    await fill(ledger, 'restored', 1);
    await ledger.close();
    expect((await move(true))[0]).toMatchObject({ entries: 601, already: false });
    await compare();
    await expect(move(true)).rejects.toThrow('not-empty-database');
  });

  it('a second move of the same does nothing; one of a folder that went on is refused', async () => {
    const [first] = await move();
    expect(first).toMatchObject({ entries: 600, already: false });
    const store = await openPostgresStore({
      url,
      filesDir,
      dataDirOf: () => filesDir,
      committees: [committee],
    });
    await fill(store.ledger, 'later', 3);
    await store.close();
    const [second] = await move();
    expect(second).toMatchObject({ entries: 600, already: true, head: first!.head });
    const ledger = await openLedger(dir);
    await fill(ledger, 'elsewhere', 1);
    await ledger.close();
    await expect(move()).rejects.toThrow('not-empty-database');
    const reader = await readPostgresStore({ url, filesDir, dataDirOf: () => filesDir });
    expect((await reader.head(committee)).seq).toBe(603);
  });

  it('waits for no bot: where one runs on the database it is refused', async () => {
    const store = await openPostgresStore({
      url,
      filesDir,
      dataDirOf: () => filesDir,
      committees: [committee],
    });
    await expect.poll(() => store.isSender(committee)).toBe(true);
    await expect(move()).rejects.toThrow('database-in-use');
    await store.close();
    expect((await move())[0]).toMatchObject({ entries: 600 });
  });

  it('names a file whose bytes are no longer what they were, and moves the others', async () => {
    const [first] = hashes.splice(0, 1);
    await writeFile(join(dir, committee, 'files', first!.slice(0, 2), first!), 'otra cosa');
    expect((await move())[0]).toMatchObject({ files: 2, damaged: [first] });
    await compare();
  });

  it('refuses a database that holds something else, and changes nothing there', async () => {
    const store = await openPostgresStore({
      url,
      filesDir,
      dataDirOf: () => filesDir,
      committees: [committee],
    });
    const added = await fill(store.ledger, 'other', 2);
    await store.close();
    await expect(move()).rejects.toThrow(StorageError);
    const reader = await readPostgresStore({ url, filesDir, dataDirOf: () => filesDir });
    expect(await all(reader.read(committee, 1))).toEqual(added);
    expect(await reader.people(committee)).toEqual([]);
  });

  const inDatabase = () =>
    parseConfig({ PAT_DATA_DIR: join(top, 'instance'), DATABASE_URL: url, PAT_FILES_DIR: filesDir });

  it('a backup by hand beside that of the night takes nothing away from it', async () => {
    await move();
    const backUp = (name: string) =>
      makeBackup(inDatabase(), {
        ...{ committee: null, destination: join(top, name), program: '0.0.0', at: new Date() },
      });
    const night = backUp('noche');
    const begun = () => readdir(join(top, 'instance')).catch(() => []);
    await vi.waitUntil(async () => (await begun()).some((name) => name.startsWith('.copia-')), {
      interval: 1,
    });
    for (const { folder, manifest } of [await backUp('a-mano'), await night]) {
      expect(manifest.committees[0]!.entries).toBe(600);
      await soundBackup(folder, { evidence: true });
    }
    expect(await readdir(join(top, 'instance'))).toEqual([]);
  });

  it('backs a database up while it is written, as a data folder is, and the way back is a move', async () => {
    await move();
    const store = await openPostgresStore({
      url,
      filesDir,
      dataDirOf: () => filesDir,
      committees: [committee],
    });
    const config = inDatabase();
    let writing = true;
    const writer = (async () => {
      while (writing) {
        const head = await store.ledger.head(committee);
        await store.ledger.append(committee, head, chain(committee, head, [`later/${head.seq}`]));
      }
    })();
    const destination = join(top, 'backups');
    const made = await makeBackup(config, { committee: null, destination, program: '0.0.0', at: new Date() });
    writing = false;
    await writer;
    const { manifest } = made;
    expect(manifest.committees[0]!.entries).toBeGreaterThanOrEqual(600);
    expect(manifest.evidence.map((e) => e.sha256).sort()).toEqual([...hashes].sort());
    await soundBackup(made.folder, { evidence: true });
    const saved = await readLowdbStore(join(made.folder, 'datos'));
    expect(await saved.people(committee)).toEqual(
      await (await readPostgresStore({ url, filesDir, dataDirOf: () => filesDir })).people(committee),
    );
    const kept = await all(saved.read(committee, 1));
    expect(kept).toEqual((await all(store.ledger.read(committee, 1))).slice(0, kept.length));
    const { key } = await store.directory.tombstones(committee);
    const directory = await openLowdbDirectory({
      dir: join(made.folder, 'datos'),
      committees: [committee],
      waitMs: 0,
    });
    expect((await directory.tombstones(committee)).key).toBe(key);
    await directory.close();
    await store.close();
  });
});
