import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { copyFile, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Head, Json } from '../../src/entry.ts';
import { DamagedRun, type Fresh, type Run } from '../../src/ports/runs.ts';
import type { Snapshot } from '../../src/ports/snapshots.ts';
import { type DurableFile, durableFile, readDerived, sweep } from './durable.ts';
import { headSchema } from './entries.ts';
import { hasCode } from './errors.ts';
import { makeFolder, syncFolder } from './folders.ts';
import { openRun, type StoredRun } from './run.ts';
import { writeRun } from './run-write.ts';
import { sealed } from './sealed.ts';
import type { Turn } from './turns.ts';

/** A snapshot as it is stored: its runs by their names, the newest first. */
interface StoredSnapshot extends Head {
  readonly state: Json;
  readonly runs: readonly string[];
}

const runName = z.string().regex(/^[0-9a-f]{24}$/);
const snapshotSchema = headSchema.extend({ state: z.unknown(), runs: z.array(runName).default([]) });
const name = 'snapshot.json';

function snapshotFile(folder: string): DurableFile<StoredSnapshot> {
  const path = join(folder, name);
  return durableFile(
    path,
    sealed<StoredSnapshot>(path, JSON.stringify, (value) => {
      const { state, ...rest } = snapshotSchema.parse(value);
      return { ...rest, state: state as Json };
    }),
  );
}

const runsFolder = (folder: string): string => join(folder, 'runs');

/** The newest snapshot of a folder, `snapshot.json`, and the runs that it names, in `runs/`. */
export interface FolderSnapshots {
  /** Null where there is none, or not all of it is what was written. */
  load(): Promise<Snapshot | null>;
  /** What it no longer names is deleted. */
  save(snapshot: Snapshot): Promise<void>;
  writeRun(fresh: Fresh, older: readonly Run[]): Promise<Run>;
  /** Reads all runs whole until `stopped`; asks `turn` on the way. */
  check(turn: Turn, stopped: () => boolean): Promise<void>;
  close(): void;
}

async function openAll(
  folder: string,
  names: readonly string[],
  spoiled: (error: DamagedRun) => void,
): Promise<StoredRun[]> {
  const opened: StoredRun[] = [];
  try {
    for (const name of names) opened.push(await openRun(folder, name, spoiled));
    return opened;
  } catch (error) {
    for (const run of opened) run.close();
    throw error;
  }
}

const withRuns = ({ runs: _, ...snapshot }: StoredSnapshot, runs: readonly Run[]): Snapshot => ({
  ...snapshot,
  ...(runs.length > 0 && { runs }),
});

const isGone = (error: unknown): boolean =>
  error instanceof DamagedRun || hasCode(error, 'ENOENT', 'EISDIR', 'EIO');

/** A stored snapshot read beside the process that writes it, which may meanwhile write the next one. */
export async function readSnapshot(folder: string): Promise<Snapshot | null> {
  for (let tries = 1; ; tries += 1) {
    const stored = await readDerived(snapshotFile(folder));
    if (stored === null) return null;
    try {
      return withRuns(stored, await openAll(runsFolder(folder), stored.runs, () => {}));
    } catch (error) {
      if (!isGone(error)) throw error;
      if (tries === 3) return null;
    }
  }
}

/** Removes a folder's snapshot, so that nobody takes it for sound. */
export const forgetSnapshot = (folder: string): void => rmSync(join(folder, name), { force: true });

async function keepOnly(folder: string, names: readonly string[]): Promise<void> {
  const there = await readdir(folder).catch((): string[] => []);
  for (const one of there) if (!names.includes(one)) await rm(join(folder, one), { force: true });
}

/** The entry that a folder's snapshot is of; null where there is none. */
export async function snapshotHead(folder: string): Promise<Head | null> {
  const stored = await readDerived(snapshotFile(folder));
  return stored && { seq: stored.seq, hash: stored.hash };
}

/**
 * Puts one folder's snapshot, with its runs, in the place of another's, which nobody has open; runs that are there are not
 * copied again. Throws what the file system throws, also where the one that is copied makes room for the next meanwhile.
 */
export async function copySnapshot(from: string, to: string): Promise<void> {
  const stored = await readDerived(snapshotFile(from));
  if (stored === null) return;
  const [source, target] = [runsFolder(from), runsFolder(to)];
  await makeFolder(target);
  await sweep(to);
  const there = await readdir(target);
  for (const run of stored.runs) {
    if (there.includes(run)) continue;
    const temporary = join(target, `${run}.${randomInt(2 ** 47)}`);
    await copyFile(join(source, run), temporary);
    // What has its name is whole, also after a power cut, since it is not copied again.
    const handle = await open(temporary, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(temporary, join(target, run));
  }
  const file = snapshotFile(to);
  await readDerived(file);
  await file.write(stored);
  await keepOnly(target, stored.runs);
}

/**
 * The snapshots of a folder that nobody else writes. Where a run is found damaged, `spoiled` is told once; the snapshot is
 * gone then, so that the next start folds the ledger anew.
 */
export function openSnapshots(folder: string, spoiled: (error: DamagedRun) => void): FolderSnapshots {
  const runs = runsFolder(folder);
  const opened = new Map<string, StoredRun>();
  let file = snapshotFile(folder);
  let read: Promise<StoredSnapshot | null> | null = null;

  function onSpoiled(error: DamagedRun): void {
    const known = [...opened.values()];
    if (known.length === 0) return;
    opened.clear();
    forgetSnapshot(folder);
    file = snapshotFile(folder);
    read = null;
    // What was derived from one of them hangs on all of them.
    for (const run of known) run.spoil(error);
    spoiled(error);
  }

  const stored = (): Promise<StoredSnapshot | null> => {
    read ??= readDerived(file).catch((error: unknown) => {
      read = null;
      throw error;
    });
    return read;
  };

  return {
    async load() {
      const found = await stored();
      if (found === null) return null;
      try {
        const more = found.runs.filter((name) => !opened.has(name));
        for (const run of await openAll(runs, more, onSpoiled)) opened.set(run.name, run);
      } catch (error) {
        if (!isGone(error)) throw error;
        return null;
      }
      return withRuns(
        found,
        found.runs.map((name) => opened.get(name)!),
      );
    },
    async save({ runs: held = [], ...snapshot }) {
      // Only what was read, or found absent, may be written over.
      await stored();
      const names = held.map((run) => run.name);
      const now = { ...snapshot, runs: names };
      await makeFolder(folder);
      try {
        await file.write(now);
      } catch (error) {
        // Whatever is there now is read before the next one.
        file = snapshotFile(folder);
        read = null;
        throw error;
      }
      read = Promise.resolve(now);
      for (const name of opened.keys()) if (!names.includes(name)) opened.delete(name);
      await keepOnly(runs, names);
    },
    async writeRun(fresh, older) {
      await makeFolder(runs);
      const name = await writeRun(runs, fresh, older as readonly StoredRun[]);
      await syncFolder(runs);
      const run = await openRun(runs, name, onSpoiled);
      opened.set(name, run);
      return run;
    },
    async check(turn, stopped) {
      for (const run of [...opened.values()])
        for (const table of run.tables) {
          const rows = run.cursor(table);
          for (let n = 1; rows.next(); n += 1) {
            if (n % 64 === 0) await turn();
            if (stopped()) return;
          }
        }
    },
    close() {
      for (const run of opened.values()) run.close();
      opened.clear();
    },
  };
}
