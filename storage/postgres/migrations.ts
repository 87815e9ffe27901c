import { StorageError } from '../common/errors.ts';
import type { Db, Query } from './db.ts';

/**
 * What the database is made of, step by step: a step that was released never changes, the next one does. Keys are
 * compared by their bytes, so that a new version of the system's sorting rules can't break an index.
 */
const steps: readonly string[] = [
  `
  create table entries (
    committee text collate "C" not null,
    seq integer not null check (seq > 0),
    key text collate "C" not null,
    hash text collate "C" not null,
    entry text not null,
    primary key (committee, seq),
    unique (committee, key)
  );
  comment on column entries.entry is 'the canonical text that the hash was made of; never rewritten';

  create table heads (
    committee text collate "C" primary key,
    seq integer not null,
    hash text collate "C" not null,
    fence integer not null default 0
  );
  comment on table heads is 'where each ledger ends; fence grows when an append whose answer was lost must not come later';

  create table snapshots (
    committee text collate "C" primary key,
    seq integer not null,
    hash text collate "C" not null,
    state text not null
  );

  create table people (
    committee text collate "C" not null,
    id text collate "C" not null,
    number text collate "C" not null,
    name text not null,
    email text,
    position text,
    n bigint generated always as identity,
    primary key (committee, id),
    unique (committee, number) deferrable initially deferred
  );

  create table accounts (
    committee text collate "C" not null,
    platform text collate "C" not null,
    tenant text collate "C" not null,
    "user" text collate "C" not null,
    person text collate "C" not null,
    bound_at text not null,
    label text,
    n bigint generated always as identity,
    primary key (committee, platform, tenant, "user")
  );

  create table addresses (
    committee text collate "C" not null,
    platform text collate "C" not null,
    kind text collate "C" not null,
    tenant text collate "C" not null,
    id text collate "C" not null,
    ref text not null,
    n bigint generated always as identity,
    primary key (committee, platform, kind, tenant, id)
  );

  create table texts (
    committee text collate "C" not null,
    id text collate "C" not null,
    salt text not null,
    text text not null,
    n bigint generated always as identity,
    primary key (committee, id)
  );

  create table tombstones (
    committee text collate "C" not null,
    person text collate "C" not null,
    number text not null,
    email text,
    accounts text[] not null,
    texts text[] not null,
    oficio text,
    "on" text not null,
    n bigint generated always as identity,
    primary key (committee, person)
  );

  create table tombstone_keys (
    committee text collate "C" primary key,
    key text not null
  );

  create table files (
    committee text collate "C" not null,
    kind text collate "C" not null,
    sha256 text collate "C" not null,
    bytes bigint not null,
    stored_at timestamptz not null default now(),
    primary key (committee, kind, sha256)
  );

  create table tokens (
    committee text collate "C" not null,
    kind text collate "C" not null,
    hash text collate "C" not null,
    value text not null,
    bytes bytea,
    until double precision not null,
    primary key (committee, kind, hash)
  );
  create index on tokens (kind, until);

  create table marks (
    name text collate "C" primary key,
    value text not null
  );
  comment on table marks is 'what this database is: the program that wrote last, whether real platforms wrote, a move under way';
  `,
  // The planner's statistics keep samples of a column, of people who are erased too. A column's type set anew forgets them.
  ...personal([
    ['people', 'number', 'collate "C"'],
    ['people', 'name'],
    ['people', 'email'],
    ['people', 'position'],
    ['accounts', 'tenant', 'collate "C"'],
    ['accounts', '"user"', 'collate "C"'],
    ['accounts', 'label'],
    ['addresses', 'tenant', 'collate "C"'],
    ['addresses', 'id', 'collate "C"'],
    ['addresses', 'ref'],
    ['texts', 'text'],
    ['tokens', 'value'],
  ]),
  // They lie in folders now; what reads them there folds the ledger once, as after any loss of them.
  'drop table snapshots',
  // By which transaction a row was written last, so that who hears of one reads what it wrote and nothing else.
  ['people', 'accounts', 'addresses', 'texts']
    .map(
      (table) => `
  alter table ${table} add column change bigint;
  alter table ${table} alter column change set default pg_current_xact_id()::text::bigint;
  create index on ${table} (change);`,
    )
    .join(''),
];

function personal(
  columns: readonly (readonly [table: string, column: string, collation?: string])[],
): [string] {
  return [
    columns
      .map(
        ([table, column, collation = '']) => `
  alter table ${table} alter column ${column} type text ${collation};
  alter table ${table} alter column ${column} set statistics 0;`,
      )
      .join(''),
  ];
}

/** What this program's database is at; a newer one is refused. */
export const schemaVersion = steps.length;

/** Any number that no other program takes: «pat» and what is locked. */
const migrationLock = 0x70_61_74_01;

/** The version that a database is at; null where no program was there. */
export async function versionOf(query: Query): Promise<number | null> {
  const [table] = await query<{ found: string | null }>(`select to_regclass('pat_schema')::text as found`);
  if (table!.found === null) return null;
  const [row] = await query<{ version: number }>('select max(version) as version from pat_schema');
  return row!.version;
}

/**
 * Whether a program was there before, of today or earlier, so that there is something to read; throws StorageError
 * `newer-database` for a newer one. A step that changes what is read must say here what then becomes of the older.
 */
export async function checkVersion(query: Query): Promise<boolean> {
  const at = await versionOf(query);
  if (at !== null && at > schemaVersion) throw new StorageError({ code: 'newer-database', version: at });
  return at !== null;
}

/**
 * Brings the database to this program's version, one program at a time. Throws StorageError `newer-database` where a
 * newer program was there, `other-database` where something else lies in it; nothing is changed then.
 */
export async function migrate(db: Db, version = schemaVersion): Promise<void> {
  await db.transaction(async (query) => {
    await query('set local statement_timeout = 0');
    await query('select pg_advisory_xact_lock($1)', [migrationLock]);
    let at = await versionOf(query);
    if (at !== null && at > version) throw new StorageError({ code: 'newer-database', version: at });
    if (at === null) {
      const found = await query<{ name: string }>(
        `select c.relname as name from pg_class c where c.relnamespace = current_schema()::regnamespace
           and c.relkind in ('r', 'v', 'm', 'p', 'f') order by 1 limit 1`,
      );
      if (found.length > 0) throw new StorageError({ code: 'other-database', table: found[0]!.name });
      await query(
        'create table pat_schema (version integer primary key, at timestamptz not null default now())',
      );
      at = 0;
    }
    for (; at < version; at += 1) {
      await query(steps[at]!);
      await query('insert into pat_schema (version) values ($1)', [at + 1]);
    }
  });
}
