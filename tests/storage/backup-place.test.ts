import { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isUnmounted } from '../../storage/lowdb/backup/place.ts';
import { writeBackup } from '../../storage/lowdb/backup/write.ts';
import { committee, fill, openLedger, temporaryFolder } from './support.ts';

const memory = '/dev/shm';
let dir: string;
let place: string;
let remove: () => Promise<void>;
let other: string | null;
let second = 0;
beforeEach(async () => {
  ({ dir, remove } = await temporaryFolder());
  const apart = existsSync(memory) && statSync(memory).dev !== statSync(dirname(dir)).dev;
  if (!apart) console.warn('SKIPPED: backups on another disk: /dev/shm is none');
  other = apart ? await mkdtemp(join(memory, 'pat-')) : null;
  place = join(dirname(dir), 'montada');
  const ledger = await openLedger(dir);
  await fill(ledger, 'k', 3);
  await ledger.close();
});
afterEach(async () => {
  if (other !== null) await rm(other, { recursive: true });
  await remove();
});

const backUp = () => {
  second += 1;
  const at = new Date(Date.UTC(2024, 4, 9, 16, 0, second));
  return writeBackup({ dir, destination: place, program: '0.2.0', at });
};
/** A link stands for the place where a share is mounted; without it the folder below shows, or none. */
const mounted = () => symlink(other!, place);
const unmounted = () => rm(place);

describe('a destination on another disk', () => {
  it('that is not mounted gets no backup, whether an empty folder shows in its place or none', async ({
    skip,
  }) => {
    if (other === null) return skip();
    await mounted();
    await backUp();
    expect(await isUnmounted(dir, place)).toBe(false);
    await unmounted();
    expect(await isUnmounted(dir, place)).toBe(true);
    await expect(backUp()).rejects.toMatchObject({ problem: { code: 'unmounted', folder: place } });
    expect(existsSync(place)).toBe(false);
    await mkdir(place);
    expect(await isUnmounted(dir, place)).toBe(true);
    await expect(backUp()).rejects.toMatchObject({ problem: { code: 'unmounted' } });
    expect(await readdir(place)).toEqual([]);
    await rm(place, { recursive: true });
    await mounted();
    const { folder, manifest } = await backUp();
    expect(folder).toContain(`pat-${committee}-`);
    expect(manifest.files.map((f) => f.path).filter((path) => path.includes('respaldos'))).toEqual([]);
  });
});

it('a destination on the same disk may be made anew', async () => {
  await backUp();
  await rm(place, { recursive: true });
  expect(await isUnmounted(dir, place)).toBe(false);
  await backUp();
});
