import type { Account, AccountId, Address, Stored } from '../ports/directory.ts';
import type { Forgotten } from '../privacy/marks.ts';

/** An account, and under what its address is kept. */
interface Known {
  readonly account: Account;
  readonly at: string;
}

/** What makes accounts the same. */
export const accountKey = (a: AccountId): string => `${a.platform}/${a.tenant}/${a.user}`;
/** Under what an address is kept. */
export const addressKey = (a: Pick<Address, 'platform' | 'kind' | 'id'>): string =>
  `${a.platform}/${a.kind}/${a.id}`;

/** Accounts, addresses and texts in memory, by what they are asked for. */
export function accountTables() {
  const accounts = new Map<string, Account>();
  const addresses = new Map<string, Address>();
  const texts = new Map<string, string>();
  const byPerson = new Map<string, readonly Known[]>();
  const visitors = new Map<string, Account>();

  function remember(account: Account): void {
    const old = accounts.get(accountKey(account));
    accounts.set(accountKey(account), account);
    const of = (person: string) => byPerson.get(person) ?? [];
    if (old)
      byPerson.set(
        old.person,
        of(old.person).filter((known) => known.account !== old),
      );
    const at = addressKey({ ...account, kind: 'person', id: account.user });
    byPerson.set(account.person, [...of(account.person), { account, at }]);
    visitors.set(account.person, account);
  }

  return {
    ...{ accounts, addresses, texts, byPerson, visitors },
    remember,
    take(stored: Omit<Stored, 'people'>, forgotten: Forgotten): void {
      for (const account of stored.accounts) if (!forgotten.isPerson(account.person)) remember(account);
      for (const address of stored.addresses) addresses.set(addressKey(address), address);
      for (const { id, text } of stored.texts) texts.set(id, text);
    },
    clear(): void {
      for (const table of [accounts, addresses, texts, byPerson, visitors]) table.clear();
    },
  };
}
