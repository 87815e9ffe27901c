import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeBackup } from '../../storage/lowdb/backup/write.ts';
import { openLowdbDirectory, openLowdbFiles, openLowdbLedger } from '../../storage/lowdb/index.ts';
import { openPostgresStore, readPostgresStore } from '../../storage/postgres/index.ts';
import { person } from '../contracts/directory.ts';
import { shipped } from '../support/bot.ts';
import { all, chain, keys } from '../support/drafts.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { pat } from '../support/process.ts';

describe.skipIf(!hasPostgres)('several committees into one database', () => {
  let server: Postgres;
  let top: string;
  let url: string;
  let files: string;
  const ids = ['comite-a', 'comite-b'] as const;
  const programme = (id: string) => join(top, `${id}.json`);
  const folder = (id: string) => join(top, 'data', 'comites', id);

  /** A data folder of so many entries, with a person and a file. */
  async function filled(id: string, entries: number): Promise<void> {
    const committees = [id];
    const options = { dir: folder(id), committees, waitMs: 0 };
    const ledger = await openLowdbLedger(options);
    const head = await ledger.head(id);
    await ledger.append(id, head, chain(id, head, keys(`${id}/${head.seq}`, 0, entries)));
    const [directory, contents] = [await openLowdbDirectory(options), await openLowdbFiles(options)];
    await directory.savePeople(id, [person(1, { name: `Persona de ${id}` })]);
    await contents.put(id, Buffer.from(`acta de ${id}`));
    for (const part of [contents, directory, ledger]) await part.close();
  }
  const cli = (args: readonly string[], env: Record<string, string> = {}) =>
    pat(args, { DATABASE_URL: url, PAT_FILES_DIR: files, LOG_LEVEL: 'silent', ...env });
  const alone = (id: string) => ({ PAT_PROGRAMME: programme(id), PAT_DATA_DIR: folder(id) });
  const found = async (id: string) => {
    const reader = await readPostgresStore({ url, filesDir: files, dataDirOf: () => files });
    return {
      entries: (await all(reader.read(id, 1))).length,
      people: (await reader.people(id)).map(({ name }) => name),
    };
  };

  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.dispose());
  beforeEach(async () => {
    top = await mkdtemp(join(tmpdir(), 'pat-migrate-'));
    files = join(top, 'files');
    url = await server.create();
    for (const id of ids) {
      const own = shipped();
      Object.assign(own.committee, {
        id,
        shortName: id.toUpperCase(),
        institution: id,
        name: `Comité ${id}`,
      });
      await mkdir(folder(id), { recursive: true });
      await writeFile(programme(id), JSON.stringify(own));
    }
    const slack = (n: string) => ({ team: `T${n}`, botTokenVariable: `TOKEN_${n}` });
    await writeFile(
      join(top, 'comites.json'),
      JSON.stringify({
        committees: [
          { programme: 'comite-a.json', slack: slack('A') },
          { programme: 'comite-b.json', slack: slack('B') },
        ],
      }),
    );
  });
  afterEach(() => rm(top, { recursive: true, force: true }));
  const several = () => ({
    PAT_COMMITTEES: join(top, 'comites.json'),
    PAT_DATA_DIR: join(top, 'data'),
    ...{ SLACK_SIGNING_SECRET: 's', TOKEN_A: 'xoxb-1', TOKEN_B: 'xoxb-2' },
  });

  it('folder after folder, each once', async () => {
    await filled('comite-a', 7);
    await filled('comite-b', 5);
    for (const id of ids) {
      const moved = await cli(['migrar'], alone(id));
      expect(moved.out).toContain('En la base de datos, verificados');
      expect(moved.code).toBe(0);
    }
    expect(await found('comite-a')).toEqual({ entries: 7, people: ['Persona de comite-a'] });
    expect(await found('comite-b')).toEqual({ entries: 5, people: ['Persona de comite-b'] });
    const again = await cli(['migrar'], alone('comite-a'));
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('Ya estaba en la base de datos') });
    // A bot ran on the folder after the move: what it wrote there has no place in the database.
    await filled('comite-a', 1);
    const refused = await cli(['migrar'], alone('comite-a'));
    expect(refused.code).toBe(1);
    expect(refused.err.trim().split('\n')).toEqual([
      expect.stringContaining('ya guarda otros datos del comité «comite-a»'),
    ]);
    expect(await found('comite-a')).toMatchObject({ entries: 7 });
  }, 60_000);

  it('not while the bot runs, and says what for it must stop', async () => {
    await filled('comite-a', 2);
    const running = await openLowdbLedger({ dir: folder('comite-a'), committees: ['comite-a'], waitMs: 0 });
    const refused = await cli(['migrar'], alone('comite-a'));
    await running.close();
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('Detenlo antes de llevar los datos');
    expect(refused.err).not.toContain('respaldo');
  }, 60_000);

  it('all that PAT_COMMITTEES lists, and those that were added later', async () => {
    await filled('comite-a', 7);
    const first = await cli(['migrar'], several());
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/COMITE-A[\s\S]*verificados[\s\S]*COMITE-B[\s\S]*todavía no tiene datos/);
    await filled('comite-b', 5);
    const second = await cli(['migrar', '--comite', 'comite-b'], several());
    expect(second).toMatchObject({ code: 0, out: expect.stringContaining('verificados: 5 asientos') });
    const third = await cli(['migrar'], several());
    expect(third.code).toBe(0);
    expect(third.out.match(/Ya estaba en la base de datos/g)).toHaveLength(2);
    expect(await found('comite-a')).toMatchObject({ entries: 7 });
    expect(await found('comite-b')).toMatchObject({ entries: 5 });
  }, 60_000);

  it('a backup straight into a database, beside another committee’s bot and never over what is there', async () => {
    await filled('comite-a', 7);
    const at = new Date('2024-05-09T16:00:00Z');
    const backup = { dir: folder('comite-a'), destination: join(top, 'b'), program: '0.2.0', at };
    const { folder: made } = await writeBackup(backup);
    const other = await openPostgresStore({
      url,
      filesDir: files,
      dataDirOf: () => files,
      committees: ['comite-b'],
    });
    const env = { PAT_PROGRAMME: programme('comite-a'), PAT_DATA_DIR: join(top, 'instance') };

    const simulated = await cli(['restaurar', made, '--simular'], env);
    expect(simulated).toMatchObject({ code: 0, out: expect.stringContaining('no se cambió nada') });
    expect(await found('comite-a')).toEqual({ entries: 0, people: [] });

    const restored = await cli(['restaurar', made, '--folio-minimo', '2024-CAP-001500'], env);
    expect(restored.err).toBe('');
    expect(restored.out).toContain('Recuperado en la base de datos');
    expect(restored.out).toContain('persona olvidar');
    expect(restored.code).toBe(0);
    const reader = await readPostgresStore({ url, filesDir: files, dataDirOf: () => files });
    const entries = await all(reader.read('comite-a', 1));
    expect(entries.map(({ kind }) => kind).slice(6)).toEqual(['training.recorded', 'ledger.restored']);
    const jumps = entries[7]!.body.jumps as readonly { series: string; to: number }[];
    expect(jumps.find(({ series }) => series === '2024-CAP')?.to).toBeGreaterThanOrEqual(1500);
    expect(await reader.verify('comite-a')).toMatchObject({ ok: true, entries: 8 });
    // Nothing of it stays in the instance's own folder.
    expect((await readdir(join(top, 'instance'))).filter((name) => !name.includes('lock'))).toEqual([]);

    const again = await cli(['restaurar', made], env);
    expect(again.code).toBe(1);
    expect(again.err.trim().split('\n')).toEqual([
      expect.stringContaining('ya guarda otros datos del comité «comite-a»'),
    ]);
    await other.close();
  }, 60_000);
});
