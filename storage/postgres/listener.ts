import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Written } from '../../src/ports/store.ts';
import { connection, lockKey } from './db.ts';
import { channel } from './writer.ts';

/** One connection of its own, which hears what others wrote and holds this process's roles. */
export interface Listener {
  /** Whether this process holds the committee's role now: no other does, as long as the connection lives. */
  holds(committee: string): boolean;
  close(): Promise<void>;
}

interface ListenerOptions {
  readonly url: string;
  readonly committees: readonly string[];
  readonly instance: string;
  readonly log?: Pick<Logger, 'warn' | 'info'> | undefined;
  readonly onWritten: (committee: string, what: Written, change?: string) => void;
  /** This process has a committee's role from now on, or has lost it. */
  readonly onSender: (committee: string, isSender: boolean) => void;
  /** How often it looks whether the connection lives and asks for the roles that it does not hold. */
  readonly everyMs?: number | undefined;
}

/** After so many rounds without an answer the connection counts as dead, well before the server lets go of its locks. */
const deadAfter = 3;

/** The server ends the session, and with it the roles, of a process that hangs and asks nothing for so long. */
const hungMs = 15_000;

/** Takes the roles that nobody holds, of those that `rolesOf` gives; rows name their committees. */
export const tryRoles = `select c.committee from unnest($1::text[], $2::bigint[]) as c (committee, lock)
  where pg_try_advisory_lock(c.lock)`;

/** Values for `tryRoles`. */
export const rolesOf = (committees: readonly string[]): readonly [readonly string[], readonly string[]] => [
  committees,
  committees.map((committee) => lockKey('sender', committee)),
];

/** What a notification says; null for this process's own, and for what is no notification of ours. */
function writtenOf(
  payload: string | undefined,
  instance: string,
): { committee: string; what: Written; change?: string } | null {
  try {
    const { committee, directory, by, change } = JSON.parse(payload ?? '') as {
      committee?: string;
      directory?: true;
      by?: string;
      change?: string;
    };
    if (by === instance || typeof committee !== 'string') return null;
    if (!directory) return { committee, what: 'entries' };
    return { committee, what: 'directory', ...(typeof change === 'string' && { change }) };
  } catch {
    return null;
  }
}

/**
 * Listens and holds roles (one sender a committee) on a connection of its own, made again for as long as it takes. A
 * lost connection is a lost role, at once; each time it stands what was missed is told as if all had been written.
 */
export function openListener(options: ListenerOptions): Listener {
  const { url, committees, instance, log, onWritten, onSender, everyMs = 1000 } = options;
  const held = new Set<string>();
  const ending = new AbortController();

  function release(): void {
    const lost = [...held];
    held.clear();
    for (const committee of lost) onSender(committee, false);
  }

  /** One connection, from its beginning to its end. */
  async function serve(): Promise<void> {
    const { options: usual, ...rest } = connection(url);
    const mine = new pg.Client({ ...rest, options: `${usual} -c idle_session_timeout=${hungMs}` });
    let alive = true;
    const lose = (): void => {
      if (!alive) return;
      alive = false;
      release();
    };
    mine.on('error', lose);
    mine.on('end', lose);
    mine.on('notification', ({ payload }) => {
      const written = writtenOf(payload, instance);
      if (written !== null) onWritten(written.committee, written.what, written.change);
    });
    try {
      await mine.connect();
      await mine.query(`listen ${channel}`);
      // What was written before nobody told.
      for (const committee of committees)
        for (const what of ['entries', 'directory'] as const) onWritten(committee, what);
      while (alive && !ending.signal.aborted) {
        const wanted = committees.filter((committee) => !held.has(committee));
        const asked = mine.query<{ committee: string }>(tryRoles, [...rolesOf(wanted)]);
        const answer = await Promise.race([
          asked,
          sleep(deadAfter * everyMs, null, { signal: ending.signal }).catch(() => null),
        ]);
        if (answer === null) {
          asked.catch(() => {});
          throw new Error('no answer');
        }
        if (!alive) break;
        for (const { committee } of answer.rows) {
          held.add(committee);
          onSender(committee, true);
        }
        await sleep(everyMs, null, { signal: ending.signal }).catch(() => {});
      }
    } finally {
      lose();
      // One that does not answer would not answer a goodbye either.
      void mine.end().catch(() => {});
    }
  }

  const running = (async () => {
    while (!ending.signal.aborted) {
      await serve().catch((err: unknown) => {
        if (!ending.signal.aborted) log?.warn({ err }, 'connection that listens to PostgreSQL lost');
      });
      await sleep(everyMs / 2, null, { signal: ending.signal }).catch(() => {});
    }
  })();

  return {
    holds: (committee) => held.has(committee),
    async close() {
      release();
      ending.abort();
      await running;
    },
  };
}
