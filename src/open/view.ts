import type { Snapshot } from '../ports.ts';
import { restore, type View, viewVersion } from '../view.ts';

/** The view of the last snapshot; undefined where there is none of this version. */
export async function loadView(
  ledger: { loadSnapshot(committee: string): Promise<Snapshot | null> },
  committee: string,
): Promise<View | undefined> {
  const snapshot = await ledger.loadSnapshot(committee);
  const state = snapshot?.state as { version?: number; view?: never } | undefined;
  return state?.version === viewVersion && state.view ? restore(state.view) : undefined;
}
