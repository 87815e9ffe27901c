import { type Head, origin } from '../../src/entry.ts';
import { DamagedLedger, type DamageReason } from '../../src/ports/ledger.ts';
import { readDerived } from '../common/durable.ts';
import type { Progress } from '../common/entries.ts';
import { keyIndex } from '../common/keys.ts';
import { turns } from '../common/turns.ts';
import { damaged, listing, walk } from './chain.ts';
import { checkServes, readMarker } from './folder.ts';
import { reachedFile } from './reached.ts';
import { checkKept, checkReached, isRepeated } from './start.ts';

export type Verification =
  | { readonly ok: true; readonly entries: number; readonly segments: number; readonly head: Head }
  | {
      readonly ok: false;
      /** File name of the first segment that fails. */
      readonly segment: string;
      /** The first entry that fails; null where none can be named. */
      readonly seq: number | null;
      readonly reason: DamageReason;
    };

/**
 * Checks every byte of a committee's ledger: canonical form, schema, sequence, hash chain, keys, and that no
 * segment is missing at either end. Works beside a running bot. Throws StorageError as the reader does.
 */
export async function verifyLedger(
  dir: string,
  committee: string,
  { onProgress }: { readonly onProgress?: Progress } = {},
): Promise<Verification> {
  const marker = await readMarker(dir);
  if (marker !== null) checkServes(dir, marker, committee);
  // Before the listing: what is listed is then at least as long as this says.
  const reached = await readDerived(reachedFile(dir, committee));
  const from = await listing(dir, committee);
  const keys = keyIndex();
  const turn = turns();
  let head = origin;
  try {
    for await (const { number, entries, end } of walk(from, 1, origin, turn)) {
      for (const entry of entries) {
        checkKept(from, number, entry, reached);
        if (await isRepeated(from, keys, entry)) throw damaged(committee, number, entry.seq, 'duplicate-key');
        keys.add(entry.key);
        await turn();
      }
      head = end;
      onProgress?.(number, from.count);
    }
    checkReached(from, head, reached);
  } catch (error) {
    if (!(error instanceof DamagedLedger)) throw error;
    const { segment, seq, reason } = error.damage;
    return { ok: false, segment, seq, reason };
  }
  return { ok: true, entries: head.seq, segments: from.count, head };
}
