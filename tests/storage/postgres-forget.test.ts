import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Address } from '../../src/ports/directory.ts';
import { openPostgresStore, type PostgresStore } from '../../storage/postgres/index.ts';
import { account, person } from '../contracts/directory.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { committee } from './support.ts';

/** Promise: what `persona olvidar` erases is gone from the tables' own bytes, not from answers alone. */
describe.skipIf(!hasPostgres)('after somebody was forgotten', () => {
  let server: Postgres;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.dispose());
  beforeEach(async () => {
    url = await server.create();
  });

  const marks = [
    'Zoraida-Unica',
    'zoraida.unica@',
    'ZORA-NUM',
    'ZUSER',
    'zoraida-etiqueta',
    'ZCONVERSA',
    'ZTEXTO',
  ];
  const [name, email, number, user, label, conversation, text] = marks as [string, ...string[]];

  /** Files of the database, tables and indexes and the server's own catalogue, in which a mark is. */
  async function found(): Promise<string[]> {
    const database = new URL(url).pathname.slice(1);
    await server.ask(database, 'checkpoint');
    const [row] = await server.ask<{ oid: number }>(
      'postgres',
      `select oid::integer as oid from pg_database where datname = '${database}'`,
    );
    const folder = join(server.folder, 'base', String(row!.oid));
    const hits: string[] = [];
    for (const file of await readdir(folder)) {
      const bytes = await readFile(join(folder, file));
      for (const mark of marks) if (bytes.includes(mark)) hits.push(mark);
    }
    return [...new Set(hits)].sort();
  }

  async function filled(): Promise<PostgresStore> {
    const store = await openPostgresStore({
      url,
      filesDir: tmpdir(),
      dataDirOf: () => tmpdir(),
      committees: [committee],
    });
    const { directory } = store;
    await directory.savePeople(
      committee,
      Array.from({ length: 40 }, (_, n) => person(n + 2)),
    );
    // Once as it was, once as it was put right: an old version of a row is a row.
    for (const position of ['Analista', 'Jefa'])
      await directory.savePeople(committee, [
        { id: 'p-z', number: number!, name: `${name} Pérez`, email: `${email}example.com`, position },
      ]);
    await directory.bind(committee, { ...account(1), user: user!, person: 'p-z', label: label! });
    const { platform, tenant } = account(1);
    const address: Address = {
      ...{ platform, tenant, kind: 'person', id: user! },
      ref: { conversation: conversation! },
    };
    await directory.saveAddress(committee, address);
    await directory.saveTexts(committee, [
      { id: 't-z', salt: 's', text: `Motivo de ${text} ${'x'.repeat(5000)}` },
    ]);
    return store;
  }

  it('no file of the database holds a byte of theirs', async () => {
    const store = await filled();
    const database = new URL(url).pathname.slice(1);
    // What the server does by itself after a while: samples of columns for its planner.
    await server.ask(database, 'analyze');
    expect(await found()).toEqual([...marks].sort());
    await store.directory.forget(committee, {
      people: ['p-z'],
      accounts: [{ ...account(1), user: user! }],
      texts: [{ id: 't-z', salt: '', text: '' }],
    });
    expect(await found()).toEqual([]);
    expect(await store.directory.people(committee)).toHaveLength(40);
    await store.close();
  }, 60_000);
});
