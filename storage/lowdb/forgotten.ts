import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Adapter } from 'lowdb';
import { z } from 'zod';
import type { Tombstone } from '../../src/ports/directory.ts';
import { durableFile } from '../common/durable.ts';
import { StorageError } from '../common/errors.ts';
import { makeFolder } from '../common/folders.ts';
import { sealed } from '../common/sealed.ts';
import { committeeFolder } from './folder.ts';
import { openTable, type Table } from './table.ts';

const tombstoneSchema: z.ZodType<Tombstone> = z.object({
  person: z.string(),
  number: z.string(),
  email: z.string().nullable(),
  accounts: z.array(z.string()),
  texts: z.array(z.string()),
  oficio: z.string().nullable(),
  on: z.string(),
});

/** Beside the ledger, not among what it is about: a restore keeps it. */
const fileOf = (dir: string, committee: string): string =>
  join(committeeFolder(dir, committee), 'forgotten.json');

/** Among the directory's files, so that every backup has it. */
const keyFileOf = (dir: string, committee: string): string =>
  join(committeeFolder(dir, committee), 'directory', 'forgotten-key.json');

export interface Forgotten {
  readonly table: Table<Tombstone>;
  /** 256 random bits, in hex. */
  readonly key: string;
}

const sealedKey = (dir: string, committee: string): Adapter<string> => {
  const file = keyFileOf(dir, committee);
  const decode = (v: unknown): string =>
    z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .parse(v);
  return durableFile<string>(file, sealed<string>(file, JSON.stringify, decode));
};

const sealedMarks = (dir: string, committee: string): Adapter<readonly Tombstone[]> => {
  const file = fileOf(dir, committee);
  const decode = (v: unknown): readonly Tombstone[] => z.array(tombstoneSchema).parse(v);
  return durableFile(file, sealed<readonly Tombstone[]>(file, JSON.stringify, decode));
};

/**
 * Opens those who were forgotten, whose folder is there and locked. Their key is made with the folder, so that every
 * backup has it; throws StorageError `damaged-file` where it is gone while there are marks that need it.
 */
export async function openForgotten(dir: string, committee: string): Promise<Forgotten> {
  const table = await openTable<Tombstone>({
    file: fileOf(dir, committee),
    keyOf: ({ person }) => person,
    parse: (v) => tombstoneSchema.parse(v),
  });
  const kept = sealedKey(dir, committee);
  const known = await kept.read();
  if (known !== null) return { table, key: known };
  if (table.rows().size > 0)
    throw new StorageError({ code: 'damaged-file', file: keyFileOf(dir, committee) });
  const key = randomBytes(32).toString('hex');
  await kept.write(key);
  return { table, key };
}

/** Has a fresh folder keep an earlier key, so that the marks made with it hold. */
export async function placeForgottenKey(dir: string, committee: string, key: string): Promise<void> {
  await makeFolder(dirname(keyFileOf(dir, committee)));
  const kept = sealedKey(dir, committee);
  if ((await kept.read()) !== key) await kept.write(key);
}

/** The same beside the process that writes them; none where there is no file. */
export const readForgotten = async (dir: string, committee: string): Promise<readonly Tombstone[]> =>
  (await sealedMarks(dir, committee).read()) ?? [];

/**
 * Carries those who were forgotten from a data folder into the one that takes its place, for a restore: whoever is marked
 * in either stays forgotten. Nobody may have either folder open. Where there is nobody to carry it changes nothing.
 */
export async function carryForgotten(from: string, to: string, committee: string): Promise<void> {
  const leaving = await readForgotten(from, committee);
  if (leaving.length === 0) return;
  const marks = sealedMarks(to, committee);
  const there = (await marks.read()) ?? [];
  const key = await sealedKey(from, committee).read();
  // The marks of the replaced folder are the newer ones.
  if (key !== null) await placeForgottenKey(to, committee, key);
  const all = new Map([...there, ...leaving].map((t) => [t.person, t]));
  await marks.write([...all.values()]);
}
