import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Outside, outside } from '../e2e/world.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { type RunningPat, startPat } from '../support/process.ts';
import { long, tell } from './rounds.ts';

/** When the process that sends is killed, as the platform sees the card. */
const steps = ['before it hears of the card', 'after it has the card, before the answer'] as const;

const roleWithinMs = 20_000;

/** Promise: of several processes one says what is due, each thing once, and another goes on when it dies. */
describe.skipIf(!hasPostgres)('two processes of which one sends', () => {
  let server: Postgres;
  let o: Outside;
  let bots: RunningPat[] = [];
  const posts: { readonly key: string }[] = [];
  let strike: { key: RegExp; when: 'before' | 'after' } | null = null;

  const isSender = (bot: RunningPat): boolean => {
    const said = bot.log().match(/"isSender":(true|false)/g);
    return said?.at(-1) === '"isSender":true';
  };
  const sender = async (): Promise<RunningPat> => {
    const alive = () => bots.filter((bot) => bot.child.exitCode === null && bot.child.signalCode === null);
    await expect.poll(() => alive().filter(isSender).length, { interval: 20, timeout: roleWithinMs }).toBe(1);
    return alive().find(isSender)!;
  };
  const cardsOf = (month: string) => posts.filter(({ key }) => key.startsWith(`integrity-day/${month}/`));
  let n = 0;
  const start = (now: string): Promise<RunningPat> => {
    n += 1;
    return startPat({ ...o.env, PAT_NOW: now, PAT_DATA_DIR: join(o.dir, `data-${n}`) });
  };
  async function stopAll(): Promise<void> {
    for (const bot of bots)
      if (bot.child.exitCode === null && bot.child.signalCode === null) await bot.stop();
    bots = [];
  }

  beforeAll(async () => {
    server = await startPostgres();
    o = await outside({
      env: {
        DATABASE_URL: await server.create(),
        PAT_FILES_DIR: join(server.folder, '..', 'files'),
        PAT_COMMITTEE_CHANNEL_SLACK: 'C_COMITE',
        PAT_GENERAL_CHANNEL_SLACK: 'C_GENERAL',
      },
    });
    await o.bot.stop();
    o.instead.set('chat.postMessage', async ({ channel, metadata }) => {
      const key = (metadata as { event_payload?: { key?: string } })?.event_payload?.key ?? '';
      const dies = strike?.key.test(key) ? strike.when : null;
      if (dies !== null) strike = null;
      if (dies === 'before') {
        (await sender()).child.kill('SIGKILL');
        return new Promise(() => {});
      }
      posts.push({ key });
      if (dies === 'after') {
        (await sender()).child.kill('SIGKILL');
        return new Promise(() => {});
      }
      return { ok: true, channel, ts: `${posts.length}.1` };
    });
    o.instead.set('chat.update', ({ channel, ts }) => ({ ok: true, channel, ts }));
    o.instead.set('conversations.history', () => ({ ok: true, messages: [], has_more: false }));
  }, 90_000);
  afterAll(async () => {
    await stopAll();
    await o?.close().catch(() => {});
    await server?.dispose();
  });

  it('start in the same moment at nine on the 9th: one card goes out', async () => {
    bots = await Promise.all([start('2024-05-09T09:00:01-07:00'), start('2024-05-09T09:00:01-07:00')]);
    await sender();
    await expect.poll(() => cardsOf('2024-05').length, { interval: 50, timeout: 20_000 }).toBe(1);
    await pause(1500);
    expect(cardsOf('2024-05')).toHaveLength(1);
    const keys = posts.map(({ key }) => key);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    await stopAll();
  }, 90_000);

  it('the one that sends hangs: another has its role, and once it goes on it says nothing twice', {
    timeout: 120_000,
  }, async ({ task }) => {
    bots = await Promise.all([0, 1].map(() => start('2024-08-09T08:59:40-07:00')));
    const first = await sender();
    const next = bots.find((bot) => bot !== first)!;
    first.child.kill('SIGSTOP');
    const hung = Date.now();
    await expect.poll(() => isSender(next), { interval: 50, timeout: 30_000 }).toBe(true);
    const took = Date.now() - hung;
    await expect.poll(() => cardsOf('2024-08').length, { interval: 50, timeout: 60_000 }).toBe(1);
    first.child.kill('SIGCONT');
    await expect.poll(() => isSender(first), { interval: 50, timeout: 10_000 }).toBe(false);
    await pause(6000);
    expect(isSender(next)).toBe(true);
    expect(cardsOf('2024-08')).toHaveLength(1);
    const keys = posts.map(({ key }) => key);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    tell(task, `the process that sends, hung: another had its role after ${took} ms; posts twice 0`);
    await stopAll();
  });

  it.for<(typeof steps)[number]>(long ? [...steps] : [steps[1]])(
    'the one that sends is killed %s: the other goes on with the rest, and sends nothing twice',
    { timeout: 120_000 },
    async (step, { task }) => {
      const month = step === steps[0] ? '06' : '07';
      strike = {
        key: new RegExp(`^integrity-day/2024-${month}/`),
        when: step === steps[0] ? 'before' : 'after',
      };
      bots = await Promise.all([0, 1].map(() => start(`2024-${month}-09T09:00:01-07:00`)));
      const first = await sender();
      await expect.poll(() => first.child.signalCode, { interval: 20, timeout: 30_000 }).toBe('SIGKILL');
      const died = Date.now();
      const next = await sender();
      const took = Date.now() - died;
      expect(next).not.toBe(first);
      await pause(2500);
      expect(cardsOf(`2024-${month}`)).toHaveLength(step === steps[0] ? 0 : 1);
      const keys = posts.map(({ key }) => key);
      expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
      tell(
        task,
        `the process that sends, killed ${step}: another had its role after ${took} ms; posts twice 0`,
      );
      await stopAll();
    },
  );
});
