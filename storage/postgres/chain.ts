import { canonicalParsed, type Entry, type Head, origin } from '../../src/entry.ts';
import { type Damage, DamagedLedger, type DamageReason } from '../../src/ports/ledger.ts';
import type { LedgerVerdict } from '../../src/ports/store.ts';
import { faultOf, headOf, type Progress } from '../common/entries.ts';
import { keyIndex } from '../common/keys.ts';
import { type Turn, turns } from '../common/turns.ts';
import { fromColumn, type Query } from './db.ts';

/** What a damage names where others name a file. */
const entriesTable = 'entries';

/** Rows that are read at once. */
const page = 2000;

/** How long a check after the start rests between two slices of work: whoever writes meanwhile hardly feels it. */
export const restMs = 20;

/** Whether a ledger holds this very entry. */
export async function holds(query: Query, committee: string, { seq, hash }: Head): Promise<boolean> {
  if (seq === 0) return hash === origin.hash;
  const found = await query('select from entries where committee = $1 and seq = $2 and hash = $3', [
    committee,
    seq,
    hash,
  ]);
  return found.length > 0;
}

interface Row {
  readonly seq: number | null;
  readonly key: string;
  readonly hash: string;
  readonly entry: string;
  readonly end_seq: number;
  readonly end_hash: string;
}

/** An error that says where a ledger is damaged. */
function damaged(committee: string, seq: number | null, reason: DamageReason): DamagedLedger {
  const damage: Damage = { committee, segment: entriesTable, seq, reason };
  return new DamagedLedger(damage);
}

/** The checked entry of a row that is to follow `head`; throws DamagedLedger where it is not. */
function entryOf(row: Row, committee: string, head: Head | null): Entry {
  const next = head === null ? row.seq : head.seq + 1;
  let item: unknown;
  try {
    item = JSON.parse(row.entry);
  } catch {
    throw damaged(committee, next, 'unreadable');
  }
  const entry = item as Entry;
  if (canonicalParsed(item) !== row.entry) throw damaged(committee, next, 'not-canonical');
  const after = head ?? { seq: row.seq! - 1, hash: String(entry?.prev) };
  const reason = faultOf(item, row.entry, committee, after);
  if (reason !== null) throw damaged(committee, next, reason);
  if (row.seq !== entry.seq) throw damaged(committee, next, 'seq');
  if (row.hash !== entry.hash) throw damaged(committee, next, 'hash');
  if (fromColumn(row.key) !== entry.key) throw damaged(committee, next, 'replaced');
  return entry;
}

/** Entries and where the ledger is known to end, both of one moment; one whose end is gone has none. */
const select = `
  select e.seq, e.key, e.hash, e.entry, coalesce(h.seq, 0) as end_seq, coalesce(h.hash, '${origin.hash}') as end_hash
  from (values ($1)) as c (committee) left join heads h using (committee) left join lateral (
    select * from entries where committee = c.committee and seq >= $2 order by seq limit $3
  ) e on true
  order by e.seq`;

/**
 * Pages of entries from `from` on, checked on the way: text, schema, sequence, chain, and that the ledger ends where
 * it is known to; asks `turn` on the way. Throws DamagedLedger at the first fault.
 */
export async function* pages(
  query: Query,
  committee: string,
  from: number,
  turn: Turn = () => undefined,
): AsyncGenerator<readonly Entry[]> {
  let next = Math.max(1, from);
  // The first one's own word for what is before it, but for the very first entry.
  let head: Head | null = next === 1 ? origin : null;
  for (;;) {
    const rows = await query<Row>(select, [committee, next, page], 'entries');
    const [first] = rows;
    if (first === undefined) return;
    const entries: Entry[] = [];
    try {
      for (const row of rows.filter(({ seq }) => seq !== null)) {
        if (head === null && row.seq !== next) throw damaged(committee, next, 'missing');
        const entry = entryOf(row, committee, head);
        head = headOf(entry);
        entries.push(entry);
        await turn();
      }
    } catch (error) {
      if (entries.length > 0) yield entries;
      throw error;
    }
    const end = entries.at(-1)?.seq ?? next - 1;
    const more = rows.length === page;
    if (entries.length > 0) yield entries;
    if (!more || end >= first.end_seq) {
      if (end > first.end_seq && entries.length > 0) throw damaged(committee, first.end_seq + 1, 'replaced');
      if (end < first.end_seq && next <= first.end_seq) throw damaged(committee, end + 1, 'truncated');
      if (end === first.end_seq && head !== null && head.hash !== first.end_hash)
        throw damaged(committee, end, 'replaced');
      return;
    }
    next = end + 1;
  }
}

interface Check {
  readonly onProgress?: Progress | undefined;
  /** Asked on the way. */
  readonly turn?: Turn;
  readonly stopped?: () => boolean;
}

/** Checks a committee's ledger from its first entry to its last; throws DamagedLedger at the first fault. */
export async function checkAll(
  query: Query,
  committee: string,
  { onProgress, turn = turns(), stopped = () => false }: Check = {},
): Promise<Head> {
  const keys = keyIndex();
  let head = origin;
  for await (const entries of pages(query, committee, 1, turn)) {
    for (const entry of entries) {
      // Nearly always none; two keys of one fingerprint are told apart by the table's own guard.
      if (keys.candidates(entry.key).length > 0 && (await isRepeated(query, entry)))
        throw damaged(committee, entry.seq, 'duplicate-key');
      keys.add(entry.key);
      await turn();
    }
    head = headOf(entries.at(-1)!);
    if (onProgress !== undefined) onProgress(head.seq, await endOf(query, committee));
    if (stopped()) break;
  }
  return head;
}

/** What came of checking a committee's whole ledger. */
export async function verdictOf(
  query: Query,
  committee: string,
  onProgress?: Progress,
): Promise<LedgerVerdict> {
  try {
    const head = await checkAll(query, committee, { onProgress });
    return { ok: true, entries: head.seq, head };
  } catch (error) {
    if (!(error instanceof DamagedLedger)) throw error;
    const { segment, seq, reason } = error.damage;
    return { ok: false, segment, seq, reason };
  }
}

async function isRepeated(query: Query, { committee, seq, key }: Entry): Promise<boolean> {
  const rows = await query<{ entry: string }>(
    'select entry from entries where committee = $1 and seq < $2 and strpos(entry, $3) > 0',
    [committee, seq, JSON.stringify(key)],
  );
  return rows.some(({ entry }) => (JSON.parse(entry) as Entry).key === key);
}

async function endOf(query: Query, committee: string): Promise<number> {
  const [row] = await query<{ seq: number }>('select seq from heads where committee = $1', [committee]);
  return row?.seq ?? 0;
}
