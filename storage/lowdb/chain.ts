import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Entry, type Head, origin } from '../../src/entry.ts';
import { type Damage, DamagedLedger, type DamageReason } from '../../src/ports/ledger.ts';
import { headOf } from '../common/entries.ts';
import { hasCode } from '../common/errors.ts';
import { type Turn, turns } from '../common/turns.ts';
import { decoding, full, ledgerFolder, listSegments, segmentName } from './segment.ts';

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
 * The checked entries of one segment; `turn` is asked on the way. `head` is the entry before it; null takes the segment's own word for that.
 * Throws DamagedLedger at the first fault.
 */
export async function readSegment(
  from: Listing,
  number: number,
  head: Head | null,
  turn?: Turn,
): Promise<readonly Entry[]> {
  const { committee, count } = from;
  const bytes = await bytesOf(from, number, head && head.seq + 1);
  const steps = decoding(bytes, committee, head);
  let step = steps.next();
  for (; !step.done; step = steps.next()) await turn?.();
  const { entries, fault } = step.value;
  if (fault !== null) throw damaged(committee, number, fault.seq, fault.reason);
  if (number < count && entries.length < full)
    throw damaged(committee, number, entries.at(-1)!.seq + 1, 'truncated');
  return entries;
}

/**
 * Segments one after the other, each checked: bytes, schema, sequence and chain, from the given segment on, which
 * follows `head` (null: take its own word). Throws DamagedLedger at the first fault.
 */
export async function* walk(
  from: Listing,
  first: number,
  head: Head | null,
  turn?: Turn,
): AsyncGenerator<Link> {
  let last = head;
  for (let number = first; number <= from.count; number += 1) {
    const entries = await readSegment(from, number, last, turn);
    last = headOf(entries.at(-1)!);
    yield { number, entries, end: last };
  }
  if (from.gap) throw damaged(from.committee, from.count + 1, last && last.seq + 1, 'missing');
}

/** Bytes in which a segment's first entry nearly always tells its seq. */
const glance = 4096;

/** The seq with which a segment begins; its file is read whole and checked. */
const readSeq = async (from: Listing, number: number): Promise<number> =>
  (await readSegment(from, number, null))[0]!.seq;

/** The same as a glance at the file tells; read whole where it does not. */
async function glancedSeq(from: Listing, number: number): Promise<number> {
  const handle = await open(join(from.folder, segmentName(number)), 'r').catch(() => null);
  if (handle === null) return readSeq(from, number);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(glance), 0, glance, 0);
    const told = /"recordedAt":"[^"]*","seq":(\d+),"subject":/.exec(buffer.toString('utf8', 0, bytesRead));
    if (told) return Number(told[1]);
  } catch (error) {
    if (!hasCode(error, 'EIO', 'EISDIR')) throw error;
  } finally {
    await handle.close();
  }
  return readSeq(from, number);
}

/**
 * The segment that holds the entry `seq`, or would if it came next; 1 for an empty ledger. In a damaged ledger it may be
 * another one.
 */
export async function findSegment(from: Listing, seq: number, firstSeq = glancedSeq): Promise<number> {
  if (seq <= 1) return 1;
  let low = 1;
  let high = Math.max(1, from.count);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((await firstSeq(from, middle)) <= seq) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** One entry by its sequence number, or null. */
export async function entryAt(from: Listing, seq: number): Promise<Entry | null> {
  if (from.count === 0 || seq < 1) return null;
  for (const firstSeq of [glancedSeq, readSeq]) {
    const entries = await readSegment(from, await findSegment(from, seq, firstSeq), null);
    const found = entries.find((entry) => entry.seq === seq);
    if (found) return found;
  }
  return null;
}

/** All entries with `seq` or more, checked on the way from the segment that holds it, or an earlier one; others are let in. */
export async function* readFrom(from: Listing, seq: number, segment?: number): AsyncGenerator<Entry> {
  const first = segment ?? (await findSegment(from, seq));
  const turn = turns();
  for await (const { number, entries } of walk(from, first, first === 1 ? origin : null, turn)) {
    // A glance led astray: what is damaged is met on the way.
    if (number === first && first > 1 && entries[0]!.seq > seq) return yield* readFrom(from, seq, 1);
    for (const entry of entries) {
      if (entry.seq < seq) continue;
      yield entry;
      // Whoever reads all of a long ledger does something with each entry.
      const pause = turn();
      if (pause !== undefined) await pause;
    }
  }
}
