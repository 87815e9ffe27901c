import type { Target } from './due.ts';
import { StoreFailed } from './journal.ts';
import { accountKey, accountTables, addressKey } from './people-tables.ts';
import type { Account, AccountId, Address, Directory, FreeText, Person, Stored, Tombstone } from './ports.ts';
import { applyTombstones, storedIn } from './privacy/erasure.ts';
import { accountMark, type Forgotten, forgottenOf, type Leaving, tombstoneOf } from './privacy/marks.ts';
import type { Met, Request } from './request.ts';
import { indexPeople, type People, personByEmail } from './roster/identify.ts';

/** Who somebody is: a person on file, or the id under which a stranger can ask to be added. */
export interface Identity {
  readonly person: Person | null;
  readonly visitor: string | null;
}

/** The directory in memory: read at the start, written through. */
export interface PeopleBook {
  people(): People;
  /** The same, found by e-mail only while `active`: a leaver's e-mail may be a successor's now. */
  among(active: (person: string) => boolean): People;
  identify(
    request: Pick<Request, 'account' | 'emails' | 'guest' | 'unverified'>,
    active: (person: string) => boolean,
  ): Promise<Identity>;
  /** How an account is known here, nothing of it being kept: as whom, and since when it is bound; null for nobody. */
  recognise(
    request: Pick<Request, 'account' | 'emails' | 'guest'>,
    active: (person: string) => boolean,
  ): { readonly person: Person | null; readonly since: string | null } | null;
  /**
   * Binds accounts to the people whose e-mail they have, so that those are reached who never wrote to the bot, or not since
   * they are on file. Only people who are on the roster without any account, and nobody becomes known who is not on file.
   */
  meet(all: readonly Met[], active: (person: string) => boolean): Promise<void>;
  rebind(account: AccountId, person: string, at: string): Promise<void>;
  keep(texts: readonly FreeText[], people: readonly Person[]): Promise<void>;
  /** Erases texts that no entry came to name: now, or with the next that are kept where the disk refuses. Never throws. */
  drop(texts: readonly FreeText[]): Promise<void>;
  saveAddress(address: Address): Promise<void>;
  /** How a person is reached, on the platform they used last; null while no platform knows them. */
  reach(person: string): Target | null;
  address(to: Target): Address | undefined;
  /** E-mail of somebody who is not on the plantilla. */
  label(visitor: string): string | null;
  /** What somebody wrote, by its id; null once it was erased. */
  textOf(id: string): string | null;
  /** People whose e-mail is one of these. */
  byEmails(emails: readonly string[]): readonly Person[];
  /** Those whose data were erased. */
  forgotten(): Forgotten;
  /** Marks somebody as forgotten, durably: from then on nobody meets them, and `erase` erases. */
  bury(leaving: Pick<Leaving, 'texts' | 'oficio' | 'on'> & { readonly person: Person }): Promise<Tombstone>;
  /** Erases what is still held of those who are marked. */
  erase(): Promise<void>;
  /** Accounts of somebody who is not on file, by the e-mail that came with them. */
  strangers(email: string): readonly Account[];
  /** Erases accounts with the addresses of those who have them. */
  eraseAccounts(these: readonly AccountId[]): Promise<void>;
  /** Takes in what other processes wrote: by these changes, or whatever it was. */
  refresh(changes: readonly string[] | null): Promise<void>;
}

interface Options {
  readonly directory: Directory;
  readonly committee: string;
  readonly fresh: () => string;
  readonly now: () => Date;
}

