import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry, Head } from '../../src/entry.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import { headOf, prepareAll, textOf } from '../common/entries.ts';
import { groupCommit } from '../common/group.ts';
import { type Db, isLost, lockKey, refusedBy, toColumn, Unreachable } from './db.ts';

type Answer = Awaited<ReturnType<Ledger['append']>>;

/** Writes one committee's ledger. */
export interface Writer {
  head(): Promise<Head>;
  append(after: Head, entries: readonly Entry[]): Promise<Answer>;
  /** Has the other processes' appends wait until it is let go of. */
  turn(): Promise<() => Promise<void>>;
  idle(): Promise<void>;
}

interface Append {
  readonly after: Head;
  readonly entries: readonly Entry[];
}

/** Where the ledger ends, and what an append must name so that it can't come late. */
interface End extends Head {
  readonly fence: number;
}

/** The connection was lost at the commit and the server was not to be had since: nobody knows whether it is stored. */
class DoubtfulAppend extends Error {
  readonly doubtful = true;
  readonly code = 'DOUBTFUL';
  constructor(cause: unknown) {
    super('the answer to an append was lost, and the database cannot be asked', { cause });
    this.name = 'DoubtfulAppend';
  }
}

/** The channel on which every process hears that something was written. */
export const channel = 'pat_written';

/**
 * The guard and the write in one statement, its own transaction: it goes in only where the ledger still ends where the
 * caller thinks. Whoever lost a race has its turn: the others wait for it. What was written is heard by the other
 * processes once it is committed.
 */
const write = `
  with turn as (
    select case when $13 then null else pg_advisory_xact_lock_shared($12) end
  ), moved as (
    update heads set seq = $5, hash = $6 from turn
    where committee = $1 and seq = $2 and hash = $3 and fence = $4
    returning committee
  ), added as (
    insert into entries (committee, seq, key, hash, entry)
    select $1, e.seq, e.key, e.hash, e.entry
    from unnest($7::integer[], $8::text[], $9::text[], $10::text[]) as e (seq, key, hash, entry)
    where exists (select from moved)
  )
  select pg_notify('${channel}', $11) from moved`;

const uniqueViolation = '23505';

/** Appends whose answer was lost and that were not stored, before the caller is told so. */
const mostLosses = 3;

/** Opens the writer of a committee's ledger, whose row in `heads` is there. Appends that come together share one commit. */
export function openWriter({
  db,
  committee,
  instance,
  doubtMs = 15_000,
}: {
  readonly db: Db;
  readonly committee: string;
  /** Names this process, so that it does not hear itself. */
  readonly instance: string;
  readonly doubtMs?: number | undefined;
}): Writer {
  const turnKey = lockKey('turn', committee);
  /** Turns that this process has. */
  let mine = 0;
  /** As far as this process knows. */
  let known: End | null = null;

  async function look(): Promise<End> {
    const [row] = await db.query<End>('select seq, hash, fence from heads where committee = $1', [committee]);
    known = row!;
    return known;
  }

  /** The longest run of appends that follow each other from an end; the others conflict. */
  function runFrom(end: Head, group: readonly Append[]): { readonly taken: readonly Append[]; last: Head } {
    const keys = new Set<string>();
    let last = end;
    const taken = group.filter(({ after, entries }) => {
      const fits =
        after.seq === last.seq && after.hash === last.hash && !entries.some(({ key }) => keys.has(key));
      if (!fits) return false;
      for (const { key } of entries) keys.add(key);
      last = entries.length > 0 ? headOf(entries.at(-1)!) : last;
      return true;
    });
    return { taken, last };
  }

  /** Stores entries after an end; false where it is not there any more. */
  async function store(end: End, last: Head, fresh: readonly Entry[]): Promise<boolean> {
    const values = [
      ...[committee, end.seq, end.hash, end.fence, last.seq, last.hash],
      fresh.map(({ seq }) => seq),
      fresh.map(({ key }) => toColumn(key)),
      fresh.map(({ hash }) => hash),
      fresh.map(textOf),
      JSON.stringify({ committee, seq: last.seq, by: instance }),
      turnKey,
      mine > 0,
    ];
    const rows = await db.once(write, values, 'append');
    return rows.length > 0;
  }

  /**
   * What became of an append whose answer was lost. The fence first: it waits for what is under way, and what was sent
   * and not yet read by the server finds another fence and changes nothing. Throws DoubtfulAppend.
   */
  async function wasStored(last: Head, cause: unknown): Promise<boolean> {
    const until = performance.now() + doubtMs;
    for (;;) {
      try {
        const [row] = await db.query<End>(
          'update heads set fence = fence + 1 where committee = $1 returning seq, hash, fence',
          [committee],
        );
        known = row!;
        const found = await db.query('select from entries where committee = $1 and seq = $2 and hash = $3', [
          committee,
          last.seq,
          last.hash,
        ]);
        return found.length > 0;
      } catch (error) {
        if (!isLost(error) || performance.now() > until) throw new DoubtfulAppend(cause);
        await sleep(200);
      }
    }
  }

  async function commit(group: readonly Append[]): Promise<readonly Answer[]> {
    // What is known may be of before another process wrote; an answer of conflict is given by the database alone.
    let losses = 0;
    for (let end = known ?? (await look()), asked = known === null; ; ) {
      const { taken, last } = runFrom(end, group);
      const fresh = taken.flatMap(({ entries }) => entries);
      const answers = () => group.map((one): Answer => (taken.includes(one) ? 'appended' : 'conflict'));
      if (fresh.length === 0) {
        if (asked) return answers();
      } else {
        try {
          if (await store(end, last, fresh)) {
            known = { ...last, fence: end.fence };
            return answers();
          }
        } catch (error) {
          if (error instanceof Unreachable) throw error;
          if (refusedBy(error) === uniqueViolation) {
            known = null;
            return apart(group);
          }
          if (refusedBy(error) !== null) throw error;
          if (await wasStored(last, error)) return answers();
          losses += 1;
          if (losses === mostLosses) throw error;
        }
      }
      // An append follows one end alone: where others wrote, each turn here has fewer that fit.
      end = await look();
      asked = true;
    }
  }

  /** A key of the group is there already: each append by itself, so that only those that hold it conflict. */
  async function apart(group: readonly Append[]): Promise<readonly Answer[]> {
    if (group.length === 1) return ['conflict'];
    const answers: Answer[] = [];
    for (const one of group) answers.push((await commit([one]))[0]!);
    return answers;
  }

  const appends = groupCommit(commit);
  return {
    async turn() {
      const release = await db.lock(turnKey);
      mine += 1;
      return async () => {
        mine -= 1;
        await release();
      };
    },
    async head() {
      const { seq, hash } = await look();
      return { seq, hash };
    },
    append: async (after, entries) =>
      appends.submit({ after, entries: await prepareAll(committee, after, entries) }),
    idle: () => appends.idle(),
  };
}
