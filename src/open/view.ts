import type { Run } from '../ports/runs.ts';
import type { Snapshots } from '../ports/snapshots.ts';
import { dump, emptyKeptView, freeze, restore, restoreKept, viewVersion } from '../view/snapshot.ts';
import { emptyView, type View } from '../view.ts';

type Source = Pick<Snapshots, 'loadSnapshot'>;
interface State {
  readonly version?: number;
  /** The view whole. */
  readonly view?: never;
  /** The view but for what lies in runs. */
  readonly kept?: never;
}

async function loaded(from: Source, committee: string): Promise<{ view: View; runs: readonly Run[] } | null> {
  const snapshot = await from.loadSnapshot(committee);
  const { version, view, kept } = (snapshot?.state ?? {}) as State;
  if (snapshot === null || version !== viewVersion) return null;
  const runs = snapshot.runs ?? [];
  if (kept) return { view: restoreKept(kept, runs), runs };
  return view ? { view: restore(view), runs } : null;
}

/** The view of the last snapshot; undefined where there is none of this version. */
export const loadView = async (from: Source, committee: string): Promise<View | undefined> =>
  (await loaded(from, committee))?.view;

/** Entries between two snapshots: what a start has to fold again at most. */
const snapshotEvery = 5000;

/** Rows that are written again at most when a program ends: a fraction of a second. */
const mostAtEnd = 50_000;

/** A view that goes on from the last snapshot, and how its next ones are saved. */
export interface KeptView {
  readonly view: View | undefined;
  /** An empty view to fold the ledger into anew, where what was kept turned out damaged. */
  anew(): View;
  /** Saves one where it is time to; one at a time. */
  saveInTime(view: View): Promise<void> | undefined;
  /** Saves one at the end, unless the newest is of the same entry: what takes long is left for another time. */
  save(view: View): Promise<void>;
}

/**
 * The view to start from. Where the store takes runs, each snapshot writes what came since, together with the newest
 * runs that are not much bigger: so there are few runs, and an entry is written again no more often than they double.
 */
export async function openView(ledger: Snapshots, committee: string): Promise<KeptView> {
  const found = await loaded(ledger, committee);
  let view = found?.view;
  if (ledger.writeRun) view ??= emptyKeptView();
  let runs = found?.runs ?? [];
  let saved = view?.head.seq ?? 0;
  let saving: Promise<void> | null = null;

  async function write(of: View, mostRows: number): Promise<void> {
    const { head } = of;
    saved = head.seq;
    if (!ledger.writeRun) {
      await ledger.saveSnapshot(committee, { ...head, state: { version: viewVersion, view: dump(of) } });
      return;
    }
    const { state, fresh, thaw } = freeze(of);
    const known = runs;
    let next: readonly Run[] | null = null;
    try {
      let size = Object.values(fresh).reduce((sum, rows) => sum + rows.size, 0);
      let older = 0;
      while (older < known.length && known[older]!.size <= Math.min(2 * size, mostRows - size))
        size += known[older++]!.size;
      const run = await ledger.writeRun(committee, fresh, known.slice(0, older));
      const now = [run, ...known.slice(older)];
      // Nothing of what was damaged meanwhile is kept.
      if (runs !== known) return;
      await ledger.saveSnapshot(committee, {
        ...head,
        state: { version: viewVersion, kept: state },
        runs: now,
      });
      if (runs === known) runs = next = now;
    } finally {
      thaw(next);
    }
  }

  const start = (of: View, mostRows = Number.POSITIVE_INFINITY): Promise<void> => {
    saving = write(of, mostRows).finally(() => {
      saving = null;
    });
    return saving;
  };
  return {
    view,
    anew() {
      [runs, saved] = [[], 0];
      return ledger.writeRun ? emptyKeptView() : emptyView();
    },
    saveInTime: (of) => (saving === null && of.head.seq - saved >= snapshotEvery ? start(of) : undefined),
    async save(of) {
      await saving?.catch(() => {});
      if (of.head.seq > saved) await start(of, mostAtEnd);
    },
  };
}
