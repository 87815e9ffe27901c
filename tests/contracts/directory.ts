import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account, Address, Directory, Person, Tombstone } from '../../src/ports/directory.ts';
import { committees } from './ledger.ts';

const [a, b] = committees;

export interface DirectoryUnderTest {
  readonly directory: Directory;
  /** Closes the directory and opens what it stored; null, with the reason beside it, where nothing outlives a close. */
  readonly reopen: (() => Promise<Directory>) | null;
  dispose(): Promise<void>;
}

export const person = (n: number, more: Partial<Person> = {}): Person => ({
  id: `p-${n}`,
  number: String(n).padStart(5, '0'),
  name: `Persona Sintética ${n}`,
  email: `persona${n}@example.org`,
  position: null,
  ...more,
});

export const account = (n: number, more: Partial<Account> = {}): Account => ({
  platform: 'slack',
  tenant: 'T1',
  user: `U${n}`,
  person: `p-${n}`,
  boundAt: '2024-05-07T16:00:00.000Z',
  ...more,
});

const address = (id: string, more: Partial<Address> = {}): Address => ({
  platform: 'teams',
  kind: 'person',
  tenant: 't-1',
  id,
  ref: { conversation: { id: `c-${id}` } },
  ...more,
});

const tombstone = (n: number, more: Partial<Tombstone> = {}): Tombstone => ({
  person: `p-${n}`,
  number: 'a'.repeat(64),
  email: null,
  accounts: [],
  texts: [],
  oficio: null,
  on: '2024-05-07',
  ...more,
});

const byId = <T extends { id: string }>(items: readonly T[]) =>
  [...items].sort((x, y) => (x.id < y.id ? -1 : 1));

