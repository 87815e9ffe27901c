import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openLowdbFiles, readLowdbFiles } from '../../storage/lowdb/files.ts';
import { filesContract } from '../contracts/files.ts';
import { committees } from '../contracts/ledger.ts';
import { memoryFiles } from '../support/memory.ts';
import { committee, temporaryFolder } from './support.ts';

filesContract('memory', async () => ({ files: memoryFiles(), reopen: null, dispose: async () => {} }), {
  outlives: false,
});

filesContract('lowdb', async () => {
  const { dir, remove } = await temporaryFolder();
  const open = () => openLowdbFiles({ dir, committees, waitMs: 0 });
  let files = await open();
  return {
    files,
    reopen: async () => {
      await files.close();
      files = await open();
      return files;
    },
    dispose: async () => {
      await files.close();
      await remove();
    },
  };
});

it('keeps a content once, by its hash, for its owner alone, and sweeps what a crash left', async () => {
  const { dir, remove } = await temporaryFolder();
  const options = { dir, committees: [committee], waitMs: 0 };
  let files = await openLowdbFiles(options);
  try {
    const { sha256 } = await files.put(committee, Buffer.from('foto'));
    await files.put(committee, Buffer.from('foto'));
    const top = join(dir, committee, 'files');
    expect(await readdir(top)).toEqual([sha256.slice(0, 2)]);
    const folder = join(top, sha256.slice(0, 2));
    expect(await readdir(folder)).toEqual([sha256]);
    expect((await stat(join(folder, sha256))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(top)).mode & 0o777).toBe(0o700);

    await files.close();
    await writeFile(join(top, '.new-cut-short'), 'half');
    files = await openLowdbFiles(options);
    expect(await readdir(top)).toEqual([sha256.slice(0, 2)]);
    expect(await readLowdbFiles(dir).has(committee, sha256)).toBe(true);
  } finally {
    await files.close();
    await remove();
  }
});

describe('a folder that does not reach the disk', () => {
  const bytes = Buffer.from('foto');
  const hash = createHash('sha256').update(bytes).digest('hex');
  /** Lets the next so many fsyncs of the folder that holds the file fail. */
  const failing = (count: number) => {
    const real = fs.fsync;
    let left = count;
    vi.spyOn(fs, 'fsync').mockImplementation(((fd: number, done: (error: Error | null) => void) => {
      const folder = fs.readlinkSync(`/proc/self/fd/${fd}`);
      if (!folder.endsWith(hash.slice(0, 2)) || left === 0) return real(fd, done);
      left -= 1;
      setImmediate(done, new Error('EIO'));
    }) as never);
  };
  afterEach(() => vi.restoreAllMocks());

  it('keeps nothing of a file that was refused', async () => {
    const { dir, remove } = await temporaryFolder();
    const files = await openLowdbFiles({ dir, committees: [committee], waitMs: 0 });
    failing(1);
    await expect(files.put(committee, bytes)).rejects.toThrow('EIO');
    expect(await files.has(committee, hash)).toBe(false);
    await files.close();
    await remove();
  });

  it('takes nothing away that somebody was promised: before it, or at the same moment', async () => {
    for (const together of [false, true]) {
      const { dir, remove } = await temporaryFolder();
      const files = await openLowdbFiles({ dir, committees: [committee], waitMs: 0 });
      if (!together) await files.put(committee, bytes);
      failing(1);
      const answers = await Promise.allSettled([files.put(committee, bytes), files.put(committee, bytes)]);
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await files.has(committee, hash)).toBe(true);
      vi.restoreAllMocks();
      await files.close();
      await remove();
    }
  });
});
