import { chmod, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonical } from '../../src/entry.ts';
import { durableFile, sweep } from '../common/durable.ts';
import { hasCode, StorageError } from '../common/errors.ts';
import { makeFolder } from '../common/folders.ts';
import { finishRestore } from './backup/finish.ts';
import { type Lock, takeLock } from './lock.ts';

export interface FolderOptions {
  /** The data folder; made when it is missing. */
  readonly dir: string;
  /** The committees that it serves; it refuses any other from then on. */
  readonly committees: readonly string[];
  /** How long to wait for another process to let go of the folder, in milliseconds; 10 s when left out. */
  readonly waitMs?: number;
  readonly onWait?: (holder: { readonly pid: number }) => void;
}

export interface Folder {
  readonly dir: string;
  close(): Promise<void>;
}

/** What a folder's format.json says. It is read before anything else, so its own layout never changes. */
const markerSchema = z.object({ committees: z.array(z.string()), format: z.number().int().positive() });
type Marker = z.infer<typeof markerSchema>;

/**
 * What a data folder holds, as a whole: it grows with every kind of entry and every layout that a program of before
 * would take for something else, so that it refuses the folder. 2: declared restores, whose folios jump.
 */
export const dataFormat = 2;

const markerName = 'format.json';
const committeeName = z.string().regex(/^[a-z0-9-]{2,32}$/);

/** The folder of a committee's files. */
export const committeeFolder = (dir: string, committee: string): string =>
  join(dir, committeeName.parse(committee));

/** What a data folder says of itself; null when it says nothing. Throws when a newer program wrote it. */
export async function readMarker(dir: string): Promise<Marker | null> {
  const file = join(dir, markerName);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
  let marker: Marker;
  try {
    marker = markerSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StorageError({ code: 'damaged-file', file }, { cause });
  }
  if (marker.format > dataFormat)
    throw new StorageError({ code: 'newer-format', file, format: marker.format });
  return marker;
}

/** Refuses a committee that the folder does not serve. */
export function checkServes(dir: string, marker: Marker, committee: string): void {
  if (!marker.committees.includes(committee))
    throw new StorageError({
      code: 'other-committee',
      folder: dir,
      found: marker.committees,
      wanted: committee,
    });
}

async function hasData(dir: string): Promise<boolean> {
  const folders = (await readdir(dir, { withFileTypes: true })).filter((item) => item.isDirectory());
  const inside = await Promise.all(
    folders.map(({ name }) => readdir(join(dir, name)).catch((): string[] => [])),
  );
  return inside.some((names) => names.includes('ledger') || names.includes('directory'));
}

async function mark(dir: string, committees: readonly string[]): Promise<void> {
  const marker = await readMarker(dir);
  if (marker !== null) {
    for (const committee of committees) checkServes(dir, marker, committee);
    return;
  }
  if (await hasData(dir)) throw new StorageError({ code: 'no-marker', folder: dir });
  await durableFile<unknown>(join(dir, markerName), codec).write({ committees, format: dataFormat });
}

const codec = { encode: canonical, decode: () => null };

/** Marks a folder, whose lock is held, as one that only programs of today and later understand. */
export async function raiseFormat(dir: string): Promise<void> {
  const marker = await readMarker(dir);
  if (marker === null || marker.format === dataFormat) return;
  const file = durableFile<unknown>(join(dir, markerName), codec);
  await file.read();
  await file.write({ ...marker, format: dataFormat });
}

const own =
  /^(lock\b.*|(format|version)\.json|real-platforms\.json|backup-lock\b.*|respaldos|reemplazado-.*|pat\.sock|cliente|pictures|snapshots|\.write-test-[0-9a-f]+|\.restaurando.*)$/;

/**
 * Closes a data folder to everybody but its owner where nothing is in it but the bot's. One that holds other things, or
 * is shared by its sticky bit, stays as it is.
 */
async function closeToOthers(dir: string, committees: readonly string[]): Promise<void> {
  const { mode, uid } = await stat(dir);
  if ((mode & 0o077) === 0 || (mode & 0o1000) !== 0 || uid !== process.getuid?.()) return;
  const names = await readdir(dir);
  if (names.every((name) => own.test(name) || committees.includes(name))) await chmod(dir, 0o700);
}

interface Held {
  readonly lock: Lock;
  readonly parts: Set<string>;
}

// One lock for the process: its ledger and its directory share it, and it goes when both are closed.
const held = new Map<string, Promise<Held>>();

/**
 * Opens one part (`ledger`, `directory`) of a data folder for writing: takes the folder's lock, which refuses a
 * second process, and checks whose it is. Throws StorageError `locked`, `other-committee`, `newer-format`,
 * `no-marker`, `damaged-file`.
 */
export async function openFolder(part: string, options: FolderOptions): Promise<Folder> {
  const { committees, waitMs = 10_000, onWait } = options;
  for (const committee of committees) committeeName.parse(committee);
  await makeFolder(options.dir);
  const dir = await realpath(options.dir);
  const lockOptions = { waitMs, ...(onWait === undefined ? {} : { onWait }) };

  let holding = held.get(dir);
  if (holding === undefined) {
    holding = takeLock(join(dir, 'lock'), lockOptions).then(async (lock) => {
      await sweep(dir).catch(async (error: unknown) => {
        await lock.release();
        throw error;
      });
      return { lock, parts: new Set<string>() };
    });
    held.set(dir, holding);
    holding.catch(() => held.delete(dir));
  }
  const { lock, parts } = await holding;
  if (parts.has(part))
    throw new StorageError({ code: 'locked', folder: dir, pid: process.pid, elsewhere: false });
  parts.add(part);

  const close = async () => {
    if (!parts.delete(part) || parts.size > 0) return;
    held.delete(dir);
    await lock.release();
  };
  try {
    await closeToOthers(dir, committees);
    await finishRestore(dir);
    await mark(dir, committees);
    for (const committee of committees) await makeFolder(committeeFolder(dir, committee));
  } catch (error) {
    await close();
    throw error;
  }
  return { dir, close };
}
