import { type CommitteeOptions, type Opened, openCommittee } from './open/committee.ts';
import { openStore, type StoreOptions } from './open/store.ts';

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
