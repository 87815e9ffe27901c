import { randomBytes } from 'node:crypto';
import type { AccountId, Directory, FreeText, Person } from '../../src/ports/directory.ts';
import { type Db, type Query, refusedBy, toColumn } from './db.ts';
import {
  accountColumns,
  accountOf,
  accountValues,
  columns,
  readDirectory,
  readRows,
  readTombstones,
  record,
} from './directory-rows.ts';
import { channel } from './writer.ts';

const uniqueViolation = '23505';

/** The last of each where one is named twice. */
const lastOfEach = <T extends { readonly id: string }>(all: readonly T[]): readonly T[] => [
  ...new Map(all.map((one) => [one.id, one])).values(),
];

const insertTexts = `insert into texts (committee, id, salt, text)
  select $1, t.id, t.salt, t.text from unnest($2::text[], $3::text[], $4::text[]) as t (id, salt, text)
  on conflict (committee, id) do update set salt = excluded.salt, text = excluded.text, change = excluded.change`;

async function saveTexts(query: Query, committee: string, given: readonly FreeText[]): Promise<void> {
  const texts = lastOfEach(given).map(columns);
  if (texts.length === 0) return;
  const list = (name: keyof FreeText) => texts.map((text) => text[name]);
  await query(insertTexts, [committee, list('id'), list('salt'), list('text')]);
}

const deleteAccounts = (table: 'accounts' | 'addresses'): string =>
  `delete from ${table} using unnest($2::text[], $3::text[], $4::text[]) as g (platform, tenant, id)
   where ${table}.committee = $1 and ${table}.platform = g.platform and ${table}.tenant = g.tenant
     and ${table === 'accounts' ? '"user"' : "kind = 'person' and addresses.id"} = g.id`;

/**
 * The directory on PostgreSQL. `instance` names this process, so that it does not hear itself. What changes is told to
 * the others with the change.
 */
export async function openPostgresDirectory({
  db,
  committees,
  instance,
}: {
  readonly db: Db;
  readonly committees: readonly string[];
  readonly instance: string;
}): Promise<Directory> {
  let closed = false;
  // With the committee, so that every backup has it.
  const keys = committees.map(() => randomBytes(32).toString('hex'));
  await db.query(
    `insert into tombstone_keys (committee, key) select * from unnest($1::text[], $2::text[])
     on conflict (committee) do nothing`,
    [committees, keys],
  );

  /** A change that is told to the other processes; one that `erases` by which rows are there no more. */
  async function change<T>(
    committee: string,
    work: (query: Query) => Promise<T>,
    { erases = false } = {},
  ): Promise<T> {
    if (closed) throw new Error('the directory is closed');
    return db.transaction(async (query) => {
      const result = await work(query);
      await query(
        `select pg_notify('${channel}', jsonb_strip_nulls(jsonb_build_object('committee', $1::text,
           'directory', true, 'by', $2::text, 'change', ${erases ? 'null' : 'pg_current_xact_id()::text'}))::text)`,
        [committee, instance],
      );
      return result;
    });
  }

  return {
    ...readDirectory(db),
    async changed(committee, changes) {
      const read = readRows(db.query, changes);
      return {
        people: await read.people(committee),
        accounts: await read.accounts(committee),
        addresses: await read.addresses(committee),
        texts: await read.texts(committee),
      };
    },
    async savePeople(committee, given) {
      const people = lastOfEach(given).map(columns);
      if (people.length === 0) return;
      const list = (name: keyof Person) => people.map((person) => person[name]);
      try {
        await change(committee, (query) =>
          query(
            `insert into people (committee, id, number, name, email, position)
             select $1, p.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as p
             on conflict (committee, id) do update
             set number = excluded.number, name = excluded.name, email = excluded.email, position = excluded.position,
               change = excluded.change`,
            [committee, list('id'), list('number'), list('name'), list('email'), list('position')],
          ),
        );
      } catch (error) {
        if (refusedBy(error) !== uniqueViolation) throw error;
        throw new RangeError('an employee number belongs to one person', { cause: error });
      }
    },
    async bind(committee, account) {
      const insert = `insert into accounts (committee, platform, tenant, "user", person, bound_at, label)
        values ($1, $2, $3, $4, $5, $6, $7) on conflict (committee, platform, tenant, "user") do nothing`;
      return change(committee, async (query) => {
        const values = accountValues(committee, account);
        await query(insert, values);
        const [row] = await query(
          `select ${accountColumns} from accounts
           where committee = $1 and platform = $2 and tenant = $3 and "user" = $4`,
          values.slice(0, 4),
        );
        // Nobody can have taken it away: whoever erases one waits for this transaction, or it waited for theirs.
        return row === undefined ? account : accountOf(row);
      });
    },
    async rebind(committee, account) {
      await change(committee, (query) =>
        query(
          `insert into accounts (committee, platform, tenant, "user", person, bound_at, label)
           values ($1, $2, $3, $4, $5, $6, $7) on conflict (committee, platform, tenant, "user") do update
           set person = excluded.person, bound_at = excluded.bound_at, label = excluded.label,
             change = excluded.change, n = default`,
          accountValues(committee, account),
        ),
      );
    },
    async saveAddress(committee, { platform, kind, tenant, id, ref }) {
      await change(committee, (query) =>
        query(
          `insert into addresses (committee, platform, kind, tenant, id, ref) values ($1, $2, $3, $4, $5, $6)
           on conflict (committee, platform, kind, tenant, id)
           do update set ref = excluded.ref, change = excluded.change`,
          [committee, platform, kind, toColumn(tenant), toColumn(id), toColumn(JSON.stringify(ref ?? null))],
        ),
      );
    },
    async saveTexts(committee, texts) {
      await change(committee, (query) => saveTexts(query, committee, texts));
    },
    async text(committee, id) {
      const rows = await db.query('select id, salt, text from texts where committee = $1 and id = $2', [
        committee,
        toColumn(id),
      ]);
      return rows[0] === undefined ? null : record<FreeText>(rows[0]);
    },
    async forget(committee, { people, accounts, texts }) {
      const gone = [
        committee,
        ...(['platform', 'tenant', 'user'] as const).map((name) =>
          accounts.map((account: AccountId) => toColumn(account[name])),
        ),
      ];
      await change(
        committee,
        async (query) => {
          await saveTexts(query, committee, texts);
          await query(deleteAccounts('addresses'), gone);
          await query(deleteAccounts('accounts'), gone);
          await query('delete from people where committee = $1 and id = any($2)', [
            committee,
            people.map(toColumn),
          ]);
        },
        { erases: true },
      );
      // A deleted row's bytes stay in its page until the table is written anew.
      for (const table of ['texts', 'addresses', 'accounts', 'people'])
        await db.query(`vacuum full ${table}`);
    },
    tombstones: (committee) => readTombstones(db.query, committee),
    async bury(committee, tombstone) {
      const { accounts, texts, ...rest } = tombstone;
      const { person, number, email, oficio, on } = columns(rest);
      await change(
        committee,
        (query) =>
          query(
            `insert into tombstones (committee, person, number, email, accounts, texts, oficio, "on")
           values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (committee, person) do update
           set number = excluded.number, email = excluded.email, accounts = excluded.accounts,
             texts = excluded.texts, oficio = excluded.oficio, "on" = excluded."on"`,
            [committee, person, number, email, accounts.map(toColumn), texts.map(toColumn), oficio, on],
          ),
        { erases: true },
      );
    },
    async close() {
      closed = true;
    },
  };
}
