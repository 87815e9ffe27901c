import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Head } from '../../src/entry.ts';
import type { Snapshot, Snapshots } from '../../src/ports/snapshots.ts';
import { sweep } from '../common/durable.ts';
import { groupCommit } from '../common/group.ts';
import {
  copySnapshot,
  type FolderSnapshots,
  forgetSnapshot,
  openSnapshots,
  readSnapshot,
  snapshotHead,
} from '../common/snapshots.ts';
import { turns } from '../common/turns.ts';
import { restMs } from './chain.ts';

/**
 * Where a committee's snapshots lie: each process reads and writes its own, since rows are read on the spot and none waits
 * for the network; a copy of the sender's, which is not always the newest, spares a process on a new machine the folding.
 */
export interface SnapshotFolders {
  readonly own: string;
  readonly shared: string;
}

export interface SnapshotPlaces {
  /** The data folder of this process for a committee. */
  readonly dataDirOf: (committee: string) => string;
  /** PAT_FILES_DIR, which all processes share. */
  readonly filesDir: string;
}

const foldersOf = ({ dataDirOf, filesDir }: SnapshotPlaces, committee: string): SnapshotFolders => ({
  own: join(dataDirOf(committee), 'snapshots', committee),
  shared: join(filesDir, committee, 'snapshot'),
});

/** Whether a ledger holds an entry. */
type Holds = (committee: string, head: Head) => Promise<boolean>;

export interface PostgresSnapshotsOptions extends SnapshotPlaces {
  readonly committees: readonly string[];
  readonly holds: Holds;
  /** Whether this process says what is due: of all one does, and its snapshot is copied. */
  readonly isSender: (committee: string) => boolean;
  /** What goes before the check of what was loaded. */
  readonly verified: (committee: string) => Promise<void>;
  readonly log?: Pick<Logger, 'warn'> | undefined;
}

export interface PostgresSnapshots extends Required<Snapshots> {
  /** Resolves when all that was loaded is checked, or was found damaged. */
  checked(committee: string): Promise<void>;
  close(): Promise<void>;
}

/** Whether so much came after a snapshot that a copy of a newer one is quicker than folding it. */
const isFarBehind = (older: Head | null, newer: Head): boolean =>
  newer.seq - (older?.seq ?? 0) >= Math.max(5000, newer.seq / 50);

/** The newest snapshot that a ledger holds, read beside the processes that write them. */
export async function readPostgresSnapshot(
  places: SnapshotPlaces,
  committee: string,
  holds: Holds,
): Promise<Snapshot | null> {
  const { own, shared } = foldersOf(places, committee);
  let newest: Snapshot | null = null;
  for (const folder of [own, shared]) {
    // What can't be read is as good as absent.
    const head = await snapshotHead(folder).catch(() => null);
    if (head === null || head.seq <= (newest?.seq ?? -1)) continue;
    const found = await readSnapshot(folder).catch(() => null);
    if (found !== null && (await holds(committee, found))) newest = found;
  }
  return newest;
}

/** The snapshots of this process. Whatever becomes of their files costs the time of folding the ledger anew. */
export function openPostgresSnapshots(options: PostgresSnapshotsOptions): PostgresSnapshots {
  const { committees, holds, isSender, log } = options;
  let closed = false;
  const all = new Map(committees.map((committee) => [committee, openOne(committee)]));

  function openOne(committee: string) {
    const { own: folder, shared } = foldersOf(options, committee);
    const failed = (err: unknown, what: string) => log?.warn({ err, committee }, what);
    const openOwn = (): FolderSnapshots =>
      openSnapshots(folder, (err) => {
        failed(err, 'the snapshot is damaged and gone');
        // What is damaged may have been copied from there, or to there.
        try {
          forgetSnapshot(shared);
        } catch (error) {
          failed(error, 'could not remove the shared snapshot');
        }
      });
    let own = openOwn();
    let loaded = false;
    let checking: Promise<void> | null = null;

    /** What a folder gives, where the ledger holds it; null where that can't be read. */
    async function sound<H extends Head>(reading: Promise<H | null>): Promise<H | null> {
      const found = await reading.catch((err: unknown) => {
        failed(err, 'could not read a snapshot');
        return null;
      });
      return found !== null && (await holds(committee, found)) ? found : null;
    }

    /** What is shared, where it spares much; before anything of this process's own is in use. */
    async function loadShared(than: Snapshot | null): Promise<Snapshot | null> {
      const there = await sound(snapshotHead(shared));
      if (there === null || !isFarBehind(than, there)) return than;
      own.close();
      // Another one may take its place meanwhile; of what is no snapshot here nothing is worth keeping.
      for (let tries = 1; tries <= 3; tries += 1)
        try {
          if (than === null) await rm(folder, { recursive: true, force: true });
          await copySnapshot(shared, folder);
          break;
        } catch (err) {
          failed(err, 'could not copy the shared snapshot');
        }
      own = openOwn();
      return sound(own.load());
    }

    async function share(head: Head): Promise<void> {
      if (!isSender(committee)) return;
      try {
        const there = await sound(snapshotHead(shared));
        if (isFarBehind(there, head)) await copySnapshot(folder, shared);
      } catch (err) {
        failed(err, 'could not share the snapshot');
      }
    }

    const saves = groupCommit<Snapshot, undefined>(async (group) => {
      const newest = group.at(-1)!;
      await own.save(newest);
      await share(newest);
      return group.map(() => undefined);
    });

    return {
      async load() {
        if (!loaded) await sweep(folder).catch(() => {});
        let found = await sound(own.load());
        if (!loaded) found = await loadShared(found);
        loaded = true;
        checking ??= options
          .verified(committee)
          .then(() => own.check(turns(restMs), () => closed))
          // What it finds it tells of by itself.
          .catch(() => {});
        return found;
      },
      save: (snapshot: Snapshot) => saves.submit(snapshot),
      writeRun: (...of: Parameters<FolderSnapshots['writeRun']>) => own.writeRun(...of),
      checked: async () => {
        await checking;
      },
      async close() {
        await saves.idle();
        await checking;
        own.close();
      },
    };
  }

  function of(committee: string) {
    if (closed) throw new Error('the ledger is closed');
    const one = all.get(committee);
    if (one === undefined) throw new Error(`the snapshots of ${committee} are not open`);
    return one;
  }

  return {
    loadSnapshot: async (committee) => of(committee).load(),
    saveSnapshot: async (committee, snapshot) => {
      await of(committee).save(snapshot);
    },
    writeRun: async (committee, fresh, older) => of(committee).writeRun(fresh, older),
    checked: async (committee) => all.get(committee)?.checked(),
    async close() {
      if (closed) return;
      closed = true;
      for (const one of all.values()) await one.close();
    },
  };
}
