import { beforeEach, describe, expect, it } from 'vitest';
import { StoreFailed } from '../src/journal.ts';
import { operate } from '../src/operations.ts';
import { openPeople, type PeopleBook } from '../src/people.ts';
import type { Directory, Person } from '../src/ports/directory.ts';
import { shipped, type World, world } from './support/bot.ts';
import { memoryDirectory } from './support/memory.ts';

const committee = 'isssteson';
const ana: Person = { id: 'a', number: '00001', name: 'Ana', email: 'ana@x.mx', position: null };
const beto: Person = { id: 'b', number: '00002', name: 'Beto', email: 'beto@x.mx', position: null };
const slack = (user: string) => ({ platform: 'slack' as const, tenant: 'T1', user });
const teams = (user: string) => ({ platform: 'teams' as const, tenant: 'E1', user });

describe('who somebody is', () => {
  let directory: Directory;
  let people: PeopleBook;
  const open = async () => {
    let ids = 0;
    const fresh = (): string => {
      ids += 1;
      return `visitor-${ids}`;
    };
    people = await openPeople({ directory, committee, fresh, now: () => new Date('2024-05-07T17:00:00Z') });
  };
  const meet = (
    account: ReturnType<typeof slack> | ReturnType<typeof teams>,
    emails: readonly string[],
    active: (id: string) => boolean = () => true,
  ) => people.identify({ account, emails, guest: false }, active);

  beforeEach(async () => {
    directory = memoryDirectory();
    await directory.savePeople(committee, [ana, beto]);
    await open();
  });

  it('one e-mail on two platforms, in any case, is one person; a later e-mail of the account changes nothing', async () => {
    expect((await meet(slack('U1'), ['ANA@X.MX'])).person).toEqual(ana);
    expect((await meet(teams('29:1'), ['x', 'ana@x.mx'])).person).toEqual(ana);
    await open();
    expect((await meet(slack('U1'), ['beto@x.mx'])).person).toEqual(ana);
    expect((await meet(slack('U1'), [])).person).toEqual(ana);
  });

  it('e-mails of two people, or one that two share, are nobody’s', async () => {
    expect((await meet(teams('29:1'), ['ana@x.mx', 'beto@x.mx'])).person).toBeNull();
    await people.keep([], [{ ...beto, email: 'ana@x.mx' }]);
    expect((await meet(slack('U1'), ['ana@x.mx'])).person).toBeNull();
    // Unless only one of the two is on the roster now.
    expect((await meet(slack('U2'), ['ana@x.mx'], (id) => id === 'b')).person?.id).toBe('b');
  });

  it('a stranger is one visitor however often they ask, and becomes the person once on the plantilla', async () => {
    const twice = await Promise.all([meet(slack('U9'), ['eva@x.mx']), meet(slack('U9'), ['eva@x.mx'])]);
    expect(new Set(twice.map((t) => t.visitor)).size).toBe(1);
    const visitor = twice[0]!.visitor!;
    expect(people.label(visitor)).toBe('eva@x.mx');
    await people.keep([], [{ id: 'e', number: '00003', name: 'Eva', email: 'eva@x.mx', position: null }]);
    expect((await meet(slack('U9'), ['eva@x.mx'])).person?.id).toBe('e');
    await open();
    expect((await meet(slack('U9'), [])).person?.id).toBe('e');
  });

  it('guests are nobody and leave nothing behind', async () => {
    const guest = { account: slack('U1'), emails: ['ana@x.mx'], guest: true };
    expect(await people.identify(guest, () => true)).toEqual({ person: null, visitor: null });
    expect(await directory.accounts(committee)).toEqual([]);
  });

  it('where the disk takes no binding the e-mail still tells, and a stranger hears that nothing is kept', async () => {
    directory.bind = async () => {
      throw new Error('ENOSPC');
    };
    expect((await meet(slack('U1'), ['ana@x.mx'])).person).toEqual(ana);
    await expect(meet(slack('U9'), ['eva@x.mx'])).rejects.toThrow(StoreFailed);
  });

  it('who is forgotten while they are met leaves neither account nor address', async () => {
    const { bind } = directory;
    directory.bind = async (...given) => {
      await people.bury({ person: ana, texts: [], oficio: 'UT/1/2024', on: '2024-05-07' });
      await people.erase();
      return bind(...given);
    };
    const address = { ...slack('U1'), kind: 'person' as const, id: 'U1', ref: {} };
    await people.meet([{ account: slack('U1'), emails: ['ana@x.mx'], address }], () => true);
    expect(await directory.accounts(committee)).toEqual([]);
    expect(await directory.addresses(committee)).toEqual([]);
    expect(people.recognise({ account: slack('U1'), emails: [], guest: false }, () => true)).toBeNull();
  });

  it('reaches a person where a platform has seen them', async () => {
    await meet(slack('U1'), ['ana@x.mx']);
    expect(people.reach('a')).toBeNull();
    await people.saveAddress({ ...slack('U1'), kind: 'person', id: 'U1', ref: {} });
    expect(people.reach('a')).toEqual({ platform: 'slack', kind: 'person', id: 'a' });
    expect(people.address({ platform: 'slack', kind: 'person', id: 'a' })?.id).toBe('U1');
  });
});

describe('an import of the plantilla', () => {
  let w: World;
  const importing = (email: string, simulate = false) =>
    operate(
      {
        bot: w.bot,
        programme: shipped(),
        now: w.now,
        fresh: () => `x${Math.random()}`,
        trouble: () => null,
      } as never,
      {
        op: 'import-roster',
        complete: false,
        simulate,
        rows: [
          { row: 1, cells: ['numero_empleado', 'nombre', 'correo', 'unidad'] },
          { row: 2, cells: ['00001', 'Ana', email, 'Archivo'] },
        ],
      },
    );
  const emails = async () => (await w.directory.people(committee)).map((p) => p.email);

  beforeEach(async () => {
    w = await world();
  });

  it('that only changes somebody’s e-mail is kept', async () => {
    expect(await importing('ana@x.mx')).toMatchObject({ ok: true });
    expect((await importing('nueva@x.mx', true)).lines[0]).toContain('1 persona');
    expect(await emails()).toEqual(['ana@x.mx']);
    expect(await importing('nueva@x.mx')).toMatchObject({ ok: true });
    expect(await emails()).toEqual(['nueva@x.mx']);
    expect((await importing('nueva@x.mx')).lines[0]).toContain('no cambia nada');
  });

  it('that the ledger did not take says so, and succeeds when it is repeated', async () => {
    const { append } = w.ledger;
    Object.assign(w.ledger, {
      append: async () => {
        throw new Error('ENOSPC');
      },
    });
    expect(await importing('ana@x.mx')).toMatchObject({
      ok: false,
      failed: expect.stringContaining('guardar'),
    });
    Object.assign(w.ledger, { append });
    expect(await importing('ana@x.mx')).toMatchObject({ ok: true });
    expect([...w.bot.journal.view().roster.entries()]).toHaveLength(1);
    expect((await w.ask('00001', 'mi avance', { emails: ['ana@x.mx'] })).message.summary).toContain('falta');
  });
});
