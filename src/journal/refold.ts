import { step } from '../fold.ts';
import type { Ledger } from '../ports/ledger.ts';
import { forgetFound } from '../view/looked.ts';
import type { View } from '../view.ts';

export interface Refolding {
  readonly ledger: Pick<Ledger, 'read'>;
  readonly committee: string;
  /** The view whose runs are damaged. */
  readonly view: View;
  /** An empty one to fold into. */
  readonly fresh: View;
  /** Told after each entry; what it gives is waited for. */
  readonly read?: ((view: View) => Promise<void> | undefined) | undefined;
}

/** Folds all of a ledger anew and puts that in a view's place. What is appended meanwhile is in it. */
export async function refold({ ledger, committee, view, fresh, read }: Refolding): Promise<void> {
  do {
    for await (const entry of ledger.read(committee, fresh.head.seq + 1)) {
      step(fresh, entry);
      await read?.(fresh);
    }
  } while (fresh.head.seq < view.head.seq);
  Object.assign(view, fresh);
  forgetFound(view);
}
