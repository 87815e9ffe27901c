import { createHash, randomBytes } from 'node:crypto';
import { type Entry, entrySchema, type Head, origin } from '../../src/entry.ts';
import type {
  Account,
  AccountId,
  Address,
  Directory,
  FreeText,
  Person,
  Tombstone,
} from '../../src/ports/directory.ts';
import type { Files } from '../../src/ports/files.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { Snapshot, Snapshots } from '../../src/ports/snapshots.ts';
import { brokenLink } from './chain.ts';

/** A ledger in memory, held to the same contract as the real ones; for tests of what stands on a ledger. */
export function memoryLedger(): Ledger & Snapshots {
  const stored = new Map<string, Entry[]>();
  const snapshots = new Map<string, string>();
  const of = (committee: string) => stored.get(committee) ?? [];
  const headOf = (entries: readonly Entry[]): Head => {
    const last = entries.at(-1);
    return last === undefined ? origin : { seq: last.seq, hash: last.hash };
  };

  return {
    head: async (committee) => headOf(of(committee)),
    async *read(committee, from) {
      yield* of(committee).slice(Math.max(0, from - 1));
    },
    async append(committee, after, entries) {
      const present = of(committee);
      const keys = new Set<string>();
      let last: Head = after;
      for (const entry of entries) {
        entrySchema.parse(entry);
        const text = JSON.stringify(entry);
        if (text !== text.normalize('NFC')) throw new TypeError(`entry ${entry.seq} is not in NFC`);
        if (entry.committee !== committee || brokenLink(last, entry) !== null || keys.has(entry.key))
          throw new TypeError(`entry ${entry.seq} does not follow ${last.seq}`);
        keys.add(entry.key);
        last = entry;
      }
      const head = headOf(present);
      if (head.seq !== after.seq || head.hash !== after.hash) return 'conflict';
      if (present.some((entry) => keys.has(entry.key))) return 'conflict';
      stored.set(committee, [...present, ...structuredClone(entries)]);
      return 'appended';
    },
    async saveSnapshot(committee, snapshot) {
      snapshots.set(committee, JSON.stringify(snapshot));
    },
    async loadSnapshot(committee) {
      const text = snapshots.get(committee);
      if (text === undefined) return null;
      const snapshot = JSON.parse(text) as Snapshot;
      const at = snapshot.seq === 0 ? origin : of(committee)[snapshot.seq - 1];
      return at?.hash === snapshot.hash ? snapshot : null;
    },
    close: async () => {},
  };
}

/** A directory in memory, held to the same contract as the real ones. */
export function memoryDirectory(): Directory {
  const people = new Map<string, Map<string, Person>>();
  const accounts = new Map<string, Map<string, Account>>();
  const addresses = new Map<string, Map<string, Address>>();
  const texts = new Map<string, Map<string, FreeText>>();
  const of = <T>(all: Map<string, Map<string, T>>, committee: string): Map<string, T> => {
    const one = all.get(committee) ?? new Map<string, T>();
    all.set(committee, one);
    return one;
  };
  const tombstones = new Map<string, Map<string, Tombstone>>();
  const key = randomBytes(32).toString('hex');
  const accountKey = (id: AccountId) => [id.platform, id.tenant, id.user].join(' ');

  return {
    people: async (committee) => [...of(people, committee).values()],
    async savePeople(committee, saved) {
      const next = new Map(of(people, committee));
      for (const person of saved) next.set(person.id, structuredClone(person));
      if (new Set([...next.values()].map((person) => person.number)).size !== next.size)
        throw new RangeError('an employee number belongs to one person');
      people.set(committee, next);
    },
    accounts: async (committee) => [...of(accounts, committee).values()],
    async bind(committee, account) {
      const all = of(accounts, committee);
      const present = all.get(accountKey(account));
      if (present !== undefined) return present;
      all.set(accountKey(account), { ...account });
      return { ...account };
    },
    async rebind(committee, account) {
      of(accounts, committee).set(accountKey(account), { ...account });
    },
    addresses: async (committee) => [...of(addresses, committee).values()],
    async saveAddress(committee, address) {
      const { platform, kind, tenant, id } = address;
      of(addresses, committee).set([platform, kind, tenant, id].join(' '), structuredClone(address));
    },
    async saveTexts(committee, saved) {
      for (const text of saved) of(texts, committee).set(text.id, { ...text });
    },
    text: async (committee, id) => of(texts, committee).get(id) ?? null,
    texts: async (committee) => [...of(texts, committee).values()],
    async forget(committee, erasure) {
      for (const text of erasure.texts) of(texts, committee).set(text.id, { ...text });
      for (const { platform, tenant, user } of erasure.accounts)
        of(addresses, committee).delete([platform, 'person', tenant, user].join(' '));
      for (const account of erasure.accounts) of(accounts, committee).delete(accountKey(account));
      for (const id of erasure.people) of(people, committee).delete(id);
    },
    tombstones: async (committee) => ({ key, all: [...of(tombstones, committee).values()] }),
    async bury(committee, tombstone) {
      of(tombstones, committee).set(tombstone.person, structuredClone(tombstone));
    },
    close: async () => {},
  };
}

/** Files in memory, held to the same contract as the real ones. */
export function memoryFiles(): Files {
  const stored = new Map<string, Buffer>();
  const key = (committee: string, sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('not a SHA-256 in hex');
    return `${committee}/${sha256}`;
  };

  return {
    async put(committee, content) {
      const chunks: Uint8Array[] = [];
      if (content instanceof Uint8Array) chunks.push(content);
      else for await (const chunk of content) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      stored.set(key(committee, sha256), bytes);
      return { sha256, bytes: bytes.length };
    },
    async open(committee, sha256) {
      const bytes = stored.get(key(committee, sha256));
      return bytes === undefined
        ? null
        : (async function* () {
            yield Buffer.from(bytes);
          })();
    },
    has: async (committee, sha256) => stored.has(key(committee, sha256)),
    close: async () => {},
  };
}
