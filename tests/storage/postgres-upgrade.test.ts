import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { origin, seal } from '../../src/entry.ts';
import { createLog } from '../../src/logger.ts';
import { openStore } from '../../src/open/store.ts';
import { programVersion } from '../../src/upgrade.ts';
import { readLowdbStore, readManifest, soundBackup } from '../../storage/lowdb/index.ts';
import { type Db, openDb } from '../../storage/postgres/db.ts';
import { openPostgresDirectory } from '../../storage/postgres/directory.ts';
import { openPostgresLedger } from '../../storage/postgres/ledger.ts';
import { markOf } from '../../storage/postgres/marks.ts';
import { migrate, schemaVersion, versionOf } from '../../storage/postgres/migrations.ts';
import { person } from '../contracts/directory.ts';
import { draft } from '../support/drafts.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { pat } from '../support/process.ts';
import { committee, fill } from './support.ts';

describe.skipIf(!hasPostgres)('a database of another version', () => {
  let server: Postgres;
  let url: string;
  let db: Db;
  let top: string;
  const other = 'comite-b';

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.dispose());
  beforeEach(async () => {
    top = await mkdtemp(join(tmpdir(), 'pat-upgrade-'));
    url = await server.create();
    db = openDb({ url });
    await migrate(db, 1);
  });
  afterEach(async () => {
    await db.close();
    await rm(top, { recursive: true, force: true });
  });

  async function filled(): Promise<void> {
    const committees = [committee, other];
    const ledger = await openPostgresLedger({ db, committees, instance: 'old' });
    await fill(ledger, 'k', 12);
    const theirs = seal(other, origin, [draft('x')], '2024-05-07T16:00:00.000Z');
    await ledger.append(other, origin, theirs);
    await ledger.close();
    await openPostgresDirectory({ db, committees, instance: 'old' });
    // As the program of then wrote it.
    const { id, number } = person(1);
    await db.query('insert into people (committee, id, number, name) values ($1, $2, $3, $4)', [
      ...[committee, id, number, 'Persona de antes'],
    ]);
  }
  const config = (more: Record<string, string> = {}) =>
    parseConfig({
      ...{ DATABASE_URL: url, PAT_FILES_DIR: join(top, 'files'), PAT_DATA_DIR: join(top, 'data') },
      ...more,
    });
  const open = (of = config({ PAT_BACKUP_DIR: join(top, 'backups') })) =>
    openStore({ config: of, committees: [committee], log: createLog('silent'), onWait: () => {} });
  const backups = async (dir = join(top, 'backups')) =>
    (await readdir(dir).catch((): string[] => [])).filter((name) => name.startsWith('pat-')).sort();

  it('is backed up before it is changed, all committees of it, once by however many processes', async () => {
    await filled();
    const stores = await Promise.all([open(), open()]);
    const made = await backups();
    expect(made.map((name) => name.replace(/-\d{8}T.*/, ''))).toEqual([`pat-${committee}`, `pat-${other}`]);
    const folder = join(top, 'backups', made[0]!);
    await soundBackup(folder, { evidence: true });
    expect((await readManifest(folder)).committees).toMatchObject([{ committee, entries: 12 }]);
    const saved = await readLowdbStore(join(folder, 'datos'));
    expect((await saved.people(committee)).map(({ name }) => name)).toEqual(['Persona de antes']);
    expect(await versionOf(db.query)).toBe(schemaVersion);
    expect(await markOf(db.query, 'program')).toBe(await programVersion());
    for (const store of stores) await store.close();
    await (await open()).close();
    expect(await backups()).toEqual(made);
    // The same tables, written by another version of the program.
    await db.query(`update marks set value = '0.0.1' where name = 'program'`);
    await new Promise((next) => setTimeout(next, 1100));
    await (await open()).close();
    expect(await backups()).toHaveLength(4);
  });

  it('goes beside the data where nobody said where backups go', async () => {
    await filled();
    await (await open(config())).close();
    expect(await backups(join(top, 'data', 'respaldos'))).toHaveLength(2);
  });

  it('is left as it is where it can’t be backed up', async () => {
    await filled();
    await writeFile(join(top, 'file'), '');
    await expect(open(config({ PAT_BACKUP_DIR: join(top, 'file', 'b') }))).rejects.toThrow(
      /no se pudo respaldar en .* No se cambió nada/,
    );
    expect(await versionOf(db.query)).toBe(1);
    expect(await markOf(db.query, 'program')).toBeNull();
  });

  it('that is empty is not backed up', async () => {
    await (await open()).close();
    expect(await backups()).toEqual([]);
    expect(await versionOf(db.query)).toBe(schemaVersion);
  });

  it('with entries of a kind that is not known is refused, and left as it is', async () => {
    const ledger = await openPostgresLedger({ db, committees: [committee], instance: 'newer' });
    const newer = seal(committee, origin, [draft('n', { kind: 'future.thing' })], '2024-05-07T16:00:00.000Z');
    await ledger.append(committee, origin, newer);
    await ledger.close();
    await expect(open()).rejects.toThrow('newer-kind');
    expect(await versionOf(db.query)).toBe(1);
    expect(await backups()).toEqual([]);
  });

  it('with a damaged ledger is not changed either; with today’s tables it opens and takes nothing', async () => {
    await filled();
    await db.query('delete from entries where committee = $1 and seq = 5', [committee]);
    await expect(open()).rejects.toThrow('entry 5');
    expect(await versionOf(db.query)).toBe(1);
    await migrate(db);
    const store = await open();
    await store.ledger.verified(committee);
    expect(store.ledger.damage(committee)).toMatchObject({ seq: 5 });
    await store.close();
    expect(await markOf(db.query, 'program')).toBeNull();
  });

  it.each([
    [
      'a newer version',
      () => db.query('insert into pat_schema (version) values (99)'),
      2,
      /^La base de datos de DATABASE_URL es de una versión más nueva de este programa \(esquema 99\)\. .*no se cambió nada\.$/,
    ],
    [
      'another program',
      () => db.query('drop table pat_schema; create table facturas (n integer)'),
      1,
      /^La base de datos de DATABASE_URL guarda otra cosa \(tabla «\w+»\)\. .*no se cambió nada\.$/,
    ],
  ])(
    'the start on a database of %s says so in one line',
    async (_, harm, code, line) => {
      await harm();
      const names = () =>
        db.query(`select relname from pg_class where relnamespace = 'public'::regnamespace order by 1`);
      const before = await names();
      const ran = await pat(['start', '--sin-cliente'], {
        ...{ DATABASE_URL: url, PAT_FILES_DIR: join(top, 'files'), PAT_DATA_DIR: join(top, 'data') },
        ...{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', PORT: '0' },
      });
      expect(ran.err.trim()).toMatch(line);
      expect(ran.code).toBe(code);
      expect(ran.out).toBe('');
      expect(await names()).toEqual(before);
    },
    30_000,
  );
});
