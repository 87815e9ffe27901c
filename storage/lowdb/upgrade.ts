import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonical, origin } from '../../src/entry.ts';
import { DamagedLedger } from '../../src/ports/ledger.ts';
import { durableFile } from '../common/durable.ts';
import { StorageError } from '../common/errors.ts';
import { listing, walk } from './chain.ts';
import {
  dataFormat,
  type Folder,
  type FolderOptions,
  openFolder,
  raiseFormat,
  readMarker,
} from './folder.ts';

export interface ProgramOptions extends FolderOptions {
  /** This program's version. */
  readonly program: string;
  readonly knows: (kind: string) => boolean;
  /** Called before this program writes to data of another one; where it throws nothing is written. */
  readonly backup: (before: string | null) => Promise<void>;
}

const versionSchema = z.object({ program: z.string() });
const codec = { encode: canonical, decode: () => null };

/** The version of the program that last wrote to a data folder; null where it is not known. */
async function programOf(dir: string): Promise<string | null> {
  const text = await readFile(join(dir, 'version.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return versionSchema.parse(JSON.parse(text)).program;
  } catch {
    return null;
  }
}

/**
 * Takes a data folder for this program, as the first of its parts that is opened. Data of another version are backed
 * up before anything is written. Throws StorageError `newer-format`, `newer-kind` and those of `openFolder`.
 */
export async function openProgram(options: ProgramOptions): Promise<Folder> {
  const { program, knows, backup, committees } = options;
  const folder = await openFolder('program', options);
  const { dir } = folder;
  try {
    const before = await programOf(dir);
    const marker = await readMarker(dir);
    if (before === program && marker?.format === dataFormat) return folder;
    let entries = 0;
    for (const committee of committees) entries += await countKnown(dir, committee, knows);
    if (entries > 0) await backup(before);
    await raiseFormat(dir);
    const file = durableFile<unknown>(join(dir, 'version.json'), codec);
    await file.read();
    await file.write({ program });
    return folder;
  } catch (error) {
    // It opens all the same, takes nothing and tells the committee; the next sound start begins here again.
    if (error instanceof DamagedLedger) return folder;
    await folder.close();
    throw error;
  }
}

/** How many entries there are, all of kinds that this program knows. */
async function countKnown(dir: string, committee: string, knows: ProgramOptions['knows']): Promise<number> {
  let count = 0;
  for await (const { entries } of walk(await listing(dir, committee), 1, origin))
    for (const { kind, seq } of entries) {
      if (!knows(kind)) throw new StorageError({ code: 'newer-kind', folder: dir, kind, seq });
      count = seq;
    }
  return count;
}
