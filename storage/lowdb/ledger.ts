import type { Logger } from 'pino';
import type { Damage } from '../../src/ports/ledger.ts';
import type { StoredLedger } from '../../src/ports/store.ts';
import type { Progress } from '../common/entries.ts';
import { StorageError } from '../common/errors.ts';
import { type FolderOptions, openFolder } from './folder.ts';
import { type Journal, openJournal } from './journal.ts';

export interface LowdbLedgerOptions extends FolderOptions {
  /** Told once a committee when damage is found, at the start or later; nothing more is written then. */
  readonly onDamage?: (damage: Damage) => void;
  /** Told while a start has to verify everything. */
  readonly onProgress?: Progress;
  readonly logger?: Pick<Logger, 'warn'>;
}

/**
 * The ledger on lowdb. Damage does not keep it from opening: `damage` tells, reading throws DamagedLedger where it
 * is met, and `append` always. Throws StorageError as `openFolder` does.
 */
export async function openLowdbLedger(options: LowdbLedgerOptions): Promise<StoredLedger> {
  const folder = await openFolder('ledger', options);
  const journals = new Map<string, Journal>();
  async function close(): Promise<void> {
    try {
      await Promise.all([...journals.values()].map((journal) => journal.close()));
    } finally {
      await folder.close();
    }
  }
  try {
    const { logger, onDamage, onProgress } = options;
    for (const committee of options.committees)
      journals.set(
        committee,
        await openJournal({ dir: folder.dir, committee, logger, onDamage, onProgress }),
      );
  } catch (error) {
    await close();
    throw error;
  }

  function of(committee: string): Journal {
    const journal = journals.get(committee);
    if (journal !== undefined) return journal;
    const found = [...journals.keys()];
    throw new StorageError({ code: 'other-committee', folder: folder.dir, found, wanted: committee });
  }

  return {
    head: async (committee) => of(committee).head(),
    read: (committee, from) => of(committee).read(from),
    append: async (committee, after, entries) => of(committee).append(after, entries),
    saveSnapshot: async (committee, snapshot) => of(committee).saveSnapshot(snapshot),
    loadSnapshot: async (committee) => of(committee).loadSnapshot(),
    writeRun: async (committee, fresh, older) => of(committee).writeRun(fresh, older),
    damage: (committee) => of(committee).damage(),
    verified: async (committee, now) => of(committee).verified(now),
    close,
  };
}
