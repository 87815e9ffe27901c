import { type CommitteeOptions, type Opened, openCommittee } from './open/committee.ts';
import { openStore, type StoreOptions } from './open/store.ts';

export { fresh, type Opened, openCommittee } from './open/committee.ts';
export { type LoadedProgramme, loadProgramme } from './open/programme.ts';
export { markReal, openReader, openStore, wasReal } from './open/store.ts';
export { loadView } from './open/view.ts';
export { Refused } from './refused.ts';

/** Opens the store of one committee and its bot on it, and closes both. Throws as `openStore` does. */
export async function openData(options: CommitteeOptions & Pick<StoreOptions, 'onWait'>): Promise<Opened> {
  const store = await openStore({ ...options, committees: [options.programme.committee.id] });
  try {
    const opened = await openCommittee(store, options);
    return {
      ...opened,
      async close() {
        await opened.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
