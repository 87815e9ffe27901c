import { type Entry, origin } from '../../src/entry.ts';
import { type Damage, DamagedLedger } from '../../src/ports/ledger.ts';
import type { Snapshots } from '../../src/ports/snapshots.ts';
import type { StoredLedger } from '../../src/ports/store.ts';
import { turns } from '../common/turns.ts';
import { checkAll, pages, restMs } from './chain.ts';
import type { Db } from './db.ts';
import { openWriter, type Writer } from './writer.ts';

export interface PostgresLedgerOptions {
  readonly db: Db;
  readonly committees: readonly string[];
  /** Names this process. */
  readonly instance: string;
  /** Told once a committee when damage is found, at the start or later; nothing more is written then. */
  readonly onDamage?: ((damage: Damage) => void) | undefined;
  /** Told when the check after the start could not be done. */
  readonly onUnchecked?: ((committee: string, error: unknown) => void) | undefined;
  /** How long to look for what became of an append whose answer was lost. */
  readonly doubtMs?: number | undefined;
}

/** All but what is derived of it. */
export type PostgresLedger = Omit<StoredLedger, keyof Snapshots>;

/**
 * The ledger on PostgreSQL, for any number of processes. Damage does not keep it from opening: `damage` tells, reading
 * throws DamagedLedger where it is met, and `append` from then on.
 */
export async function openPostgresLedger(options: PostgresLedgerOptions): Promise<PostgresLedger> {
  const { db, committees, onDamage, onUnchecked } = options;
  const damages = new Map<string, Damage>();
  const writers = new Map<string, Writer>();
  let closed = false;

  await db.query(
    `insert into heads (committee, seq, hash) select c, $2, $3 from unnest($1::text[]) c
     on conflict (committee) do nothing`,
    [committees, origin.seq, origin.hash],
  );
  for (const committee of committees)
    writers.set(
      committee,
      openWriter({ db, committee, instance: options.instance, doubtMs: options.doubtMs }),
    );

  function note(committee: string, error: unknown): void {
    if (!(error instanceof DamagedLedger) || damages.has(committee)) return;
    damages.set(committee, error.damage);
    onDamage?.(error.damage);
  }

  async function* read(committee: string, from: number): AsyncGenerator<Entry> {
    of(committee);
    try {
      for await (const entries of pages(db.query, committee, from)) yield* entries;
    } catch (error) {
      note(committee, error);
      throw error;
    }
  }

  function of(committee: string): Writer {
    const writer = writers.get(committee);
    if (writer === undefined) throw new Error(`the ledger of ${committee} is not open`);
    return writer;
  }

  // One after the other, so that the check of many takes no more than one connection.
  const checks = new Map<string, Promise<void>>();
  let last: Promise<void> = Promise.resolve();
  for (const committee of committees) {
    last = last.then(() => check(committee));
    checks.set(committee, last);
  }
  async function check(committee: string): Promise<void> {
    if (closed) return;
    const stopped = (): boolean => closed || damages.has(committee);
    const resting = turns(restMs);
    try {
      await checkAll(db.query, committee, { stopped, turn: () => (stopped() ? undefined : resting()) });
    } catch (error) {
      if (error instanceof DamagedLedger) note(committee, error);
      else if (!closed) onUnchecked?.(committee, error);
    }
  }

  return {
    head: async (committee) => of(committee).head(),
    read,
    async append(committee, after, entries) {
      if (closed) throw new Error('the ledger is closed');
      const damage = damages.get(committee);
      if (damage !== undefined) throw new DamagedLedger(damage);
      return of(committee).append(after, entries);
    },
    turn: (committee) => of(committee).turn(),
    damage: (committee) => damages.get(committee) ?? null,
    verified: async (committee) => checks.get(committee),
    async close() {
      if (closed) return;
      closed = true;
      await Promise.all([...writers.values()].map((writer) => writer.idle()));
      await last;
    },
  };
}
