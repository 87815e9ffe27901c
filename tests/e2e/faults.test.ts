import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Outside, outside } from './world.ts';

const folioIn = (text: unknown): string => /\d{4}-[A-Z]{3}-\d{6}/.exec(String(text))?.[0] ?? '';
const ready = async (o: Outside) => {
  const response = await fetch(`${o.bot.url}/readyz`);
  return { status: response.status, body: await response.text() };
};

describe('the bot when it is killed, stopped or finds damage', () => {
  let o: Outside;
  let round = 0;
  beforeAll(async () => {
    o = await outside();
    await o.say(o.slack.ana, 'ayuda');
    await o.say(o.slack.beto, 'ayuda');
  }, 60_000);
  afterAll(() => o.close());

  /** Thirty requests at once; the folios that people were told are in `o.calls`. */
  const thirty = () => {
    round += 1;
    return Array.from({ length: 30 }, (_, i) =>
      o
        .command({
          user_id: i % 2 ? o.slack.ana : o.slack.beto,
          text: `capacitacion "Curso ${round} ${i}" 2024-05-07 2h`,
        })
        .catch(() => null),
    );
  };
  const told = (from: number) =>
    o.calls.slice(from).flatMap(({ method, body }) => (method === 'respond' ? [folioIn(body.text)] : []));
  async function ledger(): Promise<string[]> {
    const folder = join(o.dir, `export-${round}`);
    expect((await o.cli(['exportar', folder])).code).toBe(0);
    const lines = readFileSync(join(folder, 'ledger.jsonl'), 'utf8').trim().split('\n');
    return lines.flatMap((line) => JSON.parse(line).folio ?? []);
  }

  it.each([
    1, 12,
  ])('kill -9 loses nothing that was answered with a folio (after %i answers)', async (enough) => {
    const from = o.calls.length;
    const sent = thirty();
    await expect
      .poll(() => told(from).length, { interval: 1, timeout: 10_000 })
      .toBeGreaterThanOrEqual(enough);
    o.bot.child.kill('SIGKILL');
    await Promise.all(sent);
    await o.start();
    const folios = await ledger();
    expect(folios).toEqual(expect.arrayContaining(told(from)));
    const numbers = folios.map((f) => Number(f.slice(-6)));
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    expect((await o.cli(['verificar'])).code).toBe(0);
  }, 60_000);

  it('answers what is under way when it is told to stop, and ends with 0', async () => {
    const from = o.calls.length;
    const acks = await Promise.all(thirty());
    expect(acks.every((ack) => ack?.status === 200)).toBe(true);
    expect(await o.bot.stop()).toBe(0);
    expect(told(from)).toHaveLength(30);
    expect(await ledger()).toEqual(expect.arrayContaining(told(from)));
    await o.start();
    // Told while it still starts: in order too.
    const early = o.bot;
    expect(await early.stop('SIGINT')).toBe(0);
    await o.start();
  }, 60_000);

  it('on a damaged ledger stays up, records and shows nothing, names the segment and tells the committee', async () => {
    await o.say(o.slack.beto, 'canal comite');
    expect(await o.bot.stop()).toBe(0);
    const segment = join(o.dir, 'data/isssteson/ledger/000001.json');
    const good = readFileSync(segment);
    const bad = Buffer.from(good);
    bad[Math.floor(bad.length / 2)]! ^= 1;
    writeFileSync(segment, bad);
    const alarms = await o.during(() => o.start(), 1);
    expect(alarms).toMatchObject([{ method: 'chat.postMessage', body: { channel: o.slack.channel } }]);
    expect(alarms[0]?.body.text).toContain('000001.json');
    expect(await ready(o)).toMatchObject({ status: 503, body: expect.stringContaining('000001.json') });
    expect((await fetch(`${o.bot.url}/healthz`)).status).toBe(200);
    for (const words of ['tapitas 2 kg', 'avance'])
      expect(await o.say(o.slack.ana, words)).toContain('no se registró nada');
    const imported = await o.cli(['plantilla', 'importar', join(o.dir, 'plantilla.csv')]);
    expect(imported).toMatchObject({ code: 1, err: expect.stringContaining('000001.json') });
    expect(await o.cli(['doctor'])).toMatchObject({ code: 1, out: expect.stringContaining('000001.json') });
    expect(await o.bot.stop()).toBe(0);
    expect(readFileSync(segment)).toEqual(bad);
    writeFileSync(segment, good);
    await o.start();
    expect((await ready(o)).status).toBe(200);
    expect(await o.say(o.slack.ana, 'tapitas 2 kg')).toContain('2024-DON-000001');
  }, 60_000);
});

