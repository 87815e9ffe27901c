import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { createLog } from '../../src/logger.ts';
import { loadProgramme } from '../../src/open/programme.ts';
import { openData } from '../../src/open.ts';
import { openPostgresStore, type PostgresStore } from '../../storage/postgres/index.ts';
import { openListener } from '../../storage/postgres/listener.ts';
import { person } from '../contracts/directory.ts';
import { type CuttingProxy, cuttingProxy } from '../support/cutting-proxy.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { committee, fill } from './support.ts';

/** Promise: what another process wrote is taken in, whatever became of the connection that was to hear it. */
describe.skipIf(!hasPostgres)('what others wrote', () => {
  let server: Postgres;
  let url: string;
  let proxy: CuttingProxy;
  let through: string;
  let dir: string;
  let other: PostgresStore;
  let heard: string[];

  const listen = () =>
    openListener({
      url: through,
      committees: [committee],
      instance: 'one',
      onWritten: (_, what) => heard.push(what),
      onSender: () => {},
      everyMs: 100,
    });
  const write = async (): Promise<void> => {
    await other.directory.savePeople(committee, [person(1)]);
    await fill(other.ledger, 'k', 1);
  };
  const hears = () => expect.poll(() => [...new Set(heard)].sort());

  beforeAll(async () => {
    server = await startPostgres();
    url = await server.create();
    proxy = await cuttingProxy(server.port);
    through = url.replace(`:${server.port}`, `:${proxy.port}`);
  });
  afterAll(async () => {
    await proxy?.close();
    await server?.dispose();
  });
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'pat-listener-'));
    other = await openPostgresStore({
      url,
      filesDir: join(dir, 'files'),
      dataDirOf: () => join(dir, 'files'),
      committees: [committee],
    });
    heard = [];
  });
  afterEach(async () => {
    await other.close();
    await server.clear(url);
    await rm(dir, { recursive: true, force: true });
  });

  it('before the first connection stood is told once it stands', async () => {
    proxy.holdOff();
    const listener = listen();
    await write();
    expect(heard).toEqual([]);
    proxy.letIn();
    await hears().toEqual(['directory', 'entries']);
    await listener.close();
  });

  it('while the connection was lost is told once it stands again', async () => {
    const listener = listen();
    await hears().toEqual(['directory', 'entries']);
    proxy.down();
    heard = [];
    await write();
    expect(heard).toEqual([]);
    proxy.up();
    await hears().toEqual(['directory', 'entries']);
    await listener.close();
  });

  it('is read again where the database could not be read when it was told', async () => {
    const config = parseConfig({
      ...{ DATABASE_URL: url, PAT_FILES_DIR: join(dir, 'files'), PAT_DATA_DIR: join(dir, 'data') },
    });
    const loaded = await loadProgramme(null, String);
    const { id } = loaded.programme.committee;
    const writer = await openPostgresStore({
      url,
      filesDir: join(dir, 'files'),
      dataDirOf: () => join(dir, 'files'),
      committees: [id],
    });
    const log = createLog('silent');
    const opened = await openData({
      ...{ ...loaded, config, log, clockStart: () => null, onWait: () => {} },
    });
    const name = () => opened.bot.people.people().byNumber('00001')?.name;
    await writer.directory.savePeople(id, [person(1, { number: '00001', name: 'Ana Uno' })]);
    await expect.poll(name).toBe('Ana Uno');
    // The process hears of the next change and can't read it.
    await server.ask(
      new URL(url).pathname.slice(1),
      `begin; alter table tombstone_keys rename to away; update people set name = 'Ana Dos' where number = '00001';
       select pg_notify('pat_written', '${JSON.stringify({ committee: id, directory: true, by: 'x' })}'); commit`,
    );
    await new Promise((next) => setTimeout(next, 500));
    expect(name()).toBe('Ana Uno');
    await server.ask(new URL(url).pathname.slice(1), 'alter table away rename to tombstone_keys');
    await expect.poll(name, { timeout: 15_000 }).toBe('Ana Dos');
    await opened.close();
    await writer.close();
  }, 30_000);
});
