import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalParsed, type Entry, entrySchema, type Head } from '../../src/entry.ts';
import type { DamageReason } from '../../src/ports/ledger.ts';
import { faultOf, textOf } from '../common/entries.ts';
import { hasCode } from '../common/errors.ts';
import { committeeFolder } from './folder.ts';

/**
 * Entries after which a segment is complete. A batch is never split, since a rename can make only one file
 * appear: so a complete segment may hold more, and only the last one fewer.
 */
export const full = 256;

/** The folder of a committee's segments. */
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

/** A segment's text: the canonical form of the list of its entries. */
export const encodeSegment = (entries: readonly Entry[]): string => `[${entries.map(textOf).join(',')}]`;

export interface Fault {
  readonly seq: number | null;
  readonly reason: DamageReason;
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

export interface Decoded {
  readonly entries: readonly Entry[];
  readonly fault: Fault | null;
}

/** Entries after which whoever decodes may let others go on: a fraction of a millisecond each. */
const stepEntries = 16;

/**
 * The entries of a segment's bytes, or the first fault, step by step. `head` is the entry before; null takes the first
 * entry's own word for it.
 */
export function* decoding(bytes: Buffer, committee: string, head: Head | null): Generator<void, Decoded> {
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

  const parsed: string[] = [];
  for (const item of items) {
    parsed.push(canonicalParsed(item));
    if (parsed.length % stepEntries === 0) yield;
  }
  const exact = bytes.equals(Buffer.from(`[${parsed.join(',')}]`));
  if (head === null && !entrySchema.safeParse(items[0]).success)
    return { entries: [], fault: { seq: null, reason: 'schema' } };
  const first = items[0] as Entry;
  let last: Head = head ?? { seq: first.seq - 1, hash: first.prev };
  let position = 1;
  for (const [at, item] of items.entries()) {
    const entryText = parsed[at]!;
    const kept = exact || text.startsWith(entryText, position);
    const reason = kept ? faultOf(item, entryText, committee, last) : 'not-canonical';
    if (reason !== null)
      return { entries: items.slice(0, at) as Entry[], fault: { seq: last.seq + 1, reason } };
    last = item as Entry;
    position += entryText.length + 1;
    if (at % stepEntries === 0) yield;
  }
  // Every entry is itself, yet the bytes are not: what stands around them has changed.
  return { entries: items as Entry[], fault: exact ? null : { seq: last.seq, reason: 'not-canonical' } };
}

/** The same at once. */
export function decodeSegment(bytes: Buffer, committee: string, head: Head | null): Decoded {
  const steps = decoding(bytes, committee, head);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
