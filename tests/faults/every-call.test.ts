import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { script } from '../storage/support.ts';
import { badDisk, canBuildDisk } from './bad-disk.ts';
import { long, tell } from './rounds.ts';

interface Told {
  readonly wrong: readonly string[];
  /** The changes that each thing took, a letter each. */
  readonly tried: Readonly<Record<string, string>>;
  readonly cases: number;
  readonly unsettled: number;
  readonly leftovers: number;
}

/** Promise: what a disk refused is never stored later, and what comes next is taken. */
it.skipIf(!canBuildDisk())(
  'every change of a file that a store makes may fail, once or from then on: refused is refused, and it recovers',
  { timeout: 600_000 },
  async ({ task }) => {
    const disk = badDisk();
    const top = await mkdtemp(join(tmpdir(), 'pat-every-call-'));
    const run = script('../../faults/scripts/every-call', [top, long ? 'long' : 'short'], [], disk.env);
    const told = JSON.parse(await run.line()) as Told;
    await run.kill();
    disk.remove();
    await rm(top, { recursive: true, force: true });
    expect(told.wrong).toEqual([]);
    for (const calls of Object.values(told.tried)) expect(calls).toMatch(/w.*f.*r.*F/);
    const what = Object.entries(told.tried).map(([name, calls]) => `${name} ${calls.length}`);
    tell(
      task,
      `every change of a file failing with ENOSPC, EROFS or EIO: ${told.cases} cases; changes by what was done: ${what.join(', ')}; ` +
        `refused and stored later 0, not recovered 0; outcome unknowable and said so ${told.unsettled}; files without an entry left on a dead disk ${told.leftovers}`,
    );
  },
);
