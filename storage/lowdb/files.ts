import { createHash, randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files, StoredFile } from '../../src/ports.ts';
import { makeFolder, syncFolder } from './durable.ts';
import { hasCode } from './errors.ts';
import { committeeFolder, type FolderOptions, openFolder } from './folder.ts';

const hashForm = /^[0-9a-f]{64}$/;
const unfinished = /^\.new-/;

const filesFolder = (dir: string, committee: string): string =>
  join(committeeFolder(dir, committee), 'files');

/** Where a content lies: `<committee>/files/ab/<sha256>`. Throws RangeError for what is no hash. */
function placeOf(dir: string, committee: string, sha256: string): { folder: string; file: string } {
  if (!hashForm.test(sha256)) throw new RangeError('not a SHA-256 in hex');
  const folder = join(filesFolder(dir, committee), sha256.slice(0, 2));
  return { folder, file: join(folder, sha256) };
}

/** Writes all of a content and makes it durable; gives its hash and size. */
async function fill(handle: FileHandle, content: AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    bytes += chunk.length;
    await handle.writeFile(chunk);
  }
  await handle.sync();
  return { sha256: hash.digest('hex'), bytes };
}

/** Gives a file its name, durably; where that fails, a name that was not there before is not there after it. */
async function place(temporary: string, folder: string, file: string): Promise<void> {
  const there = await access(file).then(
    () => true,
    () => false,
  );
  try {
    // Over the same content, should it be there: a copy that the disk damaged is mended so.
    await rename(temporary, file);
    await syncFolder(folder);
  } catch (error) {
    if (!there) await rm(file, { force: true });
    throw error;
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Reads the files of a data folder beside a running bot: takes no lock and writes nothing. */
export function readLowdbFiles(dir: string): Pick<Files, 'open' | 'has'> {
  return {
    async open(committee, sha256) {
      const stream = createReadStream(placeOf(dir, committee, sha256).file);
      return new Promise((resolve, reject) => {
        stream.once('open', () => resolve(stream));
        stream.once('error', (error) => (hasCode(error, 'ENOENT') ? resolve(null) : reject(error)));
      });
    },
    async has(committee, sha256) {
      try {
        await access(placeOf(dir, committee, sha256).file, constants.R_OK);
        return true;
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return false;
        throw error;
      }
    },
  };
}

/** Files by their content in the data folder. Throws StorageError as `openFolder` does. */
export async function openLowdbFiles(options: FolderOptions): Promise<Files> {
  const { dir, close } = await openFolder('files', options);
  let closed = false;
  const running = new Set<Promise<unknown>>();
  const placing = new Map<string, Promise<void>>();
  /** One at a time for each file, so that nobody takes away what somebody else was just promised. */
  const inTurn = (file: string, work: () => Promise<void>): Promise<void> => {
    const mine = (placing.get(file) ?? Promise.resolve()).catch(() => {}).then(work);
    placing.set(file, mine);
    const forget = (): void => void (placing.get(file) === mine && placing.delete(file));
    mine.then(forget, forget);
    return mine;
  };
  try {
    for (const committee of options.committees) {
      const folder = filesFolder(dir, committee);
      await makeFolder(folder);
      // What a crash cut short: nobody was ever told that it was kept.
      for (const name of await readdir(folder))
        if (unfinished.test(name)) await rm(join(folder, name), { force: true });
    }
  } catch (error) {
    await close();
    throw error;
  }

  async function store(committee: string, content: AsyncIterable<Uint8Array>): Promise<StoredFile> {
    const temporary = join(filesFolder(dir, committee), `.new-${randomBytes(9).toString('hex')}`);
    try {
      const handle = await open(temporary, 'wx', 0o600);
      const stored = await fill(handle, content).finally(() => handle.close());
      const { folder, file } = placeOf(dir, committee, stored.sha256);
      await makeFolder(folder);
      await inTurn(file, () => place(temporary, folder, file));
      return stored;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  return {
    ...readLowdbFiles(dir),
    async put(committee, content) {
      if (closed) throw new Error('the files are closed');
      const work = store(committee, content instanceof Uint8Array ? once(content) : content);
      running.add(work);
      return work.finally(() => running.delete(work));
    },
    async close() {
      if (closed) return;
      closed = true;
      await Promise.allSettled(running);
      await close();
    },
  };
}