describe('the bot on a bad disk', () => {
  let o: Outside;
  let disk: string;
  const is = (how: 'full' | 'good' | `${number}`) => writeFileSync(disk, how);
  beforeAll(async () => {
    disk = join(process.env.TMPDIR ?? '/tmp', `pat-test-disk-${process.pid}`);
    is('good');
    o = await outside({
      env: {
        PAT_TEST_DISK: disk,
        NODE_OPTIONS: `--import=${new URL('./bad-disk.mjs', import.meta.url).pathname}`,
        PAT_COMMITTEE_CHANNEL_SLACK: 'C_COMITE',
      },
    });
    o.instead.set('chat.postMessage', (body) =>
      body.channel === 'C_COMITE' ? { ok: true, channel: 'C_COMITE', ts: '1.1' } : undefined,
    );
    await o.say(o.slack.ana, 'ayuda');
  }, 60_000);
  afterAll(() => o.close());

  it('a full one: who asks is told that nothing was recorded, questions are answered, and it recovers by itself', async () => {
    is('full');
    expect(await o.say(o.slack.ana, 'tapitas 2 kg')).toContain('no se registró nada');
    expect(await o.say(o.slack.ana, 'avance 9')).toContain('Actividad 9');
    // Somebody whose account was never seen.
    expect(await o.say(o.slack.beto, 'ayuda')).toContain('Soy el asistente');
    expect(await ready(o)).toMatchObject({ status: 503, body: expect.stringContaining('ENOSPC') });
    const alarm = await o.during(async () => {}, 1);
    expect(alarm[0]).toMatchObject({ method: 'chat.postMessage', body: { channel: 'C_COMITE' } });
    expect(alarm[0]?.body.text).toContain('ENOSPC');
    const roster = await o.cli(['plantilla', 'importar', join(o.dir, 'plantilla.csv'), '--simular']);
    expect(roster.code).toBe(0);
    is('good');
    await expect.poll(async () => (await ready(o)).status, { timeout: 10_000 }).toBe(200);
    expect(await o.say(o.slack.ana, 'tapitas 2 kg')).toContain('2024-DON-000001');
    expect((await o.cli(['verificar'])).code).toBe(0);
  }, 60_000);

  it('a slow one: everything is acknowledged within 3 s and answered when it is recorded', async () => {
    // Two of them an append.
    is('1800');
    const { ana, channel } = o.slack;
    const dm = { type: 'message', channel_type: 'im', channel: await o.slack.conversation(ana), user: ana };
    const bare = new URLSearchParams({
      command: '/pat',
      user_id: ana,
      channel_id: channel,
      text: 'practica papel',
    });
    const form = {
      type: 'view_submission',
      user: { id: ana },
      view: { private_metadata: '{"w":"practica agua"}' },
    };
    const answered = await o.during(async () => {
      const acks = await Promise.all([
        o.command({ user_id: ana, text: 'practica reciclaje' }),
        o.command({ user_id: ana, text: 'avance 9' }),
        o.send(bare.toString(), 'application/x-www-form-urlencoded'),
        o.interact(form),
        o.event({ ...dm, text: 'practica limpieza' }),
      ]);
      for (const { status, ms } of acks) {
        expect(status).toBe(200);
        expect(ms).toBeLessThan(3000);
      }
    }, 5);
    is('good');
    const texts = answered.map(({ body }) => String(body.text));
    for (const what of ['reciclaje', 'papel', 'limpieza', 'Actividad 9'])
      expect(texts.filter((text) => text.includes(what))).toHaveLength(1);
  }, 60_000);

  it('an error that nobody caught ends it with a line in the log, and the next start goes on', async () => {
    const { bot } = o;
    expect(await bot.stop('SIGUSR2')).toBe(1);
    expect(JSON.parse(bot.log().trim().split('\n').at(-1)!)).toMatchObject({
      level: 60,
      msg: 'not expected',
    });
    await o.start();
    expect(await o.say(o.slack.ana, 'avance 9')).toContain('Actividad 9');
  }, 60_000);
});
