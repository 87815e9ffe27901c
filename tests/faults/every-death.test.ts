import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { script } from '../storage/support.ts';
import { badDisk, canBuildDisk } from './bad-disk.ts';
import { tell } from './rounds.ts';

interface Told {
  readonly wrong: readonly string[];
  /** The changes that each thing took, a letter each. */
  readonly tried: Readonly<Record<string, string>>;
  readonly cases: number;
}

/** Promise: wherever a process dies, what it answered for is there, nothing is torn, and the next start goes on. */
it.skipIf(!canBuildDisk())(
  'a death before, amid and after every change of a file that a store makes: nothing lost, nothing torn, and it goes on',
  { timeout: 600_000 },
  async ({ task }) => {
    const disk = badDisk();
    const top = await mkdtemp(join(tmpdir(), 'pat-every-death-'));
    const run = script('../../faults/scripts/every-death', [top], [], disk.env);
    const told = JSON.parse(await run.line()) as Told;
    await run.kill();
    disk.remove();
    await rm(top, { recursive: true, force: true });
    expect(told.wrong).toEqual([]);
    expect(Object.values(told.tried).filter((calls) => calls.length < 2)).toEqual([]);
    const what = Object.entries(told.tried).map(([name, calls]) => `${name} ${calls.length}`);
    tell(
      task,
      `a death at every change of a file: ${told.cases} deaths; changes by what was done: ${what.join(', ')}; lost 0, torn 0, failed starts 0`,
    );
  },
);
