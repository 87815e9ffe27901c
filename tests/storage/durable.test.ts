import fs from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../storage/common/folders.ts';
import { temporaryFolder } from './support.ts';

type Callback = (error: Error | null) => void;

let dir: string;
let remove: () => Promise<void>;
const synced: string[] = [];
let broken: (folder: string) => boolean;
beforeEach(async () => {
  ({ dir, remove } = await temporaryFolder());
  synced.length = 0;
  broken = () => false;
  const real = fs.fsync;
  vi.spyOn(fs, 'fsync').mockImplementation(((fd: number, done: Callback) => {
    const folder = fs.readlinkSync(`/proc/self/fd/${fd}`);
    if (broken(folder)) return void setImmediate(done, new Error('EIO'));
    real(fd, (error) => {
      synced.push(folder);
      done(error);
    });
  }) as never);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await remove();
});

describe('the name of a folder is on disk when it was made', () => {
  it('with all that were missing above it', async () => {
    await makeFolder(join(dir, 'a', 'b'));
    expect(synced).toEqual([join(dir, 'a'), dir, dirname(dir)]);
  });

  it('also where a process that died had made it', async () => {
    await mkdir(join(dir, 'a'), { recursive: true });
    await makeFolder(join(dir, 'a'));
    expect(synced).toEqual([dir]);
    await makeFolder(join(dir, 'a'));
    expect(synced).toEqual([dir]);
  });

  it('also where its disk failed the first time', async () => {
    await makeFolder(dir);
    broken = (folder) => folder === dir;
    await expect(makeFolder(join(dir, 'a'))).rejects.toThrow('EIO');
    synced.length = 0;
    broken = () => false;
    await makeFolder(join(dir, 'a'));
    expect(synced).toEqual([dir]);
  });

  it('for each of two that make it at the same moment', async () => {
    await makeFolder(dir);
    synced.length = 0;
    await Promise.all([makeFolder(join(dir, 'a')), makeFolder(join(dir, 'a'))]);
    expect(synced).toEqual([dir, dir]);
  });
});
