import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../storage/support.ts';
import { inspect } from './folder.ts';
import { counted, death, type Staff, staff } from './load.ts';
import { between, tell, times } from './rounds.ts';
import { broken, writer } from './store.ts';

const rounds = times(20, 1000);
/** A data folder serves so many rounds, since each round reads all of it. */
const perFolder = 50;

/** Promise: a bot that is killed at any moment has what it answered for, and starts again by itself. */
describe('kill -9 while two dozen people write to the bot at once', () => {
  let s: Staff;
  beforeAll(async () => {
    s = await staff();
  }, 120_000);
  afterAll(() => s.o.close());

  it(
    `${rounds} times: nothing that was answered for is lost, nothing torn, every start succeeds`,
    async ({ task }) => {
      const cut: string[] = [];
      let [answers, promised, folders] = [0, 0, 1];
      for (let round = 1; round <= rounds; round += 1) {
        if (round % perFolder === 0) {
          [answers, promised, folders] = [answers + s.answers(), promised + s.promised().size, folders + 1];
          await s.o.close();
          s = await staff();
        }
        cut.push(...(await death(s, round, () => {})));
      }
      expect((await s.o.cli(['verificar'])).code).toBe(0);
      tell(
        task,
        `kill -9 of the bot: ${rounds} kills on ${folders} data folders, ${answers + s.answers()} answers, ` +
          `${promised + s.promised().size} records and pieces of evidence promised; writes cut short: ` +
          `${counted(cut)}; lost 0, torn 0, failed starts 0`,
      );
    },
    120_000 + rounds * 60_000,
  );
});

/** The same of a stop in order: nobody who was heard goes without an answer. */
describe('a stop while two dozen people write to the bot at once', () => {
  it('answers everything that is under way, keeps it, and ends with 0', async () => {
    const s = await staff(60);
    const done = s.untilDeath();
    await expect.poll(() => s.answers(), { interval: 2, timeout: 60_000 }).toBeGreaterThan(30);
    const { bot } = s.o;
    expect(await bot.stop()).toBe(0);
    await done;
    expect(s.unanswered()).toBe(0);
    expect(await s.broken()).toEqual([]);
    await s.o.start();
    // Told while it still starts: in order too.
    const early = s.o.bot;
    expect(await early.stop('SIGINT')).toBe(0);
    await s.o.start();
    await s.o.close();
  }, 240_000);

  it('also what it acknowledged already, since the answer took long', async () => {
    const s = await staff(60);
    expect(await s.o.bot.stop()).toBe(0);
    // Slack tells who somebody is in a listing alone, and that comes late.
    s.o.instead.set('users.info', () => ({ ok: false, error: 'fatal_error' }));
    s.o.instead.set('users.list', async () => {
      await pause(8000);
      return { ok: true, members: [] };
    });
    await s.o.start();
    const done = s.untilDeath();
    await expect.poll(() => s.unanswered(), { interval: 20, timeout: 60_000 }).toBeGreaterThan(15);
    expect(await s.o.bot.stop()).toBe(0);
    await done;
    expect(s.unanswered()).toBe(0);
    await s.o.close();
  }, 240_000);
});

/** The same of the store alone, which a kill then meets in the middle of a write more often than not. */
describe('kill -9 while a process writes to every part of a store', () => {
  const lives = times(10, 1000);

  it(
    `${lives} times: nothing promised is lost, nothing torn, every start succeeds`,
    async ({ task }) => {
      const { dir, remove } = await temporaryFolder();
      const promised: string[] = [];
      const cut: string[] = [];
      for (let life = 0; life < lives; life += 1) {
        const store = await writer(dir);
        await pause(between(10, 200));
        expect(store.process.exitCode, 'it ended by itself').toBeNull();
        await store.kill();
        await pause(10);
        cut.push(...(await inspect(dir)).unfinished);
        expect(await broken(dir, store.promises), `life ${life}`).toEqual([]);
        expect((await inspect(dir)).unfinished, 'not swept').toEqual([]);
        promised.push(...store.promises.map((one) => one.split(' ', 1)[0]!));
        if (life % 100 === 99) await remove();
      }
      await remove();
      tell(
        task,
        `kill -9 of a store: ${lives} kills, writes promised: ${counted(promised)}; writes cut short: ${counted(cut)}; lost 0, torn 0, failed starts 0`,
      );
    },
    60_000 + lives * 30_000,
  );
});
