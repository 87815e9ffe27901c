import type { Account, Directory, Person, Stored } from '../ports/directory.ts';
import { storedIn } from '../privacy/erasure.ts';
import { type Forgotten, forgottenOf } from '../privacy/marks.ts';
import { indexPeople, type People } from '../roster/identify.ts';
import { accountTables } from './tables.ts';

/** What is held in memory of a directory. */
export interface Held extends Omit<ReturnType<typeof accountTables>, 'take' | 'clear'> {
  people(): People;
  /** The same, found by e-mail only while `active`: a leaver's e-mail may be a successor's now. */
  among(active: (person: string) => boolean): People;
  /** Whether several people have an e-mail, as when it was last counted. */
  isShared(email: string): boolean;
  /** Counts anew: once all who leave together are erased, since an e-mail that two of them share is nobody's alone. */
  countEmails(): void;
  forgotten(): Forgotten;
  /** Key of the marks of those who were forgotten. */
  markKey(): string;
  /** Something was written to the directory and is in memory too: a reading from before it counts for nothing. */
  took(): void;
  /** Takes all in anew. */
  load(): Promise<void>;
  loadPeople(): Promise<void>;
  loadForgotten(): Promise<void>;
  /** Takes in what other processes wrote: by these changes, or whatever it was. */
  refresh(changes: readonly string[] | null): Promise<void>;
}

/** Reads a directory into memory. */
export async function hold(directory: Directory, committee: string): Promise<Held> {
  const tables = accountTables();
  let { key, all: buried } = await directory.tombstones(committee);
  let forgotten = forgottenOf(key, buried);
  let people = indexPeople([]);
  /** Counts what this process took into its memory: a reading from before it would forget that again. */
  let taken = 0;

  /** Whoever is marked as forgotten is nobody, whatever a disk that takes no writes still holds. */
  const known = (all: readonly Person[]): People =>
    indexPeople(all.filter(({ id }) => !forgotten.isPerson(id)));

  /** Reads so that nothing was taken in meanwhile. */
  async function settled(read: () => Promise<Stored>): Promise<Stored> {
    for (;;) {
      const before = taken;
      const stored = await read();
      if (before === taken) return stored;
    }
  }

  function takeIn(stored: Stored, before: readonly Person[]): void {
    if (stored.people.length > 0 || before.length === 0) {
      const all = new Map([...before, ...stored.people].map((person) => [person.id, person]));
      people = known([...all.values()]);
    }
    tables.take(stored, forgotten);
    taken += 1;
  }

  async function load(): Promise<void> {
    const stored = await settled(() => storedIn(directory, committee));
    tables.clear();
    takeIn(stored, []);
  }
  await load();

  async function loadForgotten(): Promise<void> {
    ({ key, all: buried } = await directory.tombstones(committee));
    forgotten = forgottenOf(key, buried);
  }

  let timesOfEmail: ReadonlyMap<string, number> = new Map();
  function countEmails(): void {
    const times = new Map<string, number>();
    for (const { email } of people.all) if (email) times.set(email, (times.get(email) ?? 0) + 1);
    timesOfEmail = times;
  }
  countEmails();
  const isShared = (email: string): boolean => (timesOfEmail.get(email) ?? 0) > 1;

  const { accounts, addresses, texts, byPerson, visitors } = tables;
  return {
    ...{ accounts, addresses, texts, byPerson, visitors },
    ...{ isShared, countEmails, load, loadForgotten },
    people: () => people,
    // Made anew only for an e-mail that several people have.
    among: (active) => ({
      ...people,
      byEmail: (email) => {
        const folded = email.trim().toLowerCase();
        if (!isShared(folded)) return people.byEmail(email);
        const here = people.all.filter((p) => p.email === folded && active(p.id));
        return here.length === 1 ? here[0]! : null;
      },
    }),
    forgotten: () => forgotten,
    markKey: () => key,
    took: () => {
      taken += 1;
    },
    remember: (account: Account) => {
      taken += 1;
      tables.remember(account);
    },
    loadPeople: async () => {
      people = known(await directory.people(committee));
    },
    refresh: async (changes) => {
      const { changed } = directory;
      if (changes !== null && changed) {
        takeIn(await settled(() => changed(committee, changes)), people.all);
      } else {
        await loadForgotten();
        await load();
      }
      countEmails();
    },
  };
}
