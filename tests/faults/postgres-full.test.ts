import { spawnSync } from 'node:child_process';
import { chown, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPostgresStore } from '../../storage/postgres/index.ts';
import { type Outside, outside } from '../e2e/world.ts';
import { has } from '../storage/support.ts';
import { all } from '../support/drafts.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { committee } from './load.ts';
import { tell } from './rounds.ts';

const canMount =
  hasPostgres &&
  has('mounts of tmpfs (root)', [
    'sh',
    '-c',
    'd=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d && rmdir $d',
  ]);
const run = (command: string, ...args: string[]): void => {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
};

/** Promise: what the database's disk refused is not recorded, whoever asked knows, and it goes on once there is room. */
describe.skipIf(!canMount)('the bot on a database whose disk is full', () => {
  let server: Postgres;
  let o: Outside;
  let small: string;
  beforeAll(async () => {
    server = await startPostgres({ fsync: true });
    small = join(server.folder, '..', 'small');
    await mkdir(small);
    run('mount', '-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', small);
    const { uid, gid } = await stat(server.folder);
    const space = join(small, 'space');
    await mkdir(space, { mode: 0o700 });
    await chown(space, uid, gid);
    await server.ask('postgres', `create tablespace small location '${space}'`);
    await server.ask('postgres', 'create database full_one template template0 tablespace small');
    o = await outside({
      env: {
        DATABASE_URL: server.url('full_one'),
        PAT_FILES_DIR: join(server.folder, '..', 'files'),
        PAT_COMMITTEE_CHANNEL_SLACK: 'C_COMITE',
      },
    });
    o.instead.set('chat.postMessage', ({ channel }) => ({ ok: true, channel, ts: '1.1' }));
  }, 90_000);
  afterAll(async () => {
    await o?.close();
    await server?.stop('fast');
    if (small) run('umount', small);
    await server?.dispose();
  });

  const ready = async () => {
    const response = await fetch(`${o.bot.url}/readyz`);
    return { status: response.status, body: await response.text() };
  };
  const donations = async () => {
    const { DATABASE_URL: url, PAT_FILES_DIR: filesDir } = o.env;
    const reader = await readPostgresStore({ url: url!, filesDir: filesDir!, dataDirOf: () => filesDir! });
    const entries = await all(reader.read(committee, 1));
    return entries.filter(({ kind }) => kind === 'donation.recorded').map(({ folio }) => folio);
  };

  it('refuses and says so, keeps all that it acknowledged, and goes on by itself', async ({ task }) => {
    const { ana } = o.slack;
    let n = 0;
    const record = () => {
      n += 1;
      return o.say(ana, `tapitas ${n} kg`);
    };
    const folioIn = (text: string) => /2024-DON-\d{6}/.exec(text)?.[0];
    const told = [folioIn(await record())];
    const ballast = join(small, 'ballast');
    const filled = await writeFile(ballast, Buffer.alloc(64 * 2 ** 20)).catch((e) => e.code);
    expect(filled).toBe('ENOSPC');
    let answer = await record();
    while (folioIn(answer) !== undefined && n < 400) {
      told.push(folioIn(answer));
      answer = await record();
    }
    expect(answer).toContain('no se registró nada');
    await expect.poll(ready, { timeout: 15_000 }).toMatchObject({ status: 503 });
    const alarm = () =>
      o.calls.find(
        ({ body }) => body.channel === 'C_COMITE' && String(body.text).includes('no puede guardar'),
      );
    await expect.poll(alarm, { timeout: 20_000 }).toBeDefined();
    // It does not take itself for mended as long as there is no room.
    for (let look = 0; look < 8; look += 1) {
      await new Promise((next) => setTimeout(next, 1000));
      expect((await ready()).status).toBe(503);
    }
    expect(await o.say(ana, 'avance 9')).toContain('Actividad 9');
    expect(await record()).toContain('no se registró nada');
    expect(await donations()).toEqual(told);

    await rm(ballast);
    await expect.poll(async () => (await ready()).status, { timeout: 20_000 }).toBe(200);
    told.push(folioIn(await record()));
    expect(await donations()).toEqual(told);
    expect((await o.cli(['verificar'])).code).toBe(0);
    tell(task, `PostgreSQL on a full disk: acknowledged ${told.length}, lost 0, stored though refused 0`);
  }, 120_000);
});
