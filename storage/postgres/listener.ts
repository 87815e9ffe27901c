import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { connection } from './db.ts';
import { channel } from './writer.ts';

/** What another process wrote: entries of a committee, or its directory. */
export interface Written {
  readonly committee: string;
  readonly what: 'entries' | 'directory';
  /** Last entry; null where all may be new, as after a connection was lost. */
  readonly seq: number | null;
}

/** One connection of its own, which hears what others wrote and holds this process's roles. */
export interface Listener {
  /** Whether this process holds the committee's role now: no other does, as long as the connection lives. */
  holds(committee: string): boolean;
  /** Lets go of all roles and asks for none any more; another process has them at once. */
  resign(): Promise<void>;
  close(): Promise<void>;
}

interface ListenerOptions {
  readonly url: string;
  readonly committees: readonly string[];
  readonly instance: string;
  readonly log?: Pick<Logger, 'warn' | 'info'> | undefined;
  readonly onWritten: (written: Written) => void;
  /** How often it looks whether the connection lives and asks for the roles that it does not hold. */
  readonly everyMs?: number | undefined;
}

/** After so many rounds without an answer the connection counts as dead, well before the server lets go of its locks. */
const deadAfter = 3;

/** A committee's lock: the first 63 bits of what names it. */
function lockOf(committee: string): string {
  const digest = createHash('sha256').update(`pat/sender/${committee}`).digest();
  return (digest.readBigUInt64BE(0) >> 1n).toString();
}

const tryLocks = `select c.committee from unnest($1::text[], $2::bigint[]) as c (committee, lock)
  where pg_try_advisory_lock(c.lock)`;

/** What a notification says; null for this process's own, and for what is no notification of ours. */
function writtenOf(payload: string | undefined, instance: string): Written | null {
  try {
    const said = JSON.parse(payload ?? '') as {
      committee: string;
      seq?: number;
      directory?: true;
      by?: string;
    };
    if (said.by === instance || typeof said.committee !== 'string') return null;
    return said.directory
      ? { committee: said.committee, what: 'directory', seq: null }
      : { committee: said.committee, what: 'entries', seq: said.seq ?? null };
  } catch {
    return null;
  }
}

/**
 * Listens and holds roles (one sender a committee) on a connection of its own, made again for as long as it takes. A
 * lost connection is a lost role, at once; what was missed meanwhile is told as `seq: null` for all.
 */
export function openListener(options: ListenerOptions): Listener {
  const { url, committees, instance, log, onWritten, everyMs = 1000 } = options;
  const held = new Set<string>();
  let client: pg.Client | null = null;
  let resigned = false;
  const ending = new AbortController();

  /** One connection, from its beginning to its end. */
  async function serve(first: boolean): Promise<void> {
    const mine = new pg.Client(connection(url));
    let alive = true;
    const lose = (): void => {
      if (!alive) return;
      alive = false;
      held.clear();
    };
    mine.on('error', lose);
    mine.on('end', lose);
    mine.on('notification', ({ payload }) => {
      const written = writtenOf(payload, instance);
      if (written !== null) onWritten(written);
    });
    try {
      await mine.connect();
      client = mine;
      await mine.query(`listen ${channel}`);
      if (!first)
        for (const committee of committees)
          for (const what of ['entries', 'directory'] as const) onWritten({ committee, what, seq: null });
      while (alive && !ending.signal.aborted) {
        const wanted = resigned ? [] : committees.filter((committee) => !held.has(committee));
        const asked = mine.query<{ committee: string }>(tryLocks, [wanted, wanted.map(lockOf)]);
        const answer = await Promise.race([
          asked,
          sleep(deadAfter * everyMs, null, { signal: ending.signal }).catch(() => null),
        ]);
        if (answer === null) {
          asked.catch(() => {});
          throw new Error('no answer');
        }
        if (alive && !resigned) for (const { committee } of answer.rows) held.add(committee);
        await sleep(everyMs, null, { signal: ending.signal }).catch(() => {});
      }
    } finally {
      lose();
      client = null;
      // One that does not answer would not answer a goodbye either.
      void mine.end().catch(() => {});
    }
  }

  const running = (async () => {
    for (let first = true; !ending.signal.aborted; first = false) {
      await serve(first).catch((err: unknown) => {
        if (!ending.signal.aborted) log?.warn({ err }, 'connection that listens to PostgreSQL lost');
      });
      await sleep(everyMs / 2, null, { signal: ending.signal }).catch(() => {});
    }
  })();

  return {
    holds: (committee) => held.has(committee),
    async resign() {
      resigned = true;
      held.clear();
      await client?.query('select pg_advisory_unlock_all()').catch(() => {});
    },
    async close() {
      held.clear();
      ending.abort();
      await running;
    },
  };
}
