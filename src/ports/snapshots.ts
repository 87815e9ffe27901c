import type { Head, Json } from '../entry.ts';
import type { Fresh, Run } from './runs.ts';

/** What a program derived from the entries up to `seq`, so that a start need not read them all again. */
export interface Snapshot extends Head {
  readonly state: Json;
  /** What its big tables held, the newest first; none where `state` has all. */
  readonly runs?: readonly Run[];
}

/**
 * Keeps the newest snapshot; `loadSnapshot` gives one only if the ledger still holds its entry, else null. On a
 * damaged ledger, which takes no more entries, it gives what there is.
 */
export interface Snapshots {
  saveSnapshot(committee: string, snapshot: Snapshot): Promise<void>;
  loadSnapshot(committee: string): Promise<Snapshot | null>;
  /**
   * Writes what came since and what older runs hold, the newest first, as a run, while others go on. It stays once a
   * snapshot names it. Left out where a snapshot is kept whole.
   */
  writeRun?(committee: string, fresh: Fresh, older: readonly Run[]): Promise<Run>;
}
