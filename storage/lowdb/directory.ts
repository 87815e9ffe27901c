import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Json } from '../../src/entry.ts';
import type { Account, AccountId, Address, Directory, FreeText, Person } from '../../src/ports/directory.ts';
import { sweep } from '../common/durable.ts';
import { hasCode, StorageError } from '../common/errors.ts';
import { makeFolder } from '../common/folders.ts';
import { sealed } from '../common/sealed.ts';
import { committeeFolder, type FolderOptions, openFolder } from './folder.ts';
import { type Forgotten, openForgotten, readForgotten } from './forgotten.ts';
import { openTable, type Table } from './table.ts';

const platform = z.enum(['slack', 'teams']);

const personSchema: z.ZodType<Person> = z.object({
  id: z.string(),
  number: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  position: z.string().nullable(),
});

const accountSchema = z.object({
  platform,
  tenant: z.string(),
  user: z.string(),
  person: z.string(),
  boundAt: z.string(),
  label: z.string().optional(),
});

const parseAccount = (value: unknown): Account => {
  const { label, ...rest } = accountSchema.parse(value);
  return { ...rest, ...(label !== undefined && { label }) };
};

const addressSchema = z.object({
  platform,
  kind: z.enum(['person', 'channel']),
  tenant: z.string(),
  id: z.string(),
  ref: z.unknown(),
});

const textSchema: z.ZodType<FreeText> = z.object({ id: z.string(), salt: z.string(), text: z.string() });

const parseAddress = (value: unknown): Address => {
  const { ref, ...rest } = addressSchema.parse(value);
  return { ...rest, ref: (ref ?? null) as Json };
};

interface Tables {
  readonly people: Table<Person>;
  readonly accounts: Table<Account>;
  readonly addresses: Table<Address>;
  readonly texts: Table<FreeText>;
  readonly forgotten: Forgotten;
}

const accountKey = ({ platform, tenant, user }: AccountId) => JSON.stringify([platform, tenant, user]);
const addressKey = ({ platform, kind, tenant, id }: Omit<Address, 'ref'>) =>
  JSON.stringify([platform, kind, tenant, id]);

async function openTables(dir: string, committee: string): Promise<Tables> {
  const folder = join(committeeFolder(dir, committee), 'directory');
  await makeFolder(folder);
  await sweep(folder);
  const file = (name: string) => join(folder, `${name}.json`);
  return {
    people: await openTable({
      file: file('people'),
      keyOf: ({ id }) => id,
      parse: (v) => personSchema.parse(v),
    }),
    accounts: await openTable({
      file: file('accounts'),
      keyOf: accountKey,
      parse: parseAccount,
    }),
    addresses: await openTable({
      file: file('addresses'),
      keyOf: addressKey,
      parse: parseAddress,
    }),
    texts: await openTable({ file: file('texts'), keyOf: ({ id }) => id, parse: (v) => textSchema.parse(v) }),
    forgotten: await openForgotten(dir, committee),
  };
}

/**
 * The people as the file stands, none where there is none; without those who were forgotten, should a restored file
 * still have them. A write replaces the file whole, so a reader never sees half of one.
 */
export async function readPeople(dir: string, committee: string): Promise<readonly Person[]> {
  const gone = new Set((await readForgotten(dir, committee)).map(({ person }) => person));
  const all = await readPart(dir, committee, 'people', (v) => personSchema.parse(v));
  return gone.size === 0 ? all : all.filter(({ id }) => !gone.has(id));
}

/** The free texts, likewise. */
export const readTexts = (dir: string, committee: string): Promise<readonly FreeText[]> =>
  readPart(dir, committee, 'texts', (v) => textSchema.parse(v));

/** The chat accounts, likewise. */
export const readAccounts = (dir: string, committee: string): Promise<readonly Account[]> =>
  readPart(dir, committee, 'accounts', parseAccount);

/** How people and channels are reached, likewise. */
export const readAddresses = (dir: string, committee: string): Promise<readonly Address[]> =>
  readPart(dir, committee, 'addresses', parseAddress);

