import type { Run, Snapshots } from '../ports.ts';
import { dump, emptyKeptView, freeze, restore, restoreKept, thaw, type View, viewVersion } from '../view.ts';

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

/** A view that goes on from the last snapshot, and how its next ones are saved. */
export interface KeptView {
  readonly view: View | undefined;
  /** Saves one where it is time to; one at a time. */
  saveInTime(view: View): Promise<void> | undefined;
  /** Saves one unless the newest is of the same entry. */
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

  async function write(of: View): Promise<void> {
    const { head } = of;
    saved = head.seq;
    if (!ledger.writeRun) {
      await ledger.saveSnapshot(committee, { ...head, state: { version: viewVersion, view: dump(of) } });
      return;
    }
    const { state, fresh } = freeze(of);
    let next: readonly Run[] | null = null;
    try {
      let size = Object.values(fresh).reduce((sum, rows) => sum + rows.size, 0);
      let older = 0;
      while (older < runs.length && runs[older]!.size <= 2 * size) size += runs[older++]!.size;
      const run = await ledger.writeRun(committee, fresh, runs.slice(0, older));
      next = [run, ...runs.slice(older)];
      await ledger.saveSnapshot(committee, {
        ...head,
        state: { version: viewVersion, kept: state },
        runs: next,
      });
      runs = next;
    } catch (error) {
      next = null;
      throw error;
    } finally {
      thaw(of, next);
    }
  }

  const start = (of: View): Promise<void> => {
    saving = write(of).finally(() => {
      saving = null;
    });
    return saving;
  };
  return {
    view,
    saveInTime: (of) => (saving === null && of.head.seq - saved >= snapshotEvery ? start(of) : undefined),
    async save(of) {
      await saving?.catch(() => {});
      if (of.head.seq > saved) await start(of);
    },
  };
}
