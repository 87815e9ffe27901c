import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canonical, type Entry } from '../../src/entry.ts';
import { type Damage, DamagedLedger } from '../../src/ports/ledger.ts';
import { openPostgresStore, readPostgresStore } from '../../storage/postgres/index.ts';
import { type Outside, outside } from '../e2e/world.ts';
import { fill, headOf } from '../storage/support.ts';
import { hashOf } from '../support/chain.ts';
import { all, chain } from '../support/drafts.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { rosterFile } from '../support/process.ts';
import { tell } from './rounds.ts';

const committee = 'comite-a';
type Sql = (text: string, values?: readonly unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;

describe.skipIf(!hasPostgres)('a damaged database', () => {
  let server: Postgres;
  let url: string;
  let client: pg.Client;
  let entries: Entry[];
  const sql: Sql = (text, values = []) => client.query(text, [...values]);
  const open = (onDamage?: (damage: Damage) => void, committees: readonly string[] = [committee]) =>
    openPostgresStore({ url, filesDir: tmpdir(), dataDirOf: () => tmpdir(), committees, onDamage });

  beforeAll(async () => {
    server = await startPostgres();
    url = await server.create();
    client = new pg.Client(url);
    await client.connect();
    await (await open()).close();
  });
  afterAll(async () => {
    await client?.end();
    await server?.dispose();
  });
  beforeEach(async () => {
    await server.clear(url);
    const store = await open();
    entries = await fill(store.ledger, 'k', 30, 10);
    await store.close();
  });

  const put = ({ seq, hash }: Entry, text: string) =>
    sql('update entries set entry = $1, hash = $2 where committee = $3 and seq = $4', [
      text,
      hash,
      committee,
      seq,
    ]);
  const resealed = (seq: number): Entry => {
    const changed = { ...entries[seq - 1]!, actor: 'p-other' };
    return { ...changed, hash: hashOf(changed) };
  };
  const added = (entry: Entry, text = canonical(entry)) =>
    sql('insert into entries (committee, seq, key, hash, entry) values ($1, $2, $3, $4, $5)', [
      ...[committee, entry.seq, entry.key, entry.hash, text],
    ]);

  const kinds: [string, () => Promise<unknown>, Pick<Damage, 'seq' | 'reason'>][] = [
    [
      'a changed body',
      () => sql(`update entries set entry = replace(entry, '240', '250') where seq = 11`),
      { seq: 11, reason: 'hash' },
    ],
    [
      'a space more',
      () => sql(`update entries set entry = replace(entry, ',"key"', ', "key"') where seq = 11`),
      { seq: 11, reason: 'not-canonical' },
    ],
    [
      'a number too large',
      () =>
        sql(`update entries set entry = replace(entry, '"minutes":240', '"10":1e999,"9":0') where seq = 11`),
      { seq: 11, reason: 'not-canonical' },
    ],
    [
      'a text that is none',
      () => sql(`update entries set entry = left(entry, 50) where seq = 11`),
      { seq: 11, reason: 'unreadable' },
    ],
    [
      'a row gone from the middle',
      () => sql('delete from entries where seq = 11'),
      { seq: 11, reason: 'seq' },
    ],
    ['the first row gone', () => sql('delete from entries where seq = 1'), { seq: 1, reason: 'seq' }],
    ['the last row gone', () => sql('delete from entries where seq = 30'), { seq: 30, reason: 'truncated' }],
    ['all rows gone', () => sql('delete from entries'), { seq: 1, reason: 'truncated' }],
    ['the end gone', () => sql('delete from heads'), { seq: 1, reason: 'replaced' }],
    ['the end set back', () => sql('update heads set seq = 20'), { seq: 21, reason: 'replaced' }],
    [
      'a changed hash',
      () => sql(`update entries set hash = repeat('f', 64) where seq = 11`),
      { seq: 11, reason: 'hash' },
    ],
    [
      'a changed key',
      () => sql(`update entries set key = 'free' where seq = 11`),
      { seq: 11, reason: 'replaced' },
    ],
    ['a changed number', () => sql('update entries set seq = 40 where seq = 30'), { seq: 30, reason: 'seq' }],
    [
      'two texts swapped',
      async () => {
        await put(entries[11]!, canonical(entries[10]!));
        await put(entries[10]!, canonical(entries[11]!));
      },
      { seq: 11, reason: 'seq' },
    ],
    [
      'an entry written anew, its hash with it',
      () => put(resealed(11), canonical(resealed(11))),
      { seq: 12, reason: 'prev' },
    ],
    [
      'the last entry written anew, its hash with it',
      () => put(resealed(30), canonical(resealed(30))),
      { seq: 30, reason: 'replaced' },
    ],
    [
      'an entry more',
      () => added(chain(committee, headOf(entries), ['more'])[0]!),
      { seq: 31, reason: 'replaced' },
    ],
    [
      'an entry of another committee',
      async () => {
        const [other] = chain('comite-b', headOf(entries), ['more']);
        await added(other!);
        await sql('update heads set seq = 31, hash = $1', [other!.hash]);
      },
      { seq: 31, reason: 'committee' },
    ],
    [
      'a key twice',
      async () => {
        const [twice] = chain(committee, headOf(entries), ['k/5']);
        await sql(`insert into entries (committee, seq, key, hash, entry) values ($1, 31, 'other', $2, $3)`, [
          ...[committee, twice!.hash, canonical(twice)],
        ]);
        await sql('update heads set seq = 31, hash = $1', [twice!.hash]);
      },
      // The column that guards the key is not the entry's.
      { seq: 31, reason: 'replaced' },
    ],
  ];
  const stateOf = async () => [
    (await sql('select * from entries order by committee, seq')).rows,
    (await sql('select committee, seq, hash from heads where seq > 0 order by committee')).rows,
  ];

  it.each(kinds)('%s: named, written to no more, and left as it is', async (_, harm, place) => {
    await harm();
    const damage = { segment: 'entries', ...place };
    const before = await stateOf();
    const reader = await readPostgresStore({ url, filesDir: tmpdir(), dataDirOf: () => tmpdir() });
    expect(await reader.verify(committee)).toEqual({ ok: false, ...damage });

    const told: Damage[] = [];
    const store = await open((one) => told.push(one));
    await store.ledger.verified(committee);
    expect(told).toEqual([{ committee, ...damage }]);
    expect(store.ledger.damage(committee)).toEqual(told[0]);
    const head = await store.ledger.head(committee);
    await expect(store.ledger.append(committee, head, chain(committee, head, ['new']))).rejects.toThrow(
      DamagedLedger,
    );
    await expect(all(store.ledger.read(committee, 1))).rejects.toThrow(DamagedLedger);
    await store.close();
    expect(await stateOf()).toEqual(before);
  });

  it('does not touch the other committee', async () => {
    const committees = [committee, 'comite-b'];
    await sql('delete from entries where seq = 11');
    const store = await open(undefined, committees);
    await store.ledger.verified('comite-b');
    expect(store.ledger.damage(committee)).not.toBeNull();
    const head = await store.ledger.head('comite-b');
    expect(await store.ledger.append('comite-b', head, chain('comite-b', head, ['new']))).toBe('appended');
    await store.close();
  });
});

describe.skipIf(!hasPostgres)('the bot on a damaged database', () => {
  let server: Postgres;
  let o: Outside;
  beforeAll(async () => {
    server = await startPostgres();
    const DATABASE_URL = await server.create();
    const PAT_FILES_DIR = join(server.folder, '..', 'files');
    o = await outside({ env: { DATABASE_URL, PAT_FILES_DIR, PAT_COMMITTEE_CHANNEL_SLACK: 'C_COMITE' } });
    o.instead.set('chat.postMessage', ({ channel }) => ({ ok: true, channel, ts: '1.1' }));
  }, 90_000);
  afterAll(async () => {
    await o?.close();
    await server?.dispose();
  });
  const ask = (text: string) =>
    server.ask<{ n: number }>(new URL(o.env.DATABASE_URL!).pathname.slice(1), text);

  it('503, the committee alarmed, nothing recorded, named by «pat verificar», sound again when restored', async ({
    task,
  }) => {
    expect(await o.say(o.slack.ana, 'tapitas 1 kg')).toContain('2024-DON-000001');
    expect(await o.bot.stop()).toBe(0);
    await ask('create table kept as select * from entries where seq = 2; delete from entries where seq = 2');
    const [{ n: before }] = (await ask('select count(*)::integer as n from entries')) as [{ n: number }];
    const place = 'tabla entries, asiento 2';
    const verified = await o.cli(['verificar']);
    expect(verified).toMatchObject({ code: 1 });
    expect(verified.out + verified.err).toContain(place);
    const alarms = await o.during(() => o.start(), 1);
    expect(alarms).toMatchObject([{ method: 'chat.postMessage', body: { channel: 'C_COMITE' } }]);
    expect(alarms[0]?.body.text).toContain(place);
    const response = await fetch(`${o.bot.url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('entries');
    expect(await o.say(o.slack.ana, 'tapitas 9 kg')).toContain('no se registró nada');
    const more = await rosterFile(o.dir, [['77777', 'Persona Nueva', '', 'Archivo']], 'nueva.csv');
    expect(await o.cli(['plantilla', 'importar', more])).toMatchObject({
      code: 1,
      err: expect.stringContaining(place),
    });
    expect(await o.cli(['doctor'])).toMatchObject({ code: 1, out: expect.stringContaining('entries') });
    expect(await o.bot.stop()).toBe(0);
    expect(await ask('select count(*)::integer as n from entries')).toEqual([{ n: before }]);

    await ask('insert into entries select * from kept; drop table kept');
    await o.start();
    expect((await fetch(`${o.bot.url}/readyz`)).status).toBe(200);
    expect(await o.say(o.slack.beto, 'mi avance')).not.toContain('no se registró nada');
    expect((await o.cli(['verificar'])).code).toBe(0);
    tell(task, `the bot and a row deleted from PostgreSQL: named, alarmed, 503, written after it 0`);
  }, 120_000);
});
