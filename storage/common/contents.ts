import { createHash, randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files, StoredFile } from '../../src/ports/files.ts';
import { hasCode } from './errors.ts';
import { makeFolder, syncFolder } from './folders.ts';

const hashForm = /^[0-9a-f]{64}$/;
const unfinished = /^\.new-/;

/** The folder of a committee's contents. */
export type FolderOf = (committee: string) => string;

/** Throws RangeError for what is no SHA-256. */
export function checkHash(sha256: string): void {
  if (!hashForm.test(sha256)) throw new RangeError('not a SHA-256 in hex');
}

/** Where a content lies: `ab/<sha256>`. Throws RangeError for what is no hash. */
function placeOf(top: string, sha256: string): { folder: string; file: string } {
  checkHash(sha256);
  const folder = join(top, sha256.slice(0, 2));
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

/** Reads contents; takes no lock and writes nothing. */
export function readContents(folderOf: FolderOf): Pick<Files, 'open' | 'has'> {
  return {
    async open(committee, sha256) {
      const stream = createReadStream(placeOf(folderOf(committee), sha256).file);
      return new Promise((resolve, reject) => {
        stream.once('open', () => resolve(stream));
        stream.once('error', (error) => (hasCode(error, 'ENOENT') ? resolve(null) : reject(error)));
      });
    },
    async has(committee, sha256) {
      try {
        await access(placeOf(folderOf(committee), sha256).file, constants.R_OK);
        return true;
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return false;
        throw error;
      }
    },
  };
}

/**
 * Makes the folders and removes what a crash cut short, of which nobody was ever told that it was kept; where others
 * may be writing now, only what is from before the instant `olderThan`.
 */
export async function prepareContents(folders: readonly string[], olderThan?: number): Promise<void> {
  for (const folder of folders) {
    await makeFolder(folder);
    for (const name of await readdir(folder)) {
      if (!unfinished.test(name)) continue;
      const file = join(folder, name);
      if (olderThan !== undefined && (await stat(file)).mtimeMs > olderThan) continue;
      await rm(file, { force: true });
    }
  }
}

/** Keeps contents under their hash, in folders that `prepareContents` made. */
export function openContents(folderOf: FolderOf): Pick<Files, 'put'> & { idle(): Promise<void> } {
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

  async function store(top: string, content: AsyncIterable<Uint8Array>): Promise<StoredFile> {
    const temporary = join(top, `.new-${randomBytes(9).toString('hex')}`);
    try {
      const handle = await open(temporary, 'wx', 0o600);
      const stored = await fill(handle, content).finally(() => handle.close());
      const { folder, file } = placeOf(top, stored.sha256);
      await makeFolder(folder);
      await inTurn(file, () => place(temporary, folder, file));
      return stored;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  return {
    put(committee, content) {
      const work = store(folderOf(committee), content instanceof Uint8Array ? once(content) : content);
      running.add(work);
      return work.finally(() => running.delete(work));
    },
    async idle() {
      await Promise.allSettled(running);
    },
  };
}
