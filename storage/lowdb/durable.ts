import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Adapter, Low } from 'lowdb';
import type { StorageProblem } from '../../src/texts/storage.ts';
import { hasCode, StorageError } from '../common/errors.ts';
import { syncFolder } from '../common/folders.ts';

/** Replaces a file whole: temporary file, fsync, rename. Its name is not yet durable; where it throws, the old file is nearly always in place. */
async function replaceFile(file: string, bytes: Buffer): Promise<void> {
  const temporary = `${file}.${randomInt(2 ** 47)}`;
  const handle = await fs.promises.open(temporary, 'wx', 0o600);
  try {
    try {
      // Writes all or throws, unlike a single write(2) on a disk that fills up.
      await fs.promises.writeFile(handle, bytes);
      await promisify(fs.fsync)(handle.fd);
    } finally {
      await handle.close();
    }
    await promisify(fs.rename)(temporary, file);
  } catch (error) {
    await fs.promises.rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** Removes the temporary files of writes that a crash cut short; nobody was ever told that those had succeeded. */
export async function sweep(folder: string): Promise<void> {
  for (const name of await fs.promises.readdir(folder))
    if (/\.json\.\d+$|^\.write-test-[0-9a-f]+$/.test(name))
      await fs.promises.rm(join(folder, name), { force: true });
}

/** Tells one state of a file from another without reading it; null when there is none. */
async function stateOf(file: string): Promise<string | null> {
  try {
    const { ino, mtimeNs, size } = await fs.promises.stat(file, { bigint: true });
    return `${ino} ${mtimeNs} ${size}`;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

export interface Codec<T> {
  encode(data: T): string;
  /** Throws when the bytes are not what `encode` gives. */
  decode(bytes: Buffer): T;
}

/**
 * A lowdb adapter whose `write` is on disk, name and all, when it resolves. When it throws, the file is as it was
 * before; where even that can't be had, it says `unsettled` and takes no more writes. It refuses to write over
 * what somebody else changed. One write at a time.
 */
export function durableFile<T>(file: string, codec: Codec<T>): Adapter<T> {
  let stored: T | null = null;
  let seen: string | null = null;
  let unsettled: StorageProblem | null = null;

  async function restore(cause: unknown): Promise<never> {
    try {
      if (stored === null) await fs.promises.rm(file, { force: true });
      else await replaceFile(file, Buffer.from(codec.encode(stored)));
      await syncFolder(dirname(file));
      seen = await stateOf(file);
    } catch {
      unsettled = { code: 'unsettled', file };
      throw new StorageError(unsettled, { cause, doubtful: true });
    }
    throw cause;
  }

  return {
    async read() {
      seen = await stateOf(file);
      if (seen === null) return null;
      stored = codec.decode(await fs.promises.readFile(file));
      return stored;
    },
    async write(data) {
      if (unsettled !== null) throw new StorageError(unsettled);
      const bytes = Buffer.from(codec.encode(data));
      if ((await stateOf(file)) !== seen) throw new StorageError({ code: 'changed', file });
      try {
        await replaceFile(file, bytes);
        [seen] = await Promise.all([stateOf(file), syncFolder(dirname(file))]);
      } catch (error) {
        // Also a rename that failed may have been carried out all the same.
        const now = await stateOf(file).catch(() => undefined);
        if (now === seen) throw error;
        await restore(error);
      }
      stored = data;
    },
  };
}

/** Writes first and remembers then: what the disk refused is nowhere. (lowdb's own write() is the other way round.) */
export async function adopt<T>(db: Low<T>, data: T): Promise<void> {
  await db.adapter.write(data);
  db.data = data;
}
