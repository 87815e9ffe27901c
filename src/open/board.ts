import { type BoardOptions, createBoard } from '../board/index.ts';
import type { LedgerCheck } from '../board/ledger.ts';
import type { Board } from '../ports/board.ts';
import type { Store } from '../ports/store.ts';
import { ledgerZip } from './ledger-zip.ts';

interface Options extends Omit<BoardOptions, 'lastCheck' | 'checkNow' | 'ledgerZip'> {
  readonly store: Store;
}

/** The board over an opened store: what its pages say of the ledger is asked of the ledger itself. */
export function openBoard({ store, ...options }: Options): Board {
  const committee = options.programme.committee.id;
  const { ledger } = store;
  let last: LedgerCheck | null = null;
  let checking: Promise<void> | null = null;
  // A start goes on verifying what its snapshot did not vouch for.
  void ledger.verified(committee).then(() => {
    const damaged = ledger.damage(committee)?.segment ?? null;
    last ??= { at: options.now(), entries: options.journal.view().head.seq, damaged };
  });
  const check = async (): Promise<void> => {
    const found = await store.verify(committee);
    const entries = found.ok ? found.entries : 0;
    last = { at: options.now(), entries, damaged: found.ok ? null : found.segment };
  };
  return createBoard({
    ...options,
    lastCheck: () => last,
    checkNow: () => {
      checking ??= check().finally(() => {
        checking = null;
      });
      return checking;
    },
    ledgerZip: (isWithheld) => ledgerZip((folder) => store.exportLedger(committee, folder, isWithheld)),
  });
}
