import { rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Low } from 'lowdb';
import { DamagedRun, type Fresh, type Run, type Snapshot } from '../../src/ports.ts';
import { hasCode } from '../common/errors.ts';
import { makeFolder, syncFolder } from '../common/folders.ts';
import type { Turn } from '../common/turns.ts';
import { adopt } from './durable.ts';
import { committeeFolder } from './folder.ts';
import { openRun, type StoredRun } from './run.ts';
import { writeRun } from './run-write.ts';
import { readDerived, type StoredSnapshot, snapshotFile } from './snapshot.ts';

/** A committee's newest snapshot and the runs that it names. */
export interface Snapshots {
  /** Null where there is none, or not all of it is what was written. */
  load(): Promise<Snapshot | null>;
  /** What it no longer names is deleted. */
  save(snapshot: Snapshot): Promise<void>;
  writeRun(fresh: Fresh, older: readonly Run[]): Promise<Run>;
  /** Reads all runs whole until `stopped`; asks `turn` on the way. */
  check(turn: Turn, stopped: () => boolean): Promise<void>;
  close(): void;
}

export const runsFolder = (dir: string, committee: string): string =>
  join(committeeFolder(dir, committee), 'runs');

async function openAll(
  folder: string,
  names: readonly string[],
  spoiled: (error: DamagedRun) => void,
): Promise<StoredRun[]> {
  const open: StoredRun[] = [];
  try {
    for (const name of names) open.push(await openRun(folder, name, spoiled));
    return open;
  } catch (error) {
    for (const run of open) run.close();
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
export async function readSnapshot(dir: string, committee: string): Promise<Snapshot | null> {
  for (let tries = 1; ; tries += 1) {
    const stored = await readDerived(snapshotFile(dir, committee));
    if (stored === null) return null;
    try {
      return withRuns(stored, await openAll(runsFolder(dir, committee), stored.runs, () => {}));
    } catch (error) {
      if (!isGone(error)) throw error;
      if (tries === 3) return null;
    }
  }
}

/**
 * The snapshots of a committee whose folder is locked. Where a run is found damaged, `spoiled` is told once; the snapshot
 * is gone then, so that the next start folds the ledger anew.
 */
export function openSnapshots(
  dir: string,
  committee: string,
  spoiled: (error: DamagedRun) => void,
): Snapshots {
  const folder = runsFolder(dir, committee);
  const open = new Map<string, StoredRun>();
  let file: Low<StoredSnapshot | null> = snapshotFile(dir, committee);
  let read: Promise<StoredSnapshot | null> | null = null;

  function onSpoiled(error: DamagedRun): void {
    const known = [...open.values()];
    if (known.length === 0) return;
    open.clear();
    rmSync(join(committeeFolder(dir, committee), 'snapshot.json'), { force: true });
    file = snapshotFile(dir, committee);
    read = null;
    // What was derived from one of them hangs on all of them.
    for (const run of known) run.spoil(error);
    spoiled(error);
  }

  const stored = (): Promise<StoredSnapshot | null> => {
    read ??= readDerived(file);
    return read;
  };

  return {
    async load() {
      const found = await stored();
      if (found === null) return null;
      try {
        const more = found.runs.filter((name) => !open.has(name));
        for (const run of await openAll(folder, more, onSpoiled)) open.set(run.name, run);
      } catch (error) {
        if (!isGone(error)) throw error;
        return null;
      }
      return withRuns(
        found,
        found.runs.map((name) => open.get(name)!),
      );
    },
    async save({ runs = [], ...snapshot }) {
      // Only what was read, or found absent, may be written over.
      await stored();
      const names = runs.map((run) => run.name);
      const now = { ...snapshot, runs: names };
      await adopt(file, now);
      read = Promise.resolve(now);
      for (const name of open.keys()) if (!names.includes(name)) open.delete(name);
      const there = await readdir(folder).catch((): string[] => []);
      for (const name of there) if (!names.includes(name)) await rm(join(folder, name), { force: true });
    },
    async writeRun(fresh, older) {
      await makeFolder(folder);
      const name = await writeRun(folder, fresh, older as readonly StoredRun[]);
      await syncFolder(folder);
      const run = await openRun(folder, name, onSpoiled);
      open.set(name, run);
      return run;
    },
    async check(turn, stopped) {
      for (const run of [...open.values()])
        for (const table of run.tables) {
          const rows = run.cursor(table);
          for (let n = 1; rows.next(); n += 1) {
            if (n % 64 === 0) await turn();
            if (stopped()) return;
          }
        }
    },
    close() {
      for (const run of open.values()) run.close();
      open.clear();
    },
  };
}
