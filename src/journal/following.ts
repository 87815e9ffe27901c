import type { Entry } from '../entry.ts';
import { step } from '../fold.ts';
import { DamagedLedger, type Ledger } from '../ports/ledger.ts';
import { DamagedRun } from '../ports/runs.ts';
import { emptyView, type View } from '../view.ts';
import { refold } from './refold.ts';

export interface Followed {
  readonly ledger: Pick<Ledger, 'read'>;
  readonly committee: string;
  /** A view to start from instead of the empty one. */
  readonly from?: View;
  /** Told after each entry that is read; what it gives is waited for. */
  readonly read?: (view: View) => Promise<void> | undefined;
  /** An empty view to fold the ledger into anew, where what was kept of the one before is damaged. */
  readonly anew?: () => View;
}

/** The view of what is on disk, which takes in what comes there. */
export interface Following {
  readonly view: View;
  /** Why the ledger was read no further at the start; null where all of it is sound. */
  readonly damage: DamagedLedger | null;
  /** Takes in what was appended. */
  take(entries: readonly Entry[]): Promise<void>;
  /** Takes in what others appended. Throws DamagedRun. */
  refresh(): Promise<void>;
  /** Folds the ledger anew; who asks meanwhile waits for the same. */
  refold(): Promise<void>;
  /** Resolves when nothing is being folded anew. */
  settled(): Promise<void>;
  /** What a damaged run kept from being done is done once the ledger was folded anew; any other error is thrown. */
  mend(error: unknown): Promise<void>;
}

/** Reads a ledger to its end, or as far as it is sound. */
export async function follow(options: Followed): Promise<Following> {
  const { ledger, committee } = options;
  const view = options.from ?? emptyView();
  let refolding: Promise<void> | null = null;

  /** Reading on and an append may bring the same entry. */
  const takeOne = (entry: Entry): void => {
    if (entry.seq > view.head.seq) step(view, entry);
  };
  async function refresh(): Promise<void> {
    for await (const entry of ledger.read(committee, view.head.seq + 1)) {
      takeOne(entry);
      await options.read?.(view);
    }
  }
  const foldAnew = (): Promise<void> => {
    refolding ??= refold({ ...options, view, fresh: options.anew?.() ?? emptyView() }).finally(() => {
      refolding = null;
    });
    return refolding;
  };
  async function mend(error: unknown): Promise<void> {
    if (!(error instanceof DamagedRun)) throw error;
    await foldAnew();
  }
  const damage = await refresh()
    .catch(mend)
    .then(
      () => null,
      (error: unknown) => {
        if (error instanceof DamagedLedger) return error;
        throw error;
      },
    );

  return {
    ...{ view, damage, refresh, mend },
    take: async (entries) => entries.forEach(takeOne),
    refold: foldAnew,
    settled: async () => {
      await refolding;
    },
  };
}
