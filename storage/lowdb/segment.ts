import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { canonical, type Entry, entrySchema, type Head, sha256 } from '../../src/entry.ts';
import type { DamageReason } from '../../src/ports.ts';
import { hasCode } from './errors.ts';
import { committeeFolder } from './folder.ts';

/**
 * Entries after which a segment is complete. A batch is never split, since a rename can make only one file
 * appear: so a complete segment may hold more, and only the last one fewer.
 */
export const full = 256;

export const ledgerFolder = (dir: string, committee: string): string =>
  join(committeeFolder(dir, committee), 'ledger');

/** A segment's file name; numbers start at 1. */
export const segmentName = (number: number): string => `${String(number).padStart(6, '0')}.json`;

/** How many segments there are from the first on, and whether one is missing after that. */
export async function listSegments(folder: string): Promise<{ count: number; gap: boolean }> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return { count: 0, gap: false };
    throw error;
  }
  const present = new Set(names.filter((name) => /^\d{6,}\.json$/.test(name)));
  let count = 0;
  while (present.has(segmentName(count + 1))) count += 1;
  return { count, gap: present.size > count };
}

const texts = new WeakMap<Entry, string>();

/** The canonical text of an entry as it was read or prepared here; computed once. */
export function textOf(entry: Entry): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const text = canonicalParsed(entry);
  texts.set(entry, text);
  return text;
}

/** A segment's text: the canonical form of the list of its entries. */
export const encodeSegment = (entries: readonly Entry[]): string => `[${entries.map(textOf).join(',')}]`;

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
const canonicalParsed = (value: unknown): string =>
  inOrder(value) ? JSON.stringify(value) : canonical(value);

/** What is wrong with a parsed entry that should follow `head`; null when nothing is. */
function fault(item: unknown, text: string, committee: string, head: Head): DamageReason | null {
  if (!isNfc(text)) return 'not-canonical';
  if (!entrySchema.safeParse(item).success) return 'schema';
  const { hash, ...rest } = item as Entry;
  if (rest.committee !== committee) return 'committee';
  if (rest.seq !== head.seq + 1) return 'seq';
  if (rest.prev !== head.hash) return 'prev';
  return sha256(canonicalParsed(rest)) === hash ? null : 'hash';
}

export interface Fault {
  readonly seq: number | null;
  readonly reason: DamageReason;
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
    let reason = isNfc(json) ? fault(raw, text, committee, head) : 'not-canonical';
    if (keys.has(given.key)) reason ??= 'duplicate-key';
    if (reason !== null) throw new TypeError(`entry ${given.seq} can't follow ${head.seq}: ${reason}`);
    const entry = JSON.parse(text) as Entry;
    texts.set(entry, text);
    keys.add(entry.key);
    head = entry;
    return entry;
  });
}

/** The first entry of an unreadable segment that is not JSON by itself, counted from 0. */
function firstUnreadable(text: string): number {
  // Entries begin with "actor" and end with "v", the first and last of their names in order.
  const pieces = text.slice(1, -1).split(/(?<="v":1\}),(?=\{"actor":)/);
  const at = pieces.findIndex((piece) => {
    try {
      return JSON.parse(piece) === null;
    } catch {
      return true;
    }
  });
  if (at >= 0) return at;
  return text.startsWith('[') ? pieces.length - 1 : 0;
}

/**
 * The entries of a segment's bytes, or the first fault. `head` is the entry before; null takes the first entry's
 * own word for it.
 */
export function decodeSegment(
  bytes: Buffer,
  committee: string,
  head: Head | null,
): { readonly entries: readonly Entry[]; readonly fault: Fault | null } {
  const text = bytes.toString('utf8');
  let items: unknown;
  try {
    items = JSON.parse(text);
  } catch {
    return {
      entries: [],
      fault: { seq: head && head.seq + 1 + firstUnreadable(text), reason: 'unreadable' },
    };
  }
  if (!Array.isArray(items)) return { entries: [], fault: { seq: null, reason: 'unreadable' } };
  if (items.length === 0) return { entries: [], fault: { seq: head && head.seq + 1, reason: 'truncated' } };

  const parsed = items.map(canonicalParsed);
  const exact = bytes.equals(Buffer.from(`[${parsed.join(',')}]`));
  const first = items[0] as Entry;
  let last: Head = head ?? { seq: first.seq - 1, hash: first.prev };
  let position = 1;
  for (const [at, item] of items.entries()) {
    const entryText = parsed[at]!;
    const kept = exact || text.startsWith(entryText, position);
    const reason = kept ? fault(item, entryText, committee, last) : 'not-canonical';
    if (reason !== null)
      return { entries: items.slice(0, at) as Entry[], fault: { seq: last.seq + 1, reason } };
    last = item as Entry;
    position += entryText.length + 1;
  }
  // Every entry is itself, yet the bytes are not: what stands around them has changed.
  return { entries: items as Entry[], fault: exact ? null : { seq: last.seq, reason: 'not-canonical' } };
}
