import { accountKey } from '../people/tables.ts';
import type {
  Account,
  AccountId,
  Directory,
  Erasure,
  FreeText,
  Person,
  Stored,
  Tombstone,
} from '../ports/directory.ts';
import { forgottenOf } from './marks.ts';
import { namingOf } from './naming.ts';

/** All that a directory holds. */
export async function storedIn(directory: Directory, committee: string): Promise<Stored> {
  return {
    people: await directory.people(committee),
    accounts: await directory.accounts(committee),
    addresses: await directory.addresses(committee),
    texts: await directory.texts(committee),
  };
}

/**
 * What a directory still holds of those who were forgotten; null where there is nothing. Somebody who was taken in
 * again is another person, whose accounts stay.
 */
function erasureOf(key: string, tombstones: readonly Tombstone[], stored: Stored): Erasure | null {
  const forgotten = forgottenOf(key, tombstones);
  const gone = stored.people.filter(({ id }) => forgotten.isPerson(id));
  const staying = new Set(stored.people.filter((p) => !gone.includes(p)).map(({ id }) => id));
  const isTheirs = (a: Account): boolean =>
    forgotten.isPerson(a.person) ||
    (!staying.has(a.person) &&
      (forgotten.byAccount(a) !== null || (a.label !== undefined && forgotten.byEmail(a.label) !== null)));
  const theirs = stored.accounts.filter(isTheirs);
  const kept = new Set(stored.accounts.filter((a) => !theirs.includes(a)).map(accountKey));
  const reached = stored.addresses
    .filter(({ kind }) => kind === 'person')
    .map(({ platform, tenant, id }): AccountId => ({ platform, tenant, user: id }))
    .filter((a) => !kept.has(accountKey(a)))
    .filter((a) => forgotten.byAccount(a) !== null || theirs.some((t) => accountKey(t) === accountKey(a)));
  const accounts = [...new Map([...theirs, ...reached].map((a) => [accountKey(a), a])).values()];
  const texts = textsErased(tombstones, gone, stored.texts);
  const people = gone.map(({ id }) => id);
  return people.length + accounts.length + texts.length === 0 ? null : { people, accounts, texts };
}

/** Without their salt nobody can try words on the hash that the ledger holds. */
function textsErased(
  tombstones: readonly Tombstone[],
  gone: readonly Person[],
  texts: readonly FreeText[],
): FreeText[] {
  const whole = new Set(tombstones.flatMap((t) => t.texts));
  const namings = gone.map(namingOf);
  return texts.flatMap(({ id, salt, text }): FreeText[] => {
    if (whole.has(id)) return text === '' && salt === '' ? [] : [{ id, salt: '', text: '' }];
    const masked = namings.reduce((words, naming) => naming(words).masked, text);
    return masked === text ? [] : [{ id, salt: '', text: masked }];
  });
}

/**
 * Erases what a directory still holds of those who were forgotten: after a restore of an older backup, or after a crash
 * amid it. Run at every start; where there is nothing it writes nothing. Gives whether there was something.
 */
export async function applyTombstones(directory: Directory, committee: string): Promise<boolean> {
  const { key, all } = await directory.tombstones(committee);
  if (all.length === 0) return false;
  const erasure = erasureOf(key, all, await storedIn(directory, committee));
  if (erasure === null) return false;
  await directory.forget(committee, erasure);
  return true;
}
