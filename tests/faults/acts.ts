import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Address } from '../../src/ports/directory.ts';
import { openLowdbDirectory } from '../../storage/lowdb/directory.ts';
import { openLowdbFiles } from '../../storage/lowdb/files.ts';
import { openLowdbReader } from '../../storage/lowdb/reader.ts';
import { account, person } from '../contracts/directory.ts';
import { committee, fill, openLedger } from '../storage/support.ts';
import { all } from '../support/drafts.ts';
import { directoryOf } from './folder.ts';

/** All parts of a store on a data folder. */
export async function openParts(dir: string) {
  const folder = { dir, committees: [committee], waitMs: 0 };
  const ledger = await openLedger(dir);
  try {
    const directory = await openLowdbDirectory(folder);
    try {
      return { ledger, directory, files: await openLowdbFiles(folder) };
    } catch (error) {
      await directory.close();
      throw error;
    }
  } catch (error) {
    await ledger.close();
    throw error;
  }
}
export type Parts = Awaited<ReturnType<typeof openParts>>;

export async function closeParts({ ledger, directory, files }: Parts): Promise<void> {
  for (const part of [files, directory, ledger]) await part.close();
}

/** Something that a store does once. */
export interface Act {
  readonly name: string;
  /** Entries that are there before. */
  readonly entries: number;
  act(parts: Parts, id: string): Promise<unknown>;
  /** Whether a data folder that nobody writes to holds what was done under that id. */
  holds(dir: string, id: string): Promise<boolean>;
}

const address = (id: string): Address => ({ platform: 'slack', kind: 'person', tenant: 'T1', id, ref: null });
const contentOf = (id: string): Buffer => Buffer.from(`contenido ${id}`);
const kept = (dir: string) => directoryOf(dir, committee);

const appends = (name: string, entries: number): Act => ({
  name,
  entries,
  act: ({ ledger }, id) => fill(ledger, id, 2),
  holds: async (dir, id) =>
    (await all((await openLowdbReader(dir)).read(committee, 1))).some(({ key }) => key.startsWith(`${id}/`)),
});

/** Each thing that a store answers for. */
export const acts: readonly Act[] = [
  appends('the first entries', 0),
  appends('more entries', 2),
  appends('entries of a new segment', 256),
  {
    name: 'a person',
    entries: 2,
    act: ({ directory }, id) => directory.savePeople(committee, [person(1, { id, number: id })]),
    holds: async (dir, id) => (await kept(dir)).people.some((p) => p.id === id),
  },
  {
    name: 'an account',
    entries: 2,
    act: ({ directory }, id) => directory.bind(committee, account(1, { user: id, person: id })),
    holds: async (dir, id) => (await kept(dir)).accounts.some((a) => a.person === id),
  },
  {
    name: 'an address',
    entries: 2,
    act: ({ directory }, id) => directory.saveAddress(committee, address(id)),
    holds: async (dir, id) => (await kept(dir)).addresses.some((a) => a.id === id),
  },
  {
    name: 'a text',
    entries: 2,
    act: ({ directory }, id) => directory.saveTexts(committee, [{ id, salt: 's', text: 'Motivo' }]),
    holds: async (dir, id) => (await kept(dir)).texts.some((t) => t.id === id),
  },
  {
    name: 'a file',
    entries: 2,
    act: ({ files }, id) => files.put(committee, contentOf(id)),
    async holds(dir, id) {
      const names = await readdir(join(dir, committee, 'files'), { recursive: true });
      const hash = createHash('sha256').update(contentOf(id)).digest('hex');
      return names.some((name) => name.endsWith(hash));
    },
  },
];
