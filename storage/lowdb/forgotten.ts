import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Tombstone } from '../../src/ports.ts';
import { durableFile } from './durable.ts';
import { hasCode, StorageError } from './errors.ts';
import { committeeFolder } from './folder.ts';
import { sealed } from './sealed.ts';
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
  const file = keyFileOf(dir, committee);
  const kept = durableFile<string>(
    file,
    sealed<string>(file, JSON.stringify, (v) =>
      z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .parse(v),
    ),
  );
  const known = await kept.read();
  if (known !== null) return { table, key: known };
  if (table.rows().size > 0) throw new StorageError({ code: 'damaged-file', file });
  const key = randomBytes(32).toString('hex');
  await kept.write(key);
  return { table, key };
}

/** The same beside the process that writes them; none where there is no file. */
export async function readForgotten(dir: string, committee: string): Promise<readonly Tombstone[]> {
  const file = fileOf(dir, committee);
  const bytes = await readFile(file).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  });
  if (bytes === null) return [];
  const decode = (v: unknown): readonly Tombstone[] => z.array(tombstoneSchema).parse(v);
  return sealed<readonly Tombstone[]>(file, JSON.stringify, decode).decode(bytes);
}
