import type { Target } from './due.ts';
import { StoreFailed } from './journal.ts';
import type { Account, AccountId, Address, Directory, FreeText, Person } from './ports.ts';
import type { Request } from './request.ts';
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
    request: Pick<Request, 'account' | 'emails' | 'guest'>,
    active: (person: string) => boolean,
  ): Promise<Identity>;
  rebind(account: AccountId, person: string, at: string): Promise<void>;
  keep(texts: readonly FreeText[], people: readonly Person[]): Promise<void>;
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
}

interface Options {
  readonly directory: Directory;
  readonly committee: string;
  readonly fresh: () => string;
  readonly now: () => Date;
}

const accountKey = (a: AccountId): string => `${a.platform}/${a.tenant}/${a.user}`;
const addressKey = (a: Pick<Address, 'platform' | 'kind' | 'id'>): string =>
  `${a.platform}/${a.kind}/${a.id}`;

/** Opens the directory. The first match by e-mail inside the home workspace or tenant binds an account (design). */
export async function openPeople({ directory, committee, fresh, now }: Options): Promise<PeopleBook> {
  let people = indexPeople(await directory.people(committee));
  const accounts = new Map((await directory.accounts(committee)).map((a) => [accountKey(a), a]));
  const addresses = new Map((await directory.addresses(committee)).map((a) => [addressKey(a), a]));
  const texts = new Map((await directory.texts(committee)).map((t) => [t.id, t.text]));
  const byPerson = new Map<string, Account[]>();
  const visitors = new Map<string, Account>();

  const remember = (account: Account): void => {
    const old = accounts.get(accountKey(account));
    accounts.set(accountKey(account), account);
    if (old)
      byPerson.set(
        old.person,
        (byPerson.get(old.person) ?? []).filter((a) => a !== old),
      );
    byPerson.set(account.person, [...(byPerson.get(account.person) ?? []), account]);
    visitors.set(account.person, account);
  };
  for (const account of [...accounts.values()]) {
    byPerson.set(account.person, [...(byPerson.get(account.person) ?? []), account]);
    visitors.set(account.person, account);
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

  return {
    people: () => people,
    among,
    async identify({ account, emails, guest }, active) {
      if (guest) return { person: null, visitor: null };
      const bound = accounts.get(accountKey(account));
      const known = bound && people.byId(bound.person);
      if (known) return { person: known, visitor: null };
      const match = personByEmail(among(active), emails);
      const boundAt = now().toISOString();
      if (match) {
        const binding = { ...account, person: match.id, boundAt };
        const keeping = bound
          ? directory.rebind(committee, binding).then(() => binding)
          : directory.bind(committee, binding);
        const held = await keeping.catch(() => null);
        // A disk that takes nothing keeps no binding; the e-mail says as much, and questions are still answered.
        if (held === null) return { person: match, visitor: null };
        remember(held);
        return { person: people.byId(held.person) ?? match, visitor: null };
      }
      if (bound) return { person: null, visitor: bound.person };
      const label = emails[0];
      const stranger = { ...account, person: fresh(), boundAt, ...(label !== undefined && { label }) };
      const held = await directory.bind(committee, stranger).catch((cause: unknown) => {
        throw new StoreFailed('account not kept', { cause });
      });
      remember(held);
      return { person: null, visitor: held.person };
    },
    async rebind(account, person, at) {
      const binding = { ...account, person, boundAt: at };
      await directory.rebind(committee, binding);
      remember(binding);
    },
    async keep(written, added) {
      if (written.length > 0) await directory.saveTexts(committee, written);
      for (const { id, text } of written) texts.set(id, text);
      if (added.length === 0) return;
      await directory.savePeople(committee, added);
      people = indexPeople(await directory.people(committee));
      sharedEmails = shared();
    },
    async saveAddress(address) {
      const key = addressKey(address);
      if (JSON.stringify(addresses.get(key)) === JSON.stringify(address)) return;
      await directory.saveAddress(committee, address);
      addresses.set(key, address);
    },
    reach(person) {
      const held = (byPerson.get(person) ?? []).findLast((a) =>
        addresses.has(`${a.platform}/person/${a.user}`),
      );
      return held ? { platform: held.platform, kind: 'person', id: person } : null;
    },
    address(to) {
      if (to.kind === 'channel') return addresses.get(addressKey(to));
      const held = (byPerson.get(to.id) ?? []).filter((a) => a.platform === to.platform);
      return held
        .map((a) => addresses.get(`${a.platform}/person/${a.user}`))
        .findLast((a) => a !== undefined);
    },
    label: (visitor) => visitors.get(visitor)?.label ?? null,
    textOf: (id) => texts.get(id) || null,
    byEmails: (emails) => emails.flatMap((e) => people.byEmail(e) ?? []),
  };
}
