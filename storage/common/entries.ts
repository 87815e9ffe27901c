import { canonical, type Entry, entrySchema, type Head, sha256 } from '../../src/entry.ts';
import type { DamageReason } from '../../src/ports.ts';

/** Done and total. */
export type Progress = (done: number, total: number) => void;

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

function inOrder(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(inOrder);
  const names = Object.keys(value);
  return (
    names.every((name, at) => at === 0 || names[at - 1]! < name) &&
    names.every((name) => inOrder((value as Record<string, unknown>)[name]))
  );
}

/** All text below U+0300 is in NFC, which is quick to see. */
const isNfc = (text: string): boolean => !/[^\u0000-\u02ff]/.test(text) || text === text.normalize('NFC');

/**
 * The canonical form of what JSON.parse gave, in its own Unicode form. Numbers and strings of JSON.stringify are
 * those of RFC 8785 already, so with the names in order it is the same at a tenth of the cost.
 */
export const canonicalParsed = (value: unknown): string =>
  inOrder(value) ? JSON.stringify(value) : canonical(value);

/** What is wrong with a parsed entry that should follow `head`; null when nothing is. */
export function faultOf(item: unknown, text: string, committee: string, head: Head): DamageReason | null {
  if (!isNfc(text)) return 'not-canonical';
  if (!entrySchema.safeParse(item).success) return 'schema';
  const { hash, ...rest } = item as Entry;
  if (rest.committee !== committee) return 'committee';
  if (rest.seq !== head.seq + 1) return 'seq';
  if (rest.prev !== head.hash) return 'prev';
  return sha256(canonicalParsed(rest)) === hash ? null : 'hash';
}

/**
 * Checked copies of entries that are to follow `after`, with their canonical text at hand.
 * Throws TypeError for entries that no ledger could take.
 */
export function prepare(committee: string, after: Head, entries: readonly Entry[]): Entry[] {
  const keys = new Set<string>();
  let head = after;
  return entries.map((given) => {
    const json = JSON.stringify(given);
    const raw: unknown = JSON.parse(json);
    const text = canonicalParsed(raw);
    let reason = isNfc(json) ? faultOf(raw, text, committee, head) : 'not-canonical';
    if (keys.has(given.key)) reason ??= 'duplicate-key';
    if (reason !== null) throw new TypeError(`entry ${given.seq} can't follow ${head.seq}: ${reason}`);
    const entry = JSON.parse(text) as Entry;
    texts.set(entry, text);
    keys.add(entry.key);
    head = entry;
    return entry;
  });
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
