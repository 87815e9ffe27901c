import { type Entry, type Head, origin } from '../../src/entry.ts';
import { type Damage, DamagedLedger } from '../../src/ports/ledger.ts';
import type { Progress } from '../common/entries.ts';
import { type KeyIndex, keyIndex } from '../common/keys.ts';
import type { Turn } from '../common/turns.ts';
import { damaged, entryAt, findSegment, type Listing, walk } from './chain.ts';
import type { KeysFile } from './keys-file.ts';
import type { Reached } from './reached.ts';

/** What a start learned of a ledger: verified from `base` on; what lies before is still to be verified. */
export interface Start {
  readonly keys: KeyIndex;
  readonly head: Head;
  readonly base: Head;
  readonly damage: Damage | null;
}

/** Whether an earlier entry than `entry` holds the same key. */
export async function isRepeated(from: Listing, keys: KeyIndex, entry: Entry): Promise<boolean> {
  for (const seq of keys.candidates(entry.key))
    if (seq < entry.seq && (await entryAt(from, seq))?.key === entry.key) return true;
  return false;
}

/** Whether an entry holds the key. */
export async function isTaken(
  keys: KeyIndex,
  key: string,
  at: (seq: number) => Promise<Entry | null>,
): Promise<boolean> {
  for (const seq of keys.candidates(key)) if ((await at(seq))?.key === key) return true;
  return false;
}

/** The damage that an error tells of; any other error is thrown on. */
function damageOf(error: unknown): Damage {
  if (error instanceof DamagedLedger) return error.damage;
  throw error;
}

/**
 * Checks a ledger from the entry that its stored keys end with (from the first where there are none), and that it
 * is as long as it was known to be. Damage is told, not thrown.
 */
export async function start(
  from: Listing,
  stored: KeysFile,
  reached: Reached | null,
  onProgress?: Progress,
): Promise<Start> {
  const { head: base, keys } = await stored.read();
  const began = await checkAfter(from, base, keys, reached, onProgress);
  if (began !== null) return began;
  // The keys are not of this ledger.
  stored.distrust();
  return (await checkAfter(from, origin, keyIndex(), reached, onProgress))!;
}

/** Checks what comes after `base`, whose keys are known; null where the ledger does not hold that. */
async function checkAfter(
  from: Listing,
  base: Head,
  keys: KeyIndex,
  reached: Reached | null,
  onProgress?: Progress,
): Promise<Start | null> {
  let head: Head = origin;
  let met = base.seq === 0;
  try {
    const begin = await findSegment(from, base.seq);
    // With the one before it: a segment may also have come between, or twice.
    const first = Math.max(1, begin - 1);
    for await (const { number, entries, end } of walk(from, first, first === 1 ? origin : null)) {
      for (const entry of entries) {
        checkKept(from, number, entry, reached);
        if (entry.seq === base.seq) met = entry.hash === base.hash;
        if (entry.seq <= base.seq) continue;
        if (!met) return null;
        if (await isRepeated(from, keys, entry))
          throw damaged(from.committee, number, entry.seq, 'duplicate-key');
        keys.add(entry.key);
      }
      head = end;
      if (number >= begin) onProgress?.(number, from.count);
    }
    if (!met) return null;
    checkReached(from, head, reached);
    return { keys, head, base, damage: null };
  } catch (error) {
    const damage = damageOf(error);
    // Read from the first entry on it is told what is damaged first.
    return met || base.seq === 0 ? { keys, head, base, damage } : null;
  }
}

/** Throws DamagedLedger when an entry is not the one that the ledger is known to have had there. */
export function checkKept(from: Listing, number: number, entry: Entry, reached: Reached | null): void {
  if (entry.seq === reached?.seq && entry.hash !== reached.hash)
    throw damaged(from.committee, number, entry.seq, 'replaced');
}

/** Throws DamagedLedger when a ledger ends before an entry that it is known to have had. */
export function checkReached(from: Listing, head: Head, reached: Reached | null): void {
  if (reached === null || reached.seq <= head.seq) return;
  const reason = reached.segment > from.count ? 'missing' : 'truncated';
  const number = reason === 'missing' ? from.count + 1 : Math.max(1, from.count);
  throw damaged(from.committee, number, head.seq + 1, reason);
}

/**
 * Checks what a start took on trust: everything up to `base`. Asks `turn` on the way, and ends early when `stopped`.
 * Damage is told, not thrown.
 */
export async function verifyTrusted(
  from: Listing,
  { keys, base }: Start,
  turn: Turn,
  stopped: () => boolean,
): Promise<Damage | null> {
  if (base.seq === 0 || stopped()) return null;
  try {
    for await (const { number, entries, end } of walk(from, 1, origin, turn)) {
      for (const entry of entries) {
        if (await isRepeated(from, keys, entry))
          throw damaged(from.committee, number, entry.seq, 'duplicate-key');
        await turn();
        if (stopped()) return null;
      }
      if (end.seq >= base.seq) return null;
    }
    return null;
  } catch (error) {
    return damageOf(error);
  }
}
