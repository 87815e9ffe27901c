import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
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
