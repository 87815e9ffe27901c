import { z } from 'zod';
import {
  canonicalParsed,
  type Entry,
  entrySchema,
  type Head,
  hashOfParsed,
  isSealed,
} from '../../src/entry.ts';
import type { DamageReason } from '../../src/ports/ledger.ts';

/** Done and total. */
export type Progress = (done: number, total: number) => void;

/** A head as it is stored. */
export const headSchema = z.object({ seq: z.number().int().nonnegative(), hash: z.string() });

/** The head of a ledger that ends with an entry. */
export const headOf = (entry: Entry): Head => ({ seq: entry.seq, hash: entry.hash });

const texts = new WeakMap<Entry, string>();

/** The canonical text of an entry as it was read or prepared here; computed once. */
export function textOf(entry: Entry): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const text = canonicalParsed(entry);
  texts.set(entry, text);
  return text;
}

/** All text below U+0300 is in NFC, which is quick to see. */
const isNfc = (text: string): boolean => !/[^\u0000-\u02ff]/.test(text) || text === text.normalize('NFC');

/** What is wrong with a parsed entry that should follow `head`; null when nothing is. */
export function faultOf(item: unknown, text: string, committee: string, head: Head): DamageReason | null {
  if (!isNfc(text)) return 'not-canonical';
  return (
    misplaced(item, committee, head) ?? (hashOfParsed(item as Entry) === (item as Entry).hash ? null : 'hash')
  );
}

/** The same but for its text and its hash. */
function misplaced(item: unknown, committee: string, head: Head): DamageReason | null {
  if (!entrySchema.safeParse(item).success) return 'schema';
  const entry = item as Entry;
  if (entry.committee !== committee) return 'committee';
  if (entry.seq !== head.seq + 1) return 'seq';
  return entry.prev === head.hash ? null : 'prev';
}

/**
 * Checked copies of entries that are to follow `after`, with their canonical text at hand.
 * Throws TypeError for entries that no ledger could take.
 */
function prepare(committee: string, after: Head, entries: readonly Entry[]): Entry[] {
  const keys = new Set<string>();
  let head = after;
  return entries.map((given) => {
    const { entry, text, fault } = isSealed(given) ? asSealed(given) : copied(given);
    const reason = fault ?? (keys.has(given.key) ? 'duplicate-key' : null);
    if (reason !== null) throw new TypeError(`entry ${given.seq} can't follow ${head.seq}: ${reason}`);
    texts.set(entry, text);
    keys.add(entry.key);
    head = entry;
    return entry;
  });

  /** What is sealed stays as it is, and carries the hash of it. */
  function asSealed(entry: Entry) {
    return { entry, text: canonicalParsed(entry), fault: misplaced(entry, committee, head) };
  }

  function copied(given: Entry) {
    const json = JSON.stringify(given);
    const raw: unknown = JSON.parse(json);
    const text = canonicalParsed(raw);
    const fault = isNfc(json) ? faultOf(raw, text, committee, head) : 'not-canonical';
    return { entry: JSON.parse(text) as Entry, text, fault };
  }
}

/** Entries that are prepared between two turns of the event loop: some ms. */
const atOnce = 128;

/** As `prepare`, without keeping anybody waiting where there are many. */
export async function prepareAll(
  committee: string,
  after: Head,
  entries: readonly Entry[],
): Promise<readonly Entry[]> {
  if (entries.length <= atOnce) return prepare(committee, after, entries);
  const prepared: Entry[] = [];
  for (let from = 0; from < entries.length; from += atOnce) {
    const part = entries.slice(from, from + atOnce);
    for (const entry of prepare(committee, prepared.at(-1) ?? after, part)) prepared.push(entry);
    await new Promise((next) => setImmediate(next));
  }
  const keys = new Set<string>();
  for (const { key, seq } of prepared) {
    if (keys.has(key)) throw new TypeError(`entry ${seq} can't follow ${seq - 1}: duplicate-key`);
    keys.add(key);
  }
  return prepared;
}
