import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { StorageProblem } from '../../src/texts/storage.ts';
import { hasCode, StorageError } from './errors.ts';
import { syncFolder } from './folders.ts';

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

/** A file that holds one value; null while there is none. What lowdb calls an adapter. */
export interface DurableFile<T> {
  read(): Promise<T | null>;
  write(data: T): Promise<void>;
}

/**
 * A file whose `write` is on disk, name and all, when it resolves. When it throws, the file is as it was
 * before; where even that can't be had, it says `unsettled` and takes no more writes. It refuses to write over
 * what somebody else changed. One write at a time.
 */
export function durableFile<T>(file: string, codec: Codec<T>): DurableFile<T> {
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

/** Reads what can be computed again: damaged is as good as absent. */
export async function readDerived<T>(file: DurableFile<T>): Promise<T | null> {
  try {
    return await file.read();
  } catch (error) {
    if (!(error instanceof StorageError && error.problem.code === 'damaged-file')) throw error;
    return null;
  }
}
