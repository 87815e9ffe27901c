import type { Target } from './due/keys.ts';
import { type AccountBook, accountBook } from './people/accounts.ts';
import { hold } from './people/held.ts';
import { addressKey } from './people/tables.ts';
import { type TextBook, textBook } from './people/texts.ts';
import type {
  Account,
  AccountId,
  Address,
  Directory,
  FreeText,
  Person,
  Tombstone,
} from './ports/directory.ts';
import { applyTombstones } from './privacy/erasure.ts';
import { type Forgotten, type Leaving, tombstoneOf } from './privacy/marks.ts';
import type { People } from './roster/identify.ts';

/** The directory in memory: read at the start, written through. */
export interface PeopleBook extends AccountBook, Pick<TextBook, 'textOf' | 'drop'> {
  people(): People;
  /** The same, found by e-mail only while `active`: a leaver's e-mail may be a successor's now. */
  among(active: (person: string) => boolean): People;
  keep(texts: readonly FreeText[], people: readonly Person[]): Promise<void>;
  /** How a person is reached, on the platform they used last; null while no platform knows them. */
  reach(person: string): Target | null;
  address(to: Target): Address | undefined;
  /** E-mail of somebody who is not on the plantilla. */
  label(visitor: string): string | null;
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

/** Opens the directory. */
export async function openPeople(options: Options): Promise<PeopleBook> {
  const { directory, committee } = options;
  const held = await hold(directory, committee);
  const { accounts, addresses, byPerson, visitors, people, forgotten } = held;
  const { save, textOf, drop } = textBook(held.texts, directory, committee);
  /** Chats in which people were before somebody else sits there: what was posted to them there can still be changed. */
  const formerly = new Map<string, string>();
  const left = (person: string, account: AccountId): void =>
    void formerly.set(person, addressKey({ ...account, kind: 'person', id: account.user }));

  return {
    ...accountBook(held, { ...options, left }),
    ...{ people, forgotten, textOf, drop },
    among: held.among,
    refresh: held.refresh,
    async keep(written, added) {
      await save(written);
      held.took();
      if (added.length === 0) return;
      await directory.savePeople(committee, added);
      await held.loadPeople();
      held.countEmails();
      held.took();
    },
    reach(person) {
      const known = byPerson.get(person)?.findLast(({ at }) => addresses.has(at));
      return known ? { platform: known.account.platform, kind: 'person', id: person } : null;
    },
    address(to) {
      if (to.kind === 'channel') return addresses.get(addressKey(to));
      const known = byPerson.get(to.id)?.filter(({ account }) => account.platform === to.platform);
      const own = known?.map(({ at }) => addresses.get(at)).findLast((a) => a !== undefined);
      return own ?? addresses.get(formerly.get(to.id) ?? '');
    },
    label: (visitor) => visitors.get(visitor)?.label ?? null,
    byEmails: (emails) => emails.flatMap((e) => people().byEmail(e) ?? []),
    async bury(leaving) {
      const { person } = leaving;
      const alone = person.email !== null && !held.isShared(person.email);
      const tombstone = tombstoneOf(held.markKey(), {
        ...leaving,
        person: { ...person, email: alone ? person.email : null },
        accounts: (byPerson.get(person.id) ?? []).map(({ account }) => account),
      });
      await directory.bury(committee, tombstone);
      await held.loadForgotten();
      await held.load();
      return tombstone;
    },
    strangers: (email) =>
      [...accounts.values()].filter(
        ({ label, person }) =>
          label?.toLowerCase() === email.trim().toLowerCase() && people().byId(person) === null,
      ),
    async eraseAccounts(these) {
      await directory.forget(committee, { people: [], accounts: these, texts: [] });
      await held.load();
    },
    async erase() {
      await applyTombstones(directory, committee);
      await held.load();
      held.countEmails();
    },
  };
}
