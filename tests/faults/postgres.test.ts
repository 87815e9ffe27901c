import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../src/entry.ts';
import { isDoubtful } from '../../src/ports/ledger.ts';
import { checkAll } from '../../storage/postgres/chain.ts';
import { openDb } from '../../storage/postgres/db.ts';
import { openPostgresStore, type PostgresStore } from '../../storage/postgres/index.ts';
import { fill, headOf } from '../storage/support.ts';
import { type Cut, type CuttingProxy, cuttingProxy } from '../support/cutting-proxy.ts';
import { all, chain } from '../support/drafts.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { between, long, tell, times } from './rounds.ts';

const committee = 'comite-a';

const openOn = (url: string, more: object = {}): Promise<PostgresStore> =>
  openPostgresStore({ url, filesDir: tmpdir(), dataDirOf: () => tmpdir(), committees: [committee], ...more });

/** One append after what is there now; gives what became of it, as its caller is told. */
async function appendOne(
  store: PostgresStore,
  key: string,
): Promise<Entry | 'conflict' | 'refused' | 'doubt'> {
  try {
    const head = await store.ledger.head(committee);
    const [entry] = chain(committee, head, [key]);
    const answer = await store.ledger.append(committee, head, [entry!]);
    return answer === 'appended' ? entry! : 'conflict';
  } catch (error) {
    return isDoubtful(error) ? 'doubt' : 'refused';
  }
}

/** The ledger as a new program finds it, checked from its first entry to its last. */
async function entriesOf(url: string): Promise<readonly Entry[]> {
  const db = openDb({ url });
  try {
    await checkAll(db.query, committee);
  } finally {
    await db.close();
  }
  const store = await openOn(url);
  const entries = await all(store.ledger.read(committee, 1));
  await store.close();
  return entries;
}

