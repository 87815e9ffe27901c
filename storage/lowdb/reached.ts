import { join } from 'node:path';
import { z } from 'zod';
import { type Head, origin } from '../../src/entry.ts';
import { type DurableFile, durableFile } from '../common/durable.ts';
import { headSchema } from '../common/entries.ts';
import { sealed } from '../common/sealed.ts';
import { entryAt, type Listing } from './chain.ts';
import { committeeFolder } from './folder.ts';

/** How far a ledger has come at least: a ledger that ends before has lost entries. */
export interface Reached extends Head {
  /** Number of the segment that holds it. */
  readonly segment: number;
}

const reachedSchema = headSchema.extend({ segment: z.number().int() });

export function reachedFile(dir: string, committee: string): DurableFile<Reached> {
  const path = join(committeeFolder(dir, committee), 'reached.json');
  return durableFile(
    path,
    sealed<Reached>(path, JSON.stringify, (value) => reachedSchema.parse(value)),
  );
}

/** Whether a ledger still holds this very entry. */
export async function holds(from: Listing, head: Head): Promise<boolean> {
  const hash = head.seq === 0 ? origin.hash : (await entryAt(from, head.seq))?.hash;
  return hash === head.hash;
}
