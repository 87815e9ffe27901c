import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPeople, type PeopleBook } from '../../src/people.ts';
import type { Directory } from '../../src/ports/directory.ts';
import { openPostgresStore, type PostgresStore } from '../../storage/postgres/index.ts';
import { person } from '../contracts/directory.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { committee } from './support.ts';

const slots = [1, 2, 3, 4];
const account = (n: number) => ({ platform: 'slack' as const, tenant: 'T1', user: `U${n}` });
const address = (n: number, ref: number) =>
  ({ platform: 'slack', kind: 'person', tenant: 'T1', id: `U${n}`, ref }) as const;
const text = (n: number, words: string) => ({ id: `t${n}`, salt: 'sal', text: words });
const active = () => true;

/** All that a book answers about these. */
const seen = (book: PeopleBook) => ({
  people: [...book.people().all].sort((a, b) => (a.id < b.id ? -1 : 1)),
  known: slots.map((n) => book.recognise({ account: account(n), emails: [], guest: false }, active)),
  reached: slots.map((n) => book.reach(`p-${n}`)),
  addresses: slots.map((n) => book.address({ platform: 'slack', kind: 'person', id: `p-${n}` })),
  texts: slots.map((n) => book.textOf(`t${n}`)),
  shared: slots.map((n) => book.among(active).byEmail(`correo${n}@example.com`)?.id ?? null),
});

describe.skipIf(!hasPostgres)('what another process changed in the directory', { timeout: 60_000 }, () => {
  let server: Postgres;
  let url: string;
  let dir: string;
  let [here, there]: [PostgresStore, PostgresStore] = [null!, null!];
  /** Changes that this process was told of; null for one that may be anything. */
  let told: (string | null)[];
  let whole: number;
  let book: PeopleBook;

  const open = (directory: Directory) =>
    openPeople({ directory, committee, fresh: () => 'x', now: () => new Date('2024-05-07T17:00:00Z') });
  const store = () =>
    openPostgresStore({ url, committees: [committee], filesDir: join(dir, 'files'), dataDirOf: () => dir });
  const hears = (count: number) => expect.poll(() => told.length, { timeout: 10_000 }).toBe(count);

  beforeAll(async () => {
    server = await startPostgres();
    url = await server.create();
  });
  afterAll(() => server.dispose());
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'pat-changes-'));
    [here, there] = [await store(), await store()];
    [told, whole] = [[], 0];
    here.follow(committee, {
      written: (what, change) => what === 'directory' && told.push(change ?? null),
      sender: () => {},
    });
    // It listens before it takes a role.
    await expect.poll(() => here.isSender(committee), { timeout: 10_000 }).toBe(true);
    told = [];
    const counted: Directory = {
      ...here.directory,
      async people(of) {
        whole += 1;
        return here.directory.people(of);
      },
    };
    book = await open(counted);
    whole = 0;
  });
  afterEach(async () => {
    for (const one of [here, there]) await one.close();
    await server.clear(url);
    await rm(dir, { recursive: true, force: true });
  });

  it('is taken in by itself, and is what all read anew would be', async () => {
    const slot = fc.constantFrom(...slots);
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
    const step = fc.oneof(
      fc.record({ do: fc.constant('person' as const), slot, name, email: slot }),
      fc.record({ do: fc.constant('account' as const), slot, person: slot }),
      fc.record({ do: fc.constant('address' as const), slot, ref: fc.nat(9) }),
      fc.record({ do: fc.constant('text' as const), slot, name }),
      fc.record({ do: fc.constant('erased' as const), slot }),
    );
    const made = async (s: typeof step extends fc.Arbitrary<infer S> ? S : never): Promise<unknown> => {
      const { directory } = there;
      if (s.do === 'person')
        return directory.savePeople(committee, [
          person(s.slot, { id: `p-${s.slot}`, name: s.name, email: `correo${s.email}@example.com` }),
        ]);
      if (s.do === 'account')
        return directory.rebind(committee, {
          ...{ ...account(s.slot), person: `p-${s.person}`, boundAt: '2024-05-07T16:00:00.000Z' },
        });
      if (s.do === 'address') return directory.saveAddress(committee, address(s.slot, s.ref));
      if (s.do === 'text') return directory.saveTexts(committee, [text(s.slot, s.name)]);
      return directory.saveTexts(committee, [{ id: `t${s.slot}`, salt: '', text: '' }]);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
        async (rounds) => {
          for (const steps of rounds) {
            told = [];
            // Together: they are told in another order than they are made.
            await Promise.all(steps.map(made));
            await hears(steps.length);
            expect(told).not.toContain(null);
            await book.refresh(told as string[]);
            expect(seen(book)).toEqual(seen(await open(there.directory)));
          }
        },
      ),
      { numRuns: 25 },
    );
    expect(whole).toBe(0);
  });

  it('does not undo what this process wrote after it', async () => {
    await there.directory.savePeople(committee, [person(1, { id: 'p-1', name: 'Ana' })]);
    await hears(1);
    await book.keep([], [person(1, { id: 'p-1', name: 'Ana María' })]);
    await book.refresh(told as string[]);
    expect(book.people().byId('p-1')?.name).toBe('Ana María');
  });

  it('is read whole where it may be anything, as after an erasure', async () => {
    await there.directory.savePeople(committee, [person(1, { id: 'p-1' }), person(2, { id: 'p-2' })]);
    await hears(1);
    await book.refresh(told as string[]);
    expect(book.people().all).toHaveLength(2);
    await there.directory.forget(committee, { people: ['p-1'], accounts: [], texts: [] });
    await hears(2);
    expect(told[1]).toBeNull();
    await book.refresh(null);
    expect(book.people().all.map(({ id }) => id)).toEqual(['p-2']);
  });
});
