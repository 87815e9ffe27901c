import fs from 'node:fs';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { hasCode } from './errors.ts';

/** Makes entries of a folder (new, renamed or removed names) survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const fd = await promisify(fs.open)(folder, 'r');
  try {
    await promisify(fs.fsync)(fd);
    // An XFS that was shut down under it loses what was logged and still takes a folder's fsync; it fails here.
    await promisify(fs.fstat)(fd);
  } finally {
    await promisify(fs.close)(fd);
  }
}

/** Folders whose names this process knows to be on disk. */
const settled = new Set<string>();

/** Makes a folder, private to its owner, and those above it that are missing; durable when it resolves. */
export async function makeFolder(folder: string): Promise<void> {
  const path = resolve(folder);
  const made = await fs.promises.mkdir(path, { recursive: true, mode: 0o700 });
  if (made === undefined) {
    // Whoever made it may have died before its name was on disk, or may not be done yet.
    if (!settled.has(path)) await syncFolder(dirname(path)).catch(unlessClosed);
  } else {
    const top = dirname(resolve(made));
    for (let at = dirname(path); ; at = dirname(at)) {
      await syncFolder(at);
      if (at === top || at === dirname(at)) break;
    }
  }
  settled.add(path);
}

/** A folder that stands in one that this user may not read was made by somebody else. */
function unlessClosed(error: unknown): void {
  if (!hasCode(error, 'EACCES', 'EPERM')) throw error;
}