/** Opens the directory. The first match by e-mail inside the home workspace or tenant binds an account (design). */
export async function openPeople({ directory, committee, fresh, now }: Options): Promise<PeopleBook> {
  let { key: secret, all: buried } = await directory.tombstones(committee);
  let forgotten = forgottenOf(secret, buried);
  let people = indexPeople([]);
  const tables = accountTables();
  const { accounts, addresses, texts, byPerson, visitors } = tables;

  /** Chats in which people were before somebody else sits there: what was posted to them there can still be changed. */
  const formerly = new Map<string, string>();

  /** Counts what this process took into its memory: a reading from before it would forget that again. */
  let taken = 0;

  const remember = (account: Account): void => {
    taken += 1;
    tables.remember(account);
  };

  /** Reads so that nothing was taken in meanwhile. */
  async function settled(read: () => Promise<Stored>): Promise<Stored> {
    for (;;) {
      const before = taken;
      const stored = await read();
      if (before === taken) return stored;
    }
  }

  /** Takes rows in. Whoever is marked as forgotten is nobody, whatever a disk that takes no writes still holds. */
  function takeIn(stored: Stored, known: readonly Person[]): void {
    if (stored.people.length > 0 || known.length === 0) {
      const all = new Map([...known, ...stored.people].map((person) => [person.id, person]));
      people = indexPeople([...all.values()].filter(({ id }) => !forgotten.isPerson(id)));
    }
    tables.take(stored, forgotten);
    taken += 1;
  }

  /** Takes all in anew. */
  async function load(): Promise<void> {
    const stored = await settled(() => storedIn(directory, committee));
    tables.clear();
    takeIn(stored, []);
  }
  await load();

  async function reloadTombstones(): Promise<void> {
    ({ key: secret, all: buried } = await directory.tombstones(committee));
    forgotten = forgottenOf(secret, buried);
  }

  /** Somebody who was forgotten comes with an account that is not known as theirs: nothing of it is kept. */
  async function shun(account: AccountId, emails: readonly string[]): Promise<boolean> {
    if (forgotten.byAccount(account) !== null) return true;
    const found = emails.map(forgotten.byEmail).find((t) => t !== null);
    if (!found) return false;
    const own = [...found.accounts, accountMark(secret, account)];
    // A disk that takes nothing now will at their next word.
    await directory.bury(committee, { ...found, accounts: own }).then(reloadTombstones, () => {});
    await applyTombstones(directory, committee).catch(() => false);
    accounts.delete(accountKey(account));
    addresses.delete(`${account.platform}/person/${account.user}`);
    return true;
  }

  /** E-mails are compared among those who are active; made anew only for an e-mail that several people have. */
  const shared = () => {
    const times = new Map<string, number>();
    for (const { email } of people.all) if (email) times.set(email, (times.get(email) ?? 0) + 1);
    return times;
  };
  let sharedEmails = shared();
  const among = (active: (person: string) => boolean): People => ({
    ...people,
    byEmail: (email) => {
      const folded = email.trim().toLowerCase();
      if ((sharedEmails.get(folded) ?? 0) < 2) return people.byEmail(email);
      const here = people.all.filter((p) => p.email === folded && active(p.id));
      return here.length === 1 ? here[0]! : null;
    },
  });

  /** Erased texts that are not on disk yet. */
  let dropped: readonly FreeText[] = [];
  async function saveTexts(written: readonly FreeText[]): Promise<void> {
    const erased = dropped;
    await directory.saveTexts(committee, [...erased, ...written]);
    dropped = dropped.filter((text) => !erased.includes(text));
  }

  async function saveAddress(address: Address): Promise<void> {
    const key = addressKey(address);
    const { platform, kind, tenant, id: user } = address;
    const account = { platform, tenant, user };
    const isShunned = () =>
      kind === 'person' && !accounts.has(accountKey(account)) && forgotten.byAccount(account) !== null;
    if (isShunned()) return;
    if (JSON.stringify(addresses.get(key)) === JSON.stringify(address)) return;
    await directory.saveAddress(committee, address);
    // Perhaps it was found out meanwhile whose it is.
    if (isShunned()) return directory.forget(committee, { people: [], accounts: [account], texts: [] });
    addresses.set(key, address);
    taken += 1;
  }

  /** Binds an account; one that was a stranger's so far is the person's from now on. */
  async function bindTo(binding: Account): Promise<Account> {
    if (!accounts.has(accountKey(binding))) return directory.bind(committee, binding);
    await directory.rebind(committee, binding);
    return binding;
  }

  return {
    people: () => people,
    among,
    async identify({ account, emails, guest, unverified }, active) {
      if (guest) return { person: null, visitor: null };
      const bound = accounts.get(accountKey(account));
      const known = bound && people.byId(bound.person);
      if (known) return { person: known, visitor: null };
      if (unverified) return { person: null, visitor: null };
      const match = personByEmail(among(active), emails);
      const boundAt = now().toISOString();
      if (match) {
        const held = await bindTo({ ...account, person: match.id, boundAt }).catch(() => null);
        // A disk that takes nothing keeps no binding; the e-mail says as much, and questions are still answered.
        if (held === null) return { person: match, visitor: null };
        remember(held);
        return { person: people.byId(held.person) ?? match, visitor: null };
      }
      if (await shun(account, emails)) return { person: null, visitor: null };
      if (bound) return { person: null, visitor: bound.person };
      const label = emails[0];
      const stranger = { ...account, person: fresh(), boundAt, ...(label !== undefined && { label }) };
      const held = await directory.bind(committee, stranger).catch((cause: unknown) => {
        throw new StoreFailed('account not kept', { cause });
      });
      remember(held);
      return { person: null, visitor: held.person };
    },
    async meet(all, active) {
      const here = among(active);
      const boundAt = now().toISOString();
      const fresh = new Map<string, Met>();
      /** Bound, and their address lost: by a crash between the two, or never told. */
      const bound: Met[] = [];
      for (const met of all) {
        const known = accounts.get(accountKey(met.account));
        const match = forgotten.byAccount(met.account) === null ? personByEmail(here, met.emails) : null;
        if (known && people.byId(known.person)) bound.push(met);
        else if (match && active(match.id) && !byPerson.get(match.id)?.length) fresh.set(match.id, met);
      }
      await Promise.all(
        [...fresh].map(async ([person, { account }]) => {
          const held = await bindTo({ ...account, person, boundAt });
          if (people.byId(person) !== null) return remember(held);
          // Forgotten meanwhile.
          fresh.delete(person);
          await directory.forget(committee, { people: [], accounts: [account], texts: [] });
        }),
      );
      await Promise.all([...bound, ...fresh.values()].map(({ address }) => saveAddress(address)));
    },
    recognise({ account, emails, guest }, active) {
      if (guest) return null;
      const bound = accounts.get(accountKey(account));
      const person = (bound && people.byId(bound.person)) ?? null;
      if (bound && person) return { person, since: bound.boundAt };
      const match = personByEmail(among(active), emails);
      if (match) return { person: match, since: null };
      return bound ? { person: null, since: bound.boundAt } : null;
    },
    async rebind(account, person, at) {
      const binding = { ...account, person, boundAt: at };
      const before = accounts.get(accountKey(account))?.person;
      await directory.rebind(committee, binding);
      if (before) formerly.set(before, `${account.platform}/person/${account.user}`);
      remember(binding);
    },
    async keep(written, added) {
      if (written.length > 0) await saveTexts(written);
      for (const { id, text } of written) texts.set(id, text);
      taken += 1;
      if (added.length === 0) return;
      await directory.savePeople(committee, added);
      const all = await directory.people(committee);
      people = indexPeople(all.filter(({ id }) => !forgotten.isPerson(id)));
      sharedEmails = shared();
      taken += 1;
    },
    async drop(unnamed) {
      for (const { id } of unnamed) texts.delete(id);
      dropped = [...dropped, ...unnamed.map(({ id }) => ({ id, salt: '', text: '' }))];
      await saveTexts([]).catch(() => {});
    },
    saveAddress,
    reach(person) {
      const held = byPerson.get(person)?.findLast(({ at }) => addresses.has(at));
      return held ? { platform: held.account.platform, kind: 'person', id: person } : null;
    },
    address(to) {
      if (to.kind === 'channel') return addresses.get(addressKey(to));
      const held = byPerson.get(to.id)?.filter(({ account }) => account.platform === to.platform);
      const own = held?.map(({ at }) => addresses.get(at)).findLast((a) => a !== undefined);
      return own ?? addresses.get(formerly.get(to.id) ?? '');
    },
    label: (visitor) => visitors.get(visitor)?.label ?? null,
    textOf: (id) => texts.get(id) || null,
    byEmails: (emails) => emails.flatMap((e) => people.byEmail(e) ?? []),
    forgotten: () => forgotten,
    async bury(leaving) {
      const { person } = leaving;
      const alone = person.email !== null && (sharedEmails.get(person.email) ?? 0) < 2;
      const tombstone = tombstoneOf(secret, {
        ...leaving,
        person: { ...person, email: alone ? person.email : null },
        accounts: (byPerson.get(person.id) ?? []).map(({ account }) => account),
      });
      await directory.bury(committee, tombstone);
      await reloadTombstones();
      await load();
      return tombstone;
    },
    strangers: (email) =>
      [...accounts.values()].filter(
        ({ label, person }) =>
          label?.toLowerCase() === email.trim().toLowerCase() && people.byId(person) === null,
      ),
    async eraseAccounts(these) {
      await directory.forget(committee, { people: [], accounts: these, texts: [] });
      await load();
    },
    async erase() {
      await applyTombstones(directory, committee);
      await load();
      sharedEmails = shared();
    },
    async refresh(changes) {
      const { changed } = directory;
      if (changes !== null && changed) {
        takeIn(await settled(() => changed(committee, changes)), people.all);
      } else {
        await reloadTombstones();
        await load();
      }
      sharedEmails = shared();
    },
  };
}
