import { createHmac } from 'node:crypto';
import type { AccountId, Person, Tombstone } from '../ports/directory.ts';
import { withoutZeros } from '../roster/match.ts';

/** What a mark stands for; the same words as number and as e-mail give two marks. */
type Marked = 'number' | 'email' | 'account';

const tidy = (text: string): string => text.normalize('NFC').trim();

/** A keyed hash (HMAC-SHA-256, in hex): without the key nobody can try out numbers or e-mails on it. */
const mark = (key: string, what: Marked, value: string): string =>
  createHmac('sha256', Buffer.from(key, 'hex')).update(`${what}\n${value}`).digest('hex');

/** The mark of an employee number, whose leading zeros a spreadsheet may have lost. */
export const numberMark = (key: string, number: string): string =>
  mark(key, 'number', withoutZeros(tidy(number).toUpperCase()));

/** The mark of an e-mail, case aside. */
export const emailMark = (key: string, email: string): string =>
  mark(key, 'email', tidy(email).toLowerCase());

/** The mark of a chat account. */
export const accountMark = (key: string, { platform, tenant, user }: AccountId): string =>
  mark(key, 'account', JSON.stringify([platform, tenant, user]));

/** Those who were forgotten, by what can be met of them again. */
export interface Forgotten {
  readonly all: readonly Tombstone[];
  isPerson(id: string): boolean;
  byNumber(number: string): Tombstone | null;
  byEmail(email: string): Tombstone | null;
  byAccount(account: AccountId): Tombstone | null;
}

/** An index over tombstones and the key of their marks. */
export function forgottenOf(key: string, all: readonly Tombstone[]): Forgotten {
  const people = new Set(all.map(({ person }) => person));
  const numbers = new Map(all.map((t) => [t.number, t]));
  const emails = new Map(all.flatMap((t) => (t.email === null ? [] : [[t.email, t] as const])));
  const accounts = new Map(all.flatMap((t) => t.accounts.map((a) => [a, t] as const)));
  const look = <K>(table: ReadonlyMap<string, Tombstone>, of: (it: K) => string) =>
    // Where nobody was forgotten nothing is hashed.
    all.length === 0 ? () => null : (it: K) => table.get(of(it)) ?? null;
  return {
    all,
    isPerson: (id) => people.has(id),
    byNumber: look(numbers, (number: string) => numberMark(key, number)),
    byEmail: look(emails, (email: string) => emailMark(key, email)),
    byAccount: look(accounts, (account: AccountId) => accountMark(key, account)),
  };
}

/** What a tombstone is made from. `email` only where it is theirs alone: a shared one is others' too. */
export interface Leaving {
  readonly person: Pick<Person, 'id' | 'number' | 'email'>;
  readonly accounts: readonly AccountId[];
  readonly texts: readonly string[];
  readonly oficio: string | null;
  readonly on: string;
}

/** What stays of somebody who is forgotten. */
export const tombstoneOf = (key: string, { person, accounts, texts, oficio, on }: Leaving): Tombstone => ({
  person: person.id,
  number: numberMark(key, person.number),
  email: person.email === null ? null : emailMark(key, person.email),
  accounts: accounts.map((a) => accountMark(key, a)),
  texts,
  oficio,
  on,
});