/** What every directory must do. */
/** `outlives`: what is kept outlives a close; memory opts out, since it keeps nothing. */
export function directoryContract(
  name: string,
  make: () => Promise<DirectoryUnderTest>,
  { outlives = true }: { readonly outlives?: boolean } = {},
): void {
  describe(`directory contract: ${name}`, () => {
    let made: DirectoryUnderTest;
    let directory: Directory;
    beforeEach(async () => {
      made = await make();
      directory = made.directory;
    });
    afterEach(() => made.dispose());

    it('is empty at first', async () => {
      expect(await directory.people(a)).toEqual([]);
      expect(await directory.accounts(a)).toEqual([]);
      expect(await directory.addresses(a)).toEqual([]);
      expect(await directory.text(a, 'x')).toBeNull();
    });

    it('adds people, changes those it knows by id, and keeps the others', async () => {
      await directory.savePeople(a, [person(1), person(2)]);
      await directory.savePeople(a, [person(2, { name: 'Ángela Núñez', email: null }), person(3)]);
      expect(byId(await directory.people(a))).toEqual([
        person(1),
        person(2, { name: 'Ángela Núñez', email: null }),
        person(3),
      ]);
    });

    it('refuses an employee number for two people, whole', async () => {
      await directory.savePeople(a, [person(1)]);
      const twin = person(9, { number: person(1).number });
      await expect(directory.savePeople(a, [person(2), twin])).rejects.toThrow(RangeError);
      expect(await directory.people(a)).toEqual([person(1)]);
      const swapped = [person(1, { number: '00002' }), person(2, { number: '00001' })];
      await directory.savePeople(a, swapped);
      expect(byId(await directory.people(a))).toEqual(swapped);
    });

    it('binds an account once and answers the binding in force', async () => {
      expect(await directory.bind(a, account(1))).toEqual(account(1));
      expect(await directory.bind(a, account(1, { person: 'p-2' }))).toEqual(account(1));
      expect(await directory.accounts(a)).toEqual([account(1)]);
    });

    it('tells accounts apart by platform, tenant and user', async () => {
      const apart = [account(1), account(1, { tenant: 'T2' }), account(1, { platform: 'teams' }), account(2)];
      for (const one of apart) expect(await directory.bind(a, one)).toEqual(one);
      expect(await directory.accounts(a)).toHaveLength(4);
    });

    it('rebinds whatever was before', async () => {
      await directory.bind(a, account(1));
      await directory.rebind(a, account(1, { person: 'p-2' }));
      await directory.rebind(a, account(5));
      expect(await directory.bind(a, account(1))).toEqual(account(1, { person: 'p-2' }));
      expect(await directory.accounts(a)).toHaveLength(2);
    });

    it('answers every racer for one account the same binding', async () => {
      const racers = Array.from({ length: 50 }, (_, n) =>
        directory.bind(a, account(1, { person: `p-${n}` })),
      );
      const bound = new Set((await Promise.all(racers)).map((one) => one.person));
      expect(bound.size).toBe(1);
      expect(await directory.accounts(a)).toHaveLength(1);
    });

    it('keeps the newest address of each person and channel', async () => {
      await directory.saveAddress(a, address('x'));
      await directory.saveAddress(a, address('x', { ref: null }));
      await directory.saveAddress(a, address('x', { kind: 'channel' }));
      await directory.saveAddress(a, address('x', { tenant: 't-2' }));
      const kept = await directory.addresses(a);
      expect(kept).toHaveLength(3);
      expect(kept).toContainEqual(address('x', { ref: null }));
    });

    it('keeps free texts to the last letter', async () => {
      const texts = ['motivo «á»\n', '', '🧢 E\u0301'].map((text, n) => ({
        id: `t-${n}`,
        salt: `s${n}`,
        text,
      }));
      await directory.saveTexts(a, texts);
      for (const text of texts) expect(await directory.text(a, text.id)).toEqual(text);
      expect(await directory.text(b, 't-0')).toBeNull();
    });

    it('gives all free texts, as they were last saved', async () => {
      expect(await directory.texts(a)).toEqual([]);
      const [one, two] = [1, 2].map((n) => ({ id: `t-${n}`, salt: `s${n}`, text: `acuerdo ${n}` }));
      await directory.saveTexts(a, [one!, two!]);
      await directory.saveTexts(a, [{ id: 't-1', salt: '', text: '' }]);
      expect(byId(await directory.texts(a))).toEqual([{ id: 't-1', salt: '', text: '' }, two]);
      expect(await directory.texts(b)).toEqual([]);
    });

    it('keeps by what name a stranger asked', async () => {
      const stranger = account(7, { person: 'visitor', label: 'eva@example.org' });
      expect(await directory.bind(a, stranger)).toEqual(stranger);
      expect(await directory.accounts(a)).toEqual([stranger]);
    });

    it('forgets people, accounts with their addresses, and texts; the rest stays', async () => {
      await directory.savePeople(a, [person(1), person(2)]);
      for (const n of [1, 2]) await directory.bind(a, account(n));
      const slack = { platform: 'slack', tenant: 'T1', ref: {} } as const;
      for (const id of ['U1', 'U2']) await directory.saveAddress(a, address(id, slack));
      await directory.saveAddress(a, address('U1', { ...slack, kind: 'channel' }));
      const [one, two] = [1, 2].map((n) => ({ id: `t-${n}`, salt: `s${n}`, text: `acuerdo ${n}` }));
      await directory.saveTexts(a, [one!, two!]);
      const erased = { id: 't-1', salt: '', text: '' };
      for (let times = 0; times < 2; times += 1) {
        await directory.forget(a, { people: ['p-1', 'p-9'], accounts: [account(1)], texts: [erased] });
        expect(await directory.people(a)).toEqual([person(2)]);
        expect(await directory.accounts(a)).toEqual([account(2)]);
        expect(await directory.addresses(a)).toEqual([
          address('U2', slack),
          address('U1', { ...slack, kind: 'channel' }),
        ]);
        expect(byId(await directory.texts(a))).toEqual([erased, two]);
      }
    });

    it('keeps one tombstone a person, and one key', async () => {
      const { key, all } = await directory.tombstones(a);
      expect(key).toMatch(/^[0-9a-f]{64}$/);
      expect(all).toEqual([]);
      await directory.bury(a, tombstone(1));
      await directory.bury(a, tombstone(2, { oficio: 'UT/1/2024' }));
      await directory.bury(a, tombstone(1, { accounts: ['b'.repeat(64)] }));
      expect(await directory.tombstones(a)).toEqual({
        key,
        all: [tombstone(1, { accounts: ['b'.repeat(64)] }), tombstone(2, { oficio: 'UT/1/2024' })],
      });
      expect((await directory.tombstones(b)).all).toEqual([]);
    });

    it('keeps committees apart', async () => {
      await Promise.all([directory.savePeople(a, [person(1)]), directory.savePeople(b, [person(2)])]);
      expect(await directory.people(a)).toEqual([person(1)]);
      expect(await directory.people(b)).toEqual([person(2)]);
    });

    if (!outlives) return;
    it('still forgets, and knows whom, after it was closed and opened again', async () => {
      await directory.savePeople(a, [person(1), person(2)]);
      await directory.bury(a, tombstone(1));
      await directory.forget(a, { people: ['p-1'], accounts: [], texts: [] });
      const { key } = await directory.tombstones(a);
      const again = await made.reopen!();
      expect(await again.people(a)).toEqual([person(2)]);
      expect(await again.tombstones(a)).toEqual({ key, all: [tombstone(1)] });
    });

    it('gives the same after it was closed and opened again', async () => {
      const anyText = fc.string({ unit: 'binary', maxLength: 30 });
      const anyPeople = fc.uniqueArray(
        fc.record({
          id: anyText,
          number: anyText,
          name: anyText,
          email: fc.option(anyText),
          position: fc.option(anyText),
        }),
        { selector: (one) => one.id, maxLength: 20 },
      );
      const distinct = anyPeople.filter((all) => new Set(all.map((one) => one.number)).size === all.length);
      await fc.assert(
        fc.asyncProperty(distinct, fc.jsonValue(), async (people, ref) => {
          const fresh = await make();
          await fresh.directory.savePeople(a, people);
          await fresh.directory.bind(a, account(1));
          await fresh.directory.saveAddress(a, address('x', { ref: ref as Address['ref'] }));
          const before = await fresh.directory.addresses(a);
          const again = await fresh.reopen!();
          expect(byId(await again.people(a))).toEqual(byId(people));
          expect(await again.accounts(a)).toEqual([account(1)]);
          expect(await again.addresses(a)).toEqual(before);
          await fresh.dispose();
        }),
        { numRuns: 20 },
      );
    });
  });
}
