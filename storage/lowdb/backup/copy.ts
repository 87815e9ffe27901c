import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, link, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasCode } from '../../common/errors.ts';
import { makeFolder, syncFolder } from '../../common/folders.ts';

export interface Content {
  /** In hex. */
  readonly sha256: string;
  readonly bytes: number;
}

const unfinished = '.nuevo-';

/** Shares of networks often can't sync a folder; their files are synced all the same. */
export async function syncWhereItCan(folder: string): Promise<void> {
  await syncFolder(folder).catch((error: unknown) => {
    if (!hasCode(error, 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR', 'EPERM', 'EBADF')) throw error;
  });
}

/** The hash and size of a file; null where there is none. */
export async function contentOf(file: string): Promise<Content | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  return { sha256: hash.digest('hex'), bytes };
}

async function fill(to: FileHandle, from: string): Promise<Content> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(from, { highWaterMark: 1 << 18 })) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    await to.writeFile(chunk as Buffer);
  }
  await to.sync();
  return { sha256: hash.digest('hex'), bytes };
}

/**
 * Copies a file, private and synced, in the folder where it will stay, so that it appears whole; its name is durable
 * once the folder is synced. `sha256` is what it must hold: another content leaves nothing there, and null is given.
 */
export async function copyFile(from: string, to: string, sha256?: string): Promise<Content | null> {
  const temporary = join(dirname(to), `${unfinished}${randomBytes(9).toString('hex')}`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    const content = await fill(handle, from).finally(() => handle.close());
    if (sha256 !== undefined && content.sha256 !== sha256) {
      await rm(temporary, { force: true });
      return null;
    }
    await rename(temporary, to);
    return content;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The same file under a second name, where both lie on one disk; false where that can't be. */
export async function linkFile(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EEXIST')) return false;
    throw error;
  }
}

/** Writes a small new file, private and synced. */
export async function writeNew(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder and gives its path. */
export async function folderAt(...path: readonly string[]): Promise<string> {
  const folder = join(...path);
  await stat(folder).catch(async (error: unknown) => {
    if (!hasCode(error, 'ENOENT')) throw error;
    await makeFolder(folder);
  });
  return folder;
}
