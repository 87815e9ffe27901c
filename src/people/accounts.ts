import { StoreFailed } from '../journal.ts';
import type { Account, AccountId, Address, Directory, Person } from '../ports/directory.ts';
import { applyTombstones } from '../privacy/erasure.ts';
import { accountMark } from '../privacy/marks.ts';
import type { Met, Request } from '../request.ts';
import { personByEmail } from '../roster/identify.ts';
import type { Held } from './held.ts';
import { accountKey, addressKey } from './tables.ts';

/** Who somebody is: a person on file, or the id under which a stranger can ask to be added. */
export interface Identity {
  readonly person: Person | null;
  readonly visitor: string | null;
}

type Active = (person: string) => boolean;

/** Whose chat accounts are. */
export interface AccountBook {
  identify(
    request: Pick<Request, 'account' | 'emails' | 'guest' | 'unverified'>,
    active: Active,
  ): Promise<Identity>;
  /** How an account is known here, nothing of it being kept: as whom, and since when it is bound; null for nobody. */
  recognise(
    request: Pick<Request, 'account' | 'emails' | 'guest'>,
    active: Active,
  ): { readonly person: Person | null; readonly since: string | null } | null;
  /**
   * Binds accounts to the people whose e-mail they have, so that those are reached who never wrote to the bot, or not since
   * they are on file. Only people who are on the roster without any account, and nobody becomes known who is not on file.
   */
  meet(all: readonly Met[], active: Active): Promise<void>;
  rebind(account: AccountId, person: string, at: string): Promise<void>;
  saveAddress(address: Address): Promise<void>;
}

interface Options {
  readonly directory: Directory;
  readonly committee: string;
  readonly fresh: () => string;
  readonly now: () => Date;
  /** Told where a person was whose account is somebody else's from now on. */
  readonly left: (person: string, account: AccountId) => void;
}

/** The first match by e-mail inside the home workspace or tenant binds an account (design). */
export function accountBook(held: Held, { directory, committee, fresh, now, left }: Options): AccountBook {
  const { accounts, addresses, byPerson, remember, among } = held;

  /** Somebody who was forgotten comes with an account that is not known as theirs: nothing of it is kept. */
  async function shun(account: AccountId, emails: readonly string[]): Promise<boolean> {
    const { byAccount, byEmail } = held.forgotten();
    if (byAccount(account) !== null) return true;
    const found = emails.map(byEmail).find((t) => t !== null);
    if (!found) return false;
    const own = [...found.accounts, accountMark(held.markKey(), account)];
    // A disk that takes nothing now will at their next word.
    await directory.bury(committee, { ...found, accounts: own }).then(held.loadForgotten, () => {});
    await applyTombstones(directory, committee).catch(() => false);
    accounts.delete(accountKey(account));
    addresses.delete(addressKey({ ...account, kind: 'person', id: account.user }));
    return true;
  }

  /** Binds an account; one that was a stranger's so far is the person's from now on. */
  async function bindTo(binding: Account): Promise<Account> {
    if (!accounts.has(accountKey(binding))) return directory.bind(committee, binding);
    await directory.rebind(committee, binding);
    return binding;
  }

  async function saveAddress(address: Address): Promise<void> {
    const key = addressKey(address);
    const { platform, kind, tenant, id: user } = address;
    const account = { platform, tenant, user };
    const isShunned = () =>
      kind === 'person' && !accounts.has(accountKey(account)) && held.forgotten().byAccount(account) !== null;
    if (isShunned()) return;
    if (JSON.stringify(addresses.get(key)) === JSON.stringify(address)) return;
    await directory.saveAddress(committee, address);
    // Perhaps it was found out meanwhile whose it is.
    if (isShunned()) return directory.forget(committee, { people: [], accounts: [account], texts: [] });
    addresses.set(key, address);
    held.took();
  }

  return {
    saveAddress,
    async identify({ account, emails, guest, unverified }, active) {
      if (guest) return { person: null, visitor: null };
      const bound = accounts.get(accountKey(account));
      const known = bound && held.people().byId(bound.person);
      if (known) return { person: known, visitor: null };
      if (unverified) return { person: null, visitor: null };
      const match = personByEmail(among(active), emails);
      const boundAt = now().toISOString();
      if (match) {
        const binding = await bindTo({ ...account, person: match.id, boundAt }).catch(() => null);
        // A disk that takes nothing keeps no binding; the e-mail says as much, and questions are still answered.
        if (binding === null) return { person: match, visitor: null };
        remember(binding);
        return { person: held.people().byId(binding.person) ?? match, visitor: null };
      }
      if (await shun(account, emails)) return { person: null, visitor: null };
      if (bound) return { person: null, visitor: bound.person };
      const label = emails[0];
      const stranger = { ...account, person: fresh(), boundAt, ...(label !== undefined && { label }) };
      const binding = await directory.bind(committee, stranger).catch((cause: unknown) => {
        throw new StoreFailed('account not kept', { cause });
      });
      remember(binding);
      return { person: null, visitor: binding.person };
    },
    async meet(all, active) {
      const here = among(active);
      const boundAt = now().toISOString();
      const unbound = new Map<string, Met>();
      /** Bound, and their address lost: by a crash between the two, or never told. */
      const bound: Met[] = [];
      for (const met of all) {
        const known = accounts.get(accountKey(met.account));
        const match =
          held.forgotten().byAccount(met.account) === null ? personByEmail(here, met.emails) : null;
        if (known && held.people().byId(known.person)) bound.push(met);
        else if (match && active(match.id) && !byPerson.get(match.id)?.length) unbound.set(match.id, met);
      }
      await Promise.all(
        [...unbound].map(async ([person, { account }]) => {
          const binding = await bindTo({ ...account, person, boundAt });
          if (held.people().byId(person) !== null) return remember(binding);
          // Forgotten meanwhile.
          unbound.delete(person);
          await directory.forget(committee, { people: [], accounts: [account], texts: [] });
        }),
      );
      await Promise.all([...bound, ...unbound.values()].map(({ address }) => saveAddress(address)));
    },
    recognise({ account, emails, guest }, active) {
      if (guest) return null;
      const bound = accounts.get(accountKey(account));
      const person = (bound && held.people().byId(bound.person)) ?? null;
      if (bound && person) return { person, since: bound.boundAt };
      const match = personByEmail(among(active), emails);
      if (match) return { person: match, since: null };
      return bound ? { person: null, since: bound.boundAt } : null;
    },
    async rebind(account, person, at) {
      const binding = { ...account, person, boundAt: at };
      const before = accounts.get(accountKey(account))?.person;
      await directory.rebind(committee, binding);
      if (before) left(before, account);
      remember(binding);
    },
  };
}
