import type { Json } from '../../src/entry.ts';
import type {
  Account,
  Address,
  Directory,
  FreeText,
  Person,
  Stored,
  Tombstone,
} from '../../src/ports/directory.ts';
import { type Db, fromColumn, type Query, toColumn } from './db.ts';

const nullable = (text: string | null): string | null => (text === null ? null : toColumn(text));

const nullableFrom = (text: string | null): string | null => (text === null ? null : fromColumn(text));

type Columns<T> = { readonly [K in keyof T]: string | null };

/** A record with each text as a column holds it. */
export const columns = <T extends object>(record: T): Columns<T> =>
  Object.fromEntries(Object.entries(record).map(([k, v]) => [k, nullable(v)])) as Columns<T>;

/** A record of its row. */
export const record = <T>(row: object): T =>
  Object.fromEntries(Object.entries(row).map(([k, v]) => [k, nullableFrom(v)])) as T;

/** An account of its row. */
export const accountOf = (row: object): Account => {
  const { label, ...rest } = record<Account & { label: string | null }>(row);
  return { ...rest, ...(label !== null && { label }) };
};

export const accountColumns = 'platform, tenant, "user", person, bound_at as "boundAt", label';

const addressOf = (row: object): Address => {
  const { ref, ...rest } = record<Address & { ref: string }>(row);
  return { ...rest, ref: JSON.parse(ref) as Json };
};

const tombstoneOf = (row: {
  readonly accounts: readonly string[];
  readonly texts: readonly string[];
}): Tombstone => {
  const { accounts, texts, ...rest } = row;
  const all = { accounts: accounts.map(fromColumn), texts: texts.map(fromColumn) };
  return { ...record<Omit<Tombstone, 'accounts' | 'texts'>>(rest), ...all };
};

/** The values of an account in the order of the insert. */
export const accountValues = (committee: string, account: Account): (string | null)[] => {
  const { platform, tenant, user, person, boundAt, label } = account;
  return [
    committee,
    platform,
    toColumn(tenant),
    toColumn(user),
    toColumn(person),
    boundAt,
    nullable(label ?? null),
  ];
};

/** The rows of a committee: all, or those that some changes wrote last. */
export function readRows(query: Query, changes: readonly string[] | null) {
  const rows =
    <T>(columns: string, table: keyof Stored, of: (row: object) => T, and = '') =>
    async (committee: string): Promise<T[]> => {
      const wanted = changes === null ? '' : 'and t.change = any($2::bigint[])';
      const found = await query<object>(
        `select ${columns} from ${table} t where t.committee = $1 ${and} ${wanted} order by t.n`,
        [committee, ...(changes === null ? [] : [changes])],
      );
      return found.map(of);
    };
  const unburied = `and not exists (
    select from tombstones b where b.committee = t.committee and b.person = t.id)`;
  return {
    people: rows('id, number, name, email, position', 'people', record<Person>, unburied),
    accounts: rows(accountColumns, 'accounts', accountOf),
    addresses: rows('platform, kind, tenant, id, ref', 'addresses', addressOf),
    texts: rows('id, salt, text', 'texts', record<FreeText>),
  };
}

/** The directory of a database, read beside those that write it. */
export const readDirectory = ({
  query,
}: Pick<Db, 'query'>): Pick<Directory, 'people' | 'accounts' | 'addresses' | 'texts'> =>
  readRows(query, null);

/** Those who were forgotten, and the key of their marks. */
export async function readTombstones(query: Query, committee: string): ReturnType<Directory['tombstones']> {
  const [row] = await query<{ key: string }>('select key from tombstone_keys where committee = $1', [
    committee,
  ]);
  if (row === undefined) throw new Error(`the directory of ${committee} is not open`);
  const rows = await query<{ accounts: string[]; texts: string[] }>(
    `select person, number, email, accounts, texts, oficio, "on" from tombstones
     where committee = $1 order by n`,
    [committee],
  );
  return { key: row.key, all: rows.map(tombstoneOf) };
}
