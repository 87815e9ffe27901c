import { origin } from '../../src/entry.ts';
import type { Account, Address, FreeText, Person } from '../../src/ports/directory.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { Snapshots } from '../../src/ports/snapshots.ts';
import { headOf } from '../common/entries.ts';
import { readSnapshot } from '../common/snapshots.ts';
import { type Listing, listing, readFrom, readSegment } from './chain.ts';
import { readAccounts, readAddresses, readPeople, readTexts } from './directory.ts';
import { checkServes, committeeFolder, readMarker } from './folder.ts';
import { holds } from './reached.ts';

/** A ledger to read from, beside the process that writes it. */
export interface LowdbReader extends Pick<Ledger, 'head' | 'read'>, Pick<Snapshots, 'loadSnapshot'> {
  /** The committees that the folder serves; none when nothing was ever written to it. */
  readonly committees: readonly string[];
}

/**
 * Reads a data folder without its lock and without writing to it; gives what is on disk when a call begins.
 * Reading throws DamagedLedger where damage is met. Throws StorageError `newer-format`, `damaged-file`,
 * `other-committee`.
 */
export async function openLowdbReader(dir: string): Promise<LowdbReader> {
  const marker = await readMarker(dir);

  async function list(committee: string): Promise<Listing> {
    if (marker !== null) checkServes(dir, marker, committee);
    return listing(dir, committee);
  }

  return {
    committees: marker?.committees ?? [],
    async head(committee) {
      const from = await list(committee);
      if (from.count === 0) return origin;
      const last = (await readSegment(from, from.count, null)).at(-1);
      return last === undefined ? origin : headOf(last);
    },
    async *read(committee, seq) {
      yield* readFrom(await list(committee), Math.max(1, seq));
    },
    async loadSnapshot(committee) {
      // The snapshot first: the ledger then holds at least what it was taken of.
      const kept = await readSnapshot(committeeFolder(dir, committee));
      return kept !== null && (await holds(await list(committee), kept)) ? kept : null;
    },
  };
}

/**
 * The people of a directory, read without its lock beside the process that writes it; none where nothing was ever written.
 * Throws StorageError `newer-format`, `damaged-file`, `other-committee`.
 */
export async function readLowdbPeople(dir: string, committee: string): Promise<readonly Person[]> {
  const marker = await readMarker(dir);
  if (marker === null) return [];
  checkServes(dir, marker, committee);
  return readPeople(dir, committee);
}

/** The free texts that people wrote, read in the same way. Throws as `readLowdbPeople` does. */
export async function readLowdbTexts(dir: string, committee: string): Promise<readonly FreeText[]> {
  const marker = await readMarker(dir);
  if (marker === null) return [];
  checkServes(dir, marker, committee);
  return readTexts(dir, committee);
}

/** Chat accounts and how they are reached, read in the same way. Throws as `readLowdbPeople` does. */
export async function readLowdbAccounts(
  dir: string,
  committee: string,
): Promise<{ readonly accounts: readonly Account[]; readonly addresses: readonly Address[] }> {
  const marker = await readMarker(dir);
  if (marker === null) return { accounts: [], addresses: [] };
  checkServes(dir, marker, committee);
  return { accounts: await readAccounts(dir, committee), addresses: await readAddresses(dir, committee) };
}
