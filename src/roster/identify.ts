import type { Person } from '../ports/directory.ts';
import { withoutZeros } from './match.ts';

/** The people of a roster by what others know them by. Made anew when people change. */
export interface People {
  readonly all: readonly Person[];
  byId(id: string): Person | null;
  /** By numero_empleado, exactly; leading zeros may lack where only one person can be meant. */
  byNumber(number: string): Person | null;
  /** By e-mail, case aside; one that several people share identifies nobody. */
  byEmail(email: string): Person | null;
  /** By name, in the alphabetical order of Spanish. */
  list(): readonly Person[];
}

const spanish = new Intl.Collator('es-MX');
const emailKey = (email: string): string => email.normalize('NFC').trim().toLowerCase();
const numberKey = (number: string): string => number.normalize('NFC').trim().toUpperCase();

/** An index over people. Pass only those whom it may find: who has left keeps an e-mail that a successor may have. */
export function indexPeople(people: readonly Person[]): People {
  const ids = new Map(people.map((person) => [person.id, person]));
  const emails = group(people, ({ email }) => (email === null ? '' : emailKey(email)));
  const numbers = group(people, ({ number }) => numberKey(number));
  const bare = group(people, ({ number }) => withoutZeros(numberKey(number)));
  let sorted: readonly Person[] | null = null;
  return {
    all: people,
    byId: (id) => ids.get(id) ?? null,
    byNumber: (number) =>
      numbers.has(numberKey(number))
        ? only(numbers.get(numberKey(number)))
        : only(bare.get(withoutZeros(numberKey(number)))),
    byEmail: (email) => (email.trim() === '' ? null : only(emails.get(emailKey(email)))),
    list() {
      sorted ??= [...people].sort((a, b) => spanish.compare(a.name, b.name));
      return sorted;
    },
  };
}

/**
 * The one person whom these e-mails (a platform may vouch for several: mail and UPN) identify. Null when they are
 * nobody's, shared, or of different people.
 */
export function personByEmail(people: People | readonly Person[], emails: readonly string[]): Person | null {
  const index = 'byEmail' in people ? people : indexPeople(people);
  const found = emails.map((email) => index.byEmail(email)).filter((person) => person !== null);
  return only([...new Map(found.map((person) => [person.id, person])).values()]);
}

function group(people: readonly Person[], key: (person: Person) => string): Map<string, Person[]> {
  const groups = new Map<string, Person[]>();
  for (const person of people) {
    const own = key(person);
    const list = groups.get(own);
    if (list) list.push(person);
    else groups.set(own, [person]);
  }
  return groups;
}

function only(list: readonly Person[] | undefined): Person | null {
  return list?.length === 1 ? list[0]! : null;
}