describe.skipIf(!hasPostgres)('PostgreSQL that fails', () => {
  let server: Postgres;
  let url: string;
  let proxy: CuttingProxy;
  let through: string;

  beforeAll(async () => {
    server = await startPostgres({ fsync: true });
    url = await server.create();
    proxy = await cuttingProxy(server.port);
    through = url.replace(`:${server.port}`, `:${proxy.port}`);
    await (await openOn(url)).close();
  });
  afterAll(async () => {
    await proxy?.close();
    await server?.dispose();
  });
  beforeEach(() => server.clear(url));

  it.each<Cut>([
    'before',
    'after',
    'late',
  ])('a connection that is cut at the commit («%s»): the append is there once, and told as such', async (how) => {
    const store = await openOn(through);
    const first = await fill(store.ledger, 'k', 3);
    const cut = proxy.cut(how);
    const after = headOf(first);
    const entries = chain(committee, after, ['cut/1', 'cut/2']);
    expect(await store.ledger.append(committee, after, entries)).toBe('appended');
    await cut;
    await proxy.deliver();
    expect(await all(store.ledger.read(committee, 1))).toEqual([...first, ...entries]);
    await fill(store.ledger, 'later', 1);
    await store.close();
    expect(await entriesOf(url)).toHaveLength(6);
  });

  it('what was refused is not stored, though the server gets the request after all', async () => {
    const store = await openOn(through);
    const first = await fill(store.ledger, 'k', 1);
    const refused = appendOne(store, 'refused');
    for (let times = 0; times < 3; times += 1) await proxy.cut('late');
    expect(await refused).toBe('refused');
    await proxy.deliver();
    await store.close();
    expect(await entriesOf(url)).toEqual(first);
  });

  it('a server that is gone since the commit: nobody knows, and that is what is said; then it goes on', async () => {
    const store = await openOn(through, { patienceMs: 100, doubtMs: 100 });
    const first = await fill(store.ledger, 'k', 1);
    const cut = proxy.cut('after').then(() => proxy.down());
    const entries = chain(committee, headOf(first), ['doubtful']);
    const told = await store.ledger
      .append(committee, headOf(first), entries)
      .catch((error: unknown) => error);
    await cut;
    expect(isDoubtful(told)).toBe(true);
    proxy.up();
    expect(await store.ledger.append(committee, headOf(first), entries)).toBe('conflict');
    expect(await all(store.ledger.read(committee, 1))).toEqual([...first, ...entries]);
    await store.close();
  });

  it('a server that is not there is waited for, and after that refused for certain', async () => {
    const store = await openOn(through, { patienceMs: 300 });
    await fill(store.ledger, 'k', 1);
    const head = await store.ledger.head(committee);
    proxy.down();
    const waiting = store.ledger.append(committee, head, chain(committee, head, ['waits']));
    await pause(50);
    proxy.up();
    expect(await waiting).toBe('appended');
    proxy.down();
    const refused = await appendOne(store, 'refused');
    expect(refused).toBe('refused');
    proxy.up();
    await store.close();
    expect((await entriesOf(url)).map(({ key }) => key)).toEqual(['k/0', 'waits']);
  });

  const waiting =
    'a process that hangs with its turn keeps the others waiting for no longer than half a minute';
  const inEarnest = long ? it : () => {};
  inEarnest(waiting, { timeout: 90_000 }, async ({ task }) => {
    const [hung, other] = [await openOn(url), await openOn(url)];
    const first = await fill(hung.ledger, 'k', 1);
    const release = await hung.ledger.turn!(committee);
    const began = Date.now();
    const entries = chain(committee, headOf(first), ['waits']);
    expect(await other.ledger.append(committee, headOf(first), entries)).toBe('appended');
    tell(task, `a process that hung with its turn: the other recorded after ${Date.now() - began} ms`);
    await release();
    await fill(hung.ledger, 'later', 1);
    for (const store of [hung, other]) await store.close();
    expect((await entriesOf(url)).map(({ key }) => key)).toEqual(['k/0', 'waits', 'later/0']);
  });

  const crashes = times(5, 50);
  it(
    `${crashes} crashes of the server under load: nothing acknowledged is lost, nothing refused is stored`,
    async ({ task }) => {
      const stores = [await openOn(url), await openOn(url)];
      const told = { stored: [] as Entry[], conflict: 0, refused: [] as string[], doubt: [] as string[] };
      let over = false;
      let n = 0;
      const client = async (store: PostgresStore): Promise<void> => {
        while (!over) {
          n += 1;
          const key = `k/${n}`;
          const outcome = await appendOne(store, key);
          if (outcome === 'conflict') told.conflict += 1;
          else if (outcome === 'refused' || outcome === 'doubt') told[outcome].push(key);
          else told.stored.push(outcome);
        }
      };
      const clients = stores.flatMap((store) => [1, 2, 3, 4].map(() => client(store)));
      for (let crash = 0; crash < crashes; crash += 1) {
        const before = told.stored.length;
        await expect
          .poll(() => told.stored.length, { interval: 5, timeout: 30_000 })
          .toBeGreaterThan(before + 20);
        await pause(between(0, 100));
        await server.stop('immediate');
        await server.start();
      }
      over = true;
      await Promise.all(clients);
      for (const store of stores) await store.close();
      const there = new Map((await entriesOf(url)).map((entry) => [entry.key, entry]));
      expect(told.stored.filter((entry) => there.get(entry.key)?.hash !== entry.hash)).toEqual([]);
      expect(told.refused.filter((key) => there.has(key))).toEqual([]);
      tell(
        task,
        `crashes of PostgreSQL (stop -m immediate) under two processes' load: ${crashes}; acknowledged ${told.stored.length}, lost 0; ` +
          `conflicts ${told.conflict}, refused ${told.refused.length}, of these stored 0; told as unknown ${told.doubt.length}`,
      );
    },
    60_000 + crashes * 20_000,
  );
});
