import { join } from 'node:path';
import { Low } from 'lowdb';
import { z } from 'zod';
import { type Head, type Json, origin } from '../../src/entry.ts';
import { StorageError } from '../common/errors.ts';
import { entryAt, type Listing } from './chain.ts';
import { durableFile } from './durable.ts';
import { committeeFolder } from './folder.ts';
import { sealed } from './sealed.ts';

const headSchema = z.object({ seq: z.number().int().nonnegative(), hash: z.string() });

/** How far a ledger has come at least: a ledger that ends before has lost entries. */
export interface Reached extends Head {
  /** Number of the segment that holds it. */
  readonly segment: number;
}

const json = (value: unknown): string => JSON.stringify(value);

function file<T>(dir: string, committee: string, name: string, decode: (value: unknown) => T): Low<T | null> {
  const path = join(committeeFolder(dir, committee), name);
  return new Low<T | null>(durableFile(path, sealed<T | null>(path, json, decode)), null);
}

export const reachedFile = (dir: string, committee: string): Low<Reached | null> =>
  file(dir, committee, 'reached.json', (value) =>
    headSchema.extend({ segment: z.number().int() }).parse(value),
  );

/** A snapshot as it is stored: its runs by their names, the newest first. */
export interface StoredSnapshot extends Head {
  readonly state: Json;
  readonly runs: readonly string[];
}

const runName = z.string().regex(/^[0-9a-f]{24}$/);
const snapshotSchema = headSchema.extend({ state: z.unknown(), runs: z.array(runName).default([]) });

export const snapshotFile = (dir: string, committee: string): Low<StoredSnapshot | null> =>
  file<StoredSnapshot>(dir, committee, 'snapshot.json', (value) => {
    const { state, ...rest } = snapshotSchema.parse(value);
    return { ...rest, state: state as Json } as StoredSnapshot;
  });

/** Reads what can be computed again: damaged is as good as absent. */
export async function readDerived<T>(db: Low<T | null>): Promise<T | null> {
  try {
    await db.read();
  } catch (error) {
    if (!(error instanceof StorageError && error.problem.code === 'damaged-file')) throw error;
    return null;
  }
  return db.data;
}

/** Whether a ledger still holds this very entry. */
export async function holds(from: Listing, head: Head): Promise<boolean> {
  const hash = head.seq === 0 ? origin.hash : (await entryAt(from, head.seq))?.hash;
  return hash === head.hash;
}
