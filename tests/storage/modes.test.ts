import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLowdbDirectory, openLowdbFiles, openLowdbLedger } from '../../storage/lowdb/index.ts';
import { temporaryFolder } from '../support/process.ts';

const modeOf = async (path: string) => ((await stat(path)).mode & 0o7777).toString(8);
let base: string;
let remove: () => Promise<void>;
const umask = process.umask(0);
beforeAll(async () => {
  ({ dir: base, remove } = await temporaryFolder());
});
afterAll(async () => {
  process.umask(umask);
  await remove();
});

/** Opens all parts of a data folder, and closes them. */
async function opened(dir: string): Promise<void> {
  const options = { dir, committees: ['comite'] };
  const parts = [
    await openLowdbLedger(options),
    await openLowdbDirectory(options),
    await openLowdbFiles(options),
  ];
  for (const part of parts.toReversed()) await part.close();
}

it('a data folder that the bot makes is its owner’s alone, whatever the umask', async () => {
  const dir = join(base, 'a', 'b', 'data');
  await opened(dir);
  for (const made of [join(base, 'a'), join(base, 'a', 'b'), dir]) expect(await modeOf(made)).toBe('700');
});

it('one that somebody made open to others, empty, is closed to them', async () => {
  const dir = join(base, 'empty');
  await mkdir(dir, { mode: 0o777 });
  await opened(dir);
  expect(await modeOf(dir)).toBe('700');
});

it('one of the bot’s that somebody opened to others is closed to them', async () => {
  const dir = join(base, 'opened');
  await opened(dir);
  await chmod(dir, 0o755);
  await opened(dir);
  expect(await modeOf(dir)).toBe('700');
});

it.each([
  ['somebody else’s things in it', 0o755, true],
  ['a sticky bit, as /tmp has', 0o1777, false],
])('one with %s is left as it is', async (_, mode, things) => {
  const dir = join(base, `shared-${mode}`);
  await mkdir(dir);
  await chmod(dir, mode);
  if (things) await writeFile(join(dir, 'carta.txt'), 'x');
  await opened(dir);
  expect(await modeOf(dir)).toBe(mode.toString(8));
  expect(await modeOf(join(dir, 'comite'))).toBe('700');
});
