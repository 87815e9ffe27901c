import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Entry, origin } from '../../src/entry.ts';
import type { StoreCopy } from '../../src/ports/store.ts';
import { headOf } from '../common/entries.ts';
import { filesUnder } from './backup/layout.ts';
import { listing, walk } from './chain.ts';
import { openLowdbDirectory } from './directory.ts';
import { committeeFolder, type FolderOptions, openFolder } from './folder.ts';
import { placeForgottenKey } from './forgotten.ts';
import { openLowdbLedger } from './ledger.ts';

/** Entries that go into a fresh folder at once. */
const batch = 256;

/** Writes all of a copy but its files into a folder that holds nothing yet; where it fails nothing is left. */
export async function fillFolder(dir: string, copy: StoreCopy): Promise<void> {
  const options = { dir, committees: copy.committees, waitMs: 0 };
  try {
    const parts = await Promise.all(
      copy.committees.map(async (committee) => ({ committee, ...(await copy.tombstones(committee)) })),
    );
    const ledger = await openLowdbLedger(options);
    try {
      for (const committee of copy.committees) {
        let head = origin;
        let waiting: Entry[] = [];
        const write = async (): Promise<void> => {
          if (waiting.length === 0) return;
          if ((await ledger.append(committee, head, waiting)) !== 'appended') throw new Error('not empty');
          head = headOf(waiting.at(-1)!);
          waiting = [];
        };
        for await (const entries of copy.entries(committee, 1))
          for (const entry of entries) {
            waiting.push(entry);
            if (waiting.length === batch) await write();
          }
        await write();
      }
    } finally {
      await ledger.close();
    }
    for (const { committee, key } of parts) await placeForgottenKey(dir, committee, key);
    const directory = await openLowdbDirectory(options);
    try {
      for (const { committee, all } of parts) {
        await directory.savePeople(committee, await copy.people(committee));
        await directory.saveTexts(committee, await copy.texts(committee));
        // All of a table at once share one write.
        await Promise.all((await copy.accounts(committee)).map((one) => directory.rebind(committee, one)));
        await Promise.all(
          (await copy.addresses(committee)).map((one) => directory.saveAddress(committee, one)),
        );
        await Promise.all(all.map((one) => directory.bury(committee, one)));
      }
    } finally {
      await directory.close();
    }
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

/** A data folder that nobody else can write while it is copied. */
export interface HeldFolder extends StoreCopy {
  /** Hashes of a committee's files. */
  fileNames(committee: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Takes a data folder whole, to be copied. Throws StorageError `locked` and the others of `openFolder`. */
export async function holdFolder(options: FolderOptions): Promise<HeldFolder> {
  const { dir, close } = await openFolder('program', options);
  try {
    const directory = await openLowdbDirectory(options);
    return {
      committees: options.committees,
      async *entries(committee, from) {
        for await (const { entries } of walk(await listing(dir, committee), 1, origin)) {
          const wanted = entries.filter(({ seq }) => seq >= from);
          if (wanted.length > 0) yield wanted;
        }
      },
      people: directory.people,
      accounts: directory.accounts,
      addresses: directory.addresses,
      texts: directory.texts,
      tombstones: directory.tombstones,
      fileNames: async (committee) =>
        (await filesUnder(join(committeeFolder(dir, committee), 'files'))).map(
          (path) => path.split('/').at(-1)!,
        ),
      async close() {
        await directory.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
