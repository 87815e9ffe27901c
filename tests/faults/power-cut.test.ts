import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { counted, death, staff } from './load.ts';
import { canCut, type Disk, disk, type FileSystem } from './power.ts';
import { between, long, tell, times } from './rounds.ts';
import { broken, writer } from './store.ts';

const rounds = times(5, 100);
const botRounds = times(1, 100);
const fileSystems: readonly FileSystem[] = ['ext4', 'xfs'];
const noFsync = new URL('./scripts/no-fsync.mjs', import.meta.url).pathname;

/** A power cut: what was not flushed is gone; the machine comes back under another boot id, so no lock holds. */
async function restored(on: Disk): Promise<void> {
  await on.restore();
  await rm(join(on.dir, 'lock'), { force: true });
  await rm(join(on.dir, 'pictures', 'lock'), { force: true });
}

/** One life of a store on a disk whose power is cut right after a promise; what it promised, and what is wrong then. */
async function live(on: Disk, env: Record<string, string> = {}) {
  const store = await writer(on.dir, env);
  await pause(between(20, 400));
  await store.next();
  expect(store.process.exitCode, 'it ended by itself').toBeNull();
  on.cut();
  await store.kill();
  // What it printed until its end is still to be read.
  await pause(20);
  await restored(on);
  return { promises: store.promises, wrong: await broken(on.dir, store.promises) };
}

/** Promise: what was answered for is on the disk itself, not only with the operating system. */
describe.each(fileSystems)('a power cut on %s', (kind) => {
  const can = canCut(kind);

  it.skipIf(!can)(
    `${rounds} times while everything writes: nothing promised is lost`,
    async ({ task }) => {
      const on = await disk(kind);
      try {
        const promised: string[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const { promises, wrong } = await live(on);
          expect(wrong, `round ${round}`).toEqual([]);
          promised.push(...promises.map((one) => one.split(' ', 1)[0]!));
        }
        tell(
          task,
          `power cuts of a store on ${kind}: ${rounds} cuts, writes promised: ${counted(promised)}; lost 0, torn 0`,
        );
      } finally {
        await on.remove();
      }
    },
    20_000 + rounds * 10_000,
  );

  // Within `npm test` one file system stands for both: a start of the bot is what takes the time.
  const underBot = long || kind === 'ext4' ? it.skipIf(!can) : () => {};
  underBot(
    `${botRounds} times under the whole bot, asked by two dozen people`,
    async ({ task }) => {
      const on = await disk(kind);
      try {
        const s = await staff(150, { PAT_DATA_DIR: on.dir });
        for (let round = 1; round <= botRounds; round += 1) await death(s, round, on.cut, () => restored(on));
        tell(
          task,
          `power cuts of the bot on ${kind}: ${botRounds} cuts, ${s.answers()} answers, ${s.promised().size} records and pieces of evidence promised; lost 0, torn 0, failed starts 0`,
        );
        await s.o.close();
      } finally {
        await on.remove();
      }
    },
    60_000 + botRounds * 20_000,
  );

  // ext4 writes a file out by itself before it takes another one's name (auto_da_alloc), so files alone show on XFS.
  it.skipIf(!can).for(kind === 'xfs' ? ['folders', 'files'] : ['all', 'folders'])(
    'would show it if the fsync of %s were missing',
    { timeout: 120_000 },
    async (which, { task }) => {
      const on = await disk(kind);
      try {
        // What was there before the fault is sound.
        expect((await live(on)).wrong).toEqual([]);
        const env = { PAT_TEST_NO_FSYNC: which, NODE_OPTIONS: `--import=${noFsync}` };
        let wrong: readonly string[] = [];
        let cuts = 0;
        for (; wrong.length === 0 && cuts < 40; cuts += 1) wrong = (await live(on, env)).wrong;
        expect(wrong).not.toEqual([]);
        tell(
          task,
          `power cuts on ${kind} with no fsync of ${which}: found by cut ${cuts}, as it must be: ${wrong.length} broken, the first ${wrong[0]}`,
        );
      } finally {
        await on.remove();
      }
    },
  );
});
