import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Entry, type Head, origin } from '../../src/entry.ts';
import { type Damage, DamagedLedger, type DamageReason } from '../../src/ports.ts';
import { headOf } from '../common/entries.ts';
import { hasCode } from '../common/errors.ts';
import { decodeSegment, full, ledgerFolder, listSegments, segmentName } from './segment.ts';

/** Where a ledger's segments lie, as they stood when they were listed. */
export interface Listing {
  readonly committee: string;
  readonly folder: string;
  readonly count: number;
  readonly gap: boolean;
}

/** A segment of the chain: `end` is its last entry. */
export interface Link {
  readonly number: number;
  readonly entries: readonly Entry[];
  readonly end: Head;
}

/** Lists a committee's segments; all but the last are complete, whatever is appended meanwhile. */
export async function listing(dir: string, committee: string): Promise<Listing> {
  const folder = ledgerFolder(dir, committee);
  return { committee, folder, ...(await listSegments(folder)) };
}

/** An error that says where a ledger is damaged. */
export function damaged(
  committee: string,
  number: number,
  seq: number | null,
  reason: DamageReason,
): DamagedLedger {
  const damage: Damage = { committee, segment: segmentName(number), seq, reason };
  return new DamagedLedger(damage);
}

async function bytesOf({ committee, folder }: Listing, number: number, seq: number | null): Promise<Buffer> {
  try {
    return await readFile(join(folder, segmentName(number)));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw damaged(committee, number, seq, 'missing');
    if (hasCode(error, 'EIO', 'EISDIR')) throw damaged(committee, number, seq, 'unreadable');
    throw error;
  }
}

/**
 * The checked entries of one segment. `head` is the entry before it; null takes the segment's own word for that.
 * Throws DamagedLedger at the first fault.
 */
export async function readSegment(
  from: Listing,
  number: number,
  head: Head | null,
): Promise<readonly Entry[]> {
  const { committee, count } = from;
  const bytes = await bytesOf(from, number, head && head.seq + 1);
  const { entries, fault } = decodeSegment(bytes, committee, head);
  if (fault !== null) throw damaged(committee, number, fault.seq, fault.reason);
  if (number < count && entries.length < full)
    throw damaged(committee, number, entries.at(-1)!.seq + 1, 'truncated');
  return entries;
}

/**
 * Segments one after the other, each checked: bytes, schema, sequence and chain, from the given segment on, which
 * follows `head` (null: take its own word). Throws DamagedLedger at the first fault.
 */
export async function* walk(from: Listing, first: number, head: Head | null): AsyncGenerator<Link> {
  let last = head;
  for (let number = first; number <= from.count; number += 1) {
    const entries = await readSegment(from, number, last);
    last = headOf(entries.at(-1)!);
    yield { number, entries, end: last };
  }
  if (from.gap) throw damaged(from.committee, from.count + 1, last && last.seq + 1, 'missing');
}

/** The segment that holds the entry `seq`, or would if it came next; 1 for an empty ledger. */
export async function findSegment(from: Listing, seq: number): Promise<number> {
  if (seq <= 1) return 1;
  let low = 1;
  let high = Math.max(1, from.count);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const [first] = await readSegment(from, middle, null);
    if (first!.seq <= seq) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** One entry by its sequence number, or null. */
export async function entryAt(from: Listing, seq: number): Promise<Entry | null> {
  if (from.count === 0 || seq < 1) return null;
  const entries = await readSegment(from, await findSegment(from, seq), null);
  return entries.find((entry) => entry.seq === seq) ?? null;
}

/** All entries with `seq` or more, checked on the way. */
export async function* readFrom(from: Listing, seq: number): AsyncGenerator<Entry> {
  const first = await findSegment(from, seq);
  for await (const { entries } of walk(from, first, first === 1 ? origin : null))
    for (const entry of entries) if (entry.seq >= seq) yield entry;
}
