import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspect } from './folder.ts';
import { type Staff, staff } from './load.ts';
import { between, tell, times } from './rounds.ts';

const rounds = times(20, 1000);
/** A data folder serves so many rounds, since each round reads all of it. */
const perFolder = 50;

const pause = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));

/** Promise: a bot that is killed at any moment has what it answered for, and starts again by itself. */
describe('kill -9 while two dozen people write to the bot at once', () => {
  let s: Staff;
  beforeAll(async () => {
    s = await staff();
  }, 60_000);
  afterAll(() => s.o.close());

  it(
    `${rounds} times: nothing that was answered for is lost, nothing torn, every start succeeds`,
    async ({ task }) => {
      const cut: Record<string, number> = {};
      let [kills, answers, promised, folders] = [0, 0, 0, 1];
      for (let round = 1; round <= rounds; round += 1) {
        if (round % perFolder === 0) {
          [answers, promised, folders] = [answers + s.answers(), promised + s.promised().size, folders + 1];
          await s.o.close();
          s = await staff();
        }
        const { child } = s.o.bot;
        const next = await s.o.prepare();
        const before = s.answers();
        const done = s.untilDeath();
        // One in four dies before its first answer.
        if (round % 4 > 0)
          await expect.poll(() => s.answers(), { interval: 2, timeout: 20_000 }).toBeGreaterThan(before);
        await pause(between(0, 400));
        expect(child.exitCode).toBeNull();
        child.kill('SIGKILL');
        kills += 1;
        await done;
        const { unfinished, torn } = await inspect(s.data);
        expect(torn, 'torn files').toEqual([]);
        for (const part of unfinished) cut[part] = (cut[part] ?? 0) + 1;
        expect(await s.broken()).toEqual([]);
        await next.go();
        expect((await inspect(s.data)).unfinished, 'not swept').toEqual([]);
      }
      expect((await s.o.cli(['verificar'])).code).toBe(0);
      const where = Object.entries(cut).map(([part, n]) => `${part} ${n}`);
      tell(
        task,
        `kill -9 under load: ${kills} kills on ${folders} data folders, ${answers + s.answers()} answers, ` +
          `${promised + s.promised().size} records and pieces of evidence promised; writes cut short: ` +
          `${where.join(', ') || 'none'}; lost 0, torn 0, failed starts 0`,
      );
    },
    30_000 + rounds * 10_000,
  );
});