async function readPart<T>(
  dir: string,
  committee: string,
  name: string,
  parse: (value: unknown) => T,
): Promise<readonly T[]> {
  const file = join(committeeFolder(dir, committee), 'directory', `${name}.json`);
  const bytes = await readFile(file).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  });
  if (bytes === null) return [];
  const decode = (value: unknown): readonly T[] => z.array(z.unknown()).parse(value).map(parse);
  return sealed<readonly T[]>(file, JSON.stringify, decode).decode(bytes);
}

/** Throws RangeError where two people would have one employee number. */
function checkNumbers(rows: ReadonlyMap<string, Person>, put: readonly Person[]): void {
  const next = new Map(rows);
  for (const person of put) next.set(person.id, person);
  const numbers = new Set([...next.values()].map(({ number }) => number));
  if (numbers.size !== next.size) throw new RangeError('an employee number belongs to one person');
}

/** The directory on lowdb. Throws StorageError as `openFolder` and `openTable` do. */
export async function openLowdbDirectory(options: FolderOptions): Promise<Directory> {
  const folder = await openFolder('directory', options);
  const tables = new Map<string, Tables>();
  try {
    for (const committee of options.committees)
      tables.set(committee, await openTables(folder.dir, committee));
  } catch (error) {
    await folder.close();
    throw error;
  }
  let closed = false;

  function of(committee: string): Tables {
    const found = tables.get(committee);
    if (found === undefined)
      throw new StorageError({
        code: 'other-committee',
        folder: folder.dir,
        found: [...tables.keys()],
        wanted: committee,
      });
    return found;
  }

  function toWrite(committee: string): Tables {
    if (closed) throw new Error('the directory is closed');
    return of(committee);
  }

  return {
    people: async (committee) => of(committee).people.list(),
    async savePeople(committee, people) {
      await toWrite(committee).people.change((rows) => {
        checkNumbers(rows, people);
        return { put: people, answer: undefined };
      });
    },
    accounts: async (committee) => of(committee).accounts.list(),
    bind: async (committee, account) =>
      toWrite(committee).accounts.change((rows) => {
        const present = rows.get(accountKey(account));
        return present === undefined ? { put: [account], answer: account } : { put: [], answer: present };
      }),
    async rebind(committee, account) {
      await toWrite(committee).accounts.change(() => ({ put: [account], answer: undefined }));
    },
    addresses: async (committee) => of(committee).addresses.list(),
    async saveAddress(committee, address) {
      await toWrite(committee).addresses.change(() => ({ put: [address], answer: undefined }));
    },
    async saveTexts(committee, texts) {
      await toWrite(committee).texts.change(() => ({ put: texts, answer: undefined }));
    },
    text: async (committee, id) => of(committee).texts.rows().get(id) ?? null,
    texts: async (committee) => of(committee).texts.list(),
    async forget(committee, { people, accounts, texts }) {
      const tables = toWrite(committee);
      const reached = accounts.map(({ user: id, ...rest }) =>
        addressKey({ platform: rest.platform, tenant: rest.tenant, id, kind: 'person' }),
      );
      await tables.texts.change(() => ({ put: texts, answer: undefined }));
      await tables.addresses.change(() => ({ put: [], remove: reached, answer: undefined }));
      await tables.accounts.change(() => ({ put: [], remove: accounts.map(accountKey), answer: undefined }));
      await tables.people.change(() => ({ put: [], remove: people, answer: undefined }));
    },
    tombstones: async (committee) => {
      const { key, table } = of(committee).forgotten;
      return { key, all: table.list() };
    },
    async bury(committee, tombstone) {
      await toWrite(committee).forgotten.table.change(() => ({ put: [tombstone], answer: undefined }));
    },
    async close() {
      if (closed) return;
      closed = true;
      const open = [...tables.values()].flatMap(({ forgotten, ...rest }): { idle(): Promise<void> }[] => [
        ...Object.values(rest),
        forgotten.table,
      ]);
      await Promise.all(open.map((table) => table.idle()));
      await folder.close();
    },
  };
}
