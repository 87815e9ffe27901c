import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

/** Runs one statement and gives its rows. With a name of its own it is planned once a connection: for what runs often. */
export type Query = <T extends object>(
  text: string,
  values?: readonly unknown[],
  name?: string,
) => Promise<readonly T[]>;

/** A PostgreSQL database, by a few shared connections. */
export interface Db {
  /**
   * One statement. Where the connection is lost it is run again until `patienceMs` are over: for what may run twice.
   */
  readonly query: Query;
  /**
   * One statement, once. Throws Unreachable where it was never sent; where it was and nothing that `refusedBy` knows
   * came back, nobody knows whether it ran.
   */
  readonly once: Query;
  /** Several statements, all or none; again where the connection is lost, so for what may run twice. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** Pages of a long reading, all of one moment. */
  snapshot<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** Waits for a lock that one holder has at a time, on a connection of its own; gives what lets go of it. */
  lock(key: string): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export interface DbOptions {
  /** DATABASE_URL. */
  readonly url: string;
  readonly log?: Pick<Logger, 'warn'> | undefined;
  /** How long to wait for a server that is not there, as while it is started anew. */
  readonly patienceMs?: number | undefined;
  readonly connections?: number | undefined;
}

/** The number by which something of a committee is locked: the first 63 bits of what names it. */
export const lockKey = (what: string, committee: string): string =>
  (createHash('sha256').update(`pat/${what}/${committee}`).digest().readBigUInt64BE(0) >> 1n).toString();

/**
 * Settings of a connection: a dead peer is noticed within half a minute, on both sides; a process that hangs amid a
 * transaction keeps nobody waiting for longer than a minute.
 */
export const connection = (url: string) => ({
  connectionString: url,
  application_name: 'pat',
  connectionTimeoutMillis: 5000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  options:
    '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c idle_in_transaction_session_timeout=60000',
});

/** A server that acknowledges before the disk has it is told to wait; one that waits for more is left alone. */
const durable = `select set_config('synchronous_commit', 'on', false)
  where current_setting('synchronous_commit') = 'off'`;

/**
 * The server lets go of a lock whose holder says nothing for so long: it hangs, or has ended unseen. Well before whoever
 * waits for it gives up.
 */
const hungMs = 30_000;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/**
 * SQLSTATE of a statement that the server refused, and rolled back for certain; null for any other error. Where the
 * server speaks another language its word for "error" is not known, and only what can be no other is taken for one.
 */
export function refusedBy(error: unknown): string | null {
  if (!(error instanceof pg.DatabaseError)) return null;
  const code = codeOf(error);
  return error.severity === 'ERROR' || /^(22|23|40|42)/.test(code) ? code : null;
}

const networkCode = /^(E(CONN|PIPE|TIMEDOUT|NOTFOUND|AI_|HOST|NET)|08|57P|53300)/;
const endedMessage = /^(Connection terminated|Query read timeout|timeout exceeded|Client has encountered)/;

/** Whether an error says that the connection is gone, or was not to be had; what was under way may have been done. */
export const isLost = (error: unknown): boolean =>
  error instanceof Unreachable ||
  (error instanceof Error &&
    refusedBy(error) === null &&
    (networkCode.test(codeOf(error)) || endedMessage.test(error.message)));

/** The connection was not to be had: nothing was sent. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super(`PostgreSQL cannot be reached: ${codeOf(cause) || (cause as Error).message}`, { cause });
    this.name = 'Unreachable';
  }
}

/** Why a database can't be used at all, in its own words and without its address; null for any other error. */
export function whyUnusable(error: unknown): string | null {
  if (error instanceof Unreachable) return codeOf(error.cause) || (error.cause as Error).message;
  // No such user, database or right.
  return error instanceof pg.DatabaseError && /^(28|3D|42501)/.test(codeOf(error)) ? error.message : null;
}

/** Opens a database; connections are made when they are needed. */
export function openDb({ url, log, patienceMs = 8000, connections = 10 }: DbOptions): Db {
  const pool = new pg.Pool({
    ...connection(url),
    max: connections,
    // What has closed nothing, as a command that only read, ends all the same.
    allowExitOnIdle: true,
    statement_timeout: 60_000,
    query_timeout: 70_000,
  });
  pool.on('connect', (client) => {
    // Queued before whatever the connection was made for.
    client.query(durable).catch(() => {});
  });
  pool.on('error', (err) => log?.warn({ err }, 'idle connection to PostgreSQL lost'));
  // Apart: who holds a lock still needs a connection to do what it is held for.
  const { options: usual, ...rest } = connection(url);
  const lockPool = new pg.Pool({
    ...rest,
    options: `${usual} -c idle_session_timeout=${hungMs}`,
    max: 5,
    statement_timeout: 5000,
    query_timeout: 6000,
    allowExitOnIdle: true,
  });
  lockPool.on('error', () => {});

  async function withClient<T>(work: (query: Query) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch((cause: unknown) => {
      // A server that answers "no such database" was reached.
      throw isLost(cause) ? new Unreachable(cause) : cause;
    });
    let broken: boolean | undefined;
    // A connection may end between two statements; the next one tells.
    const onError = (): void => {
      broken = true;
    };
    client.on('error', onError);
    try {
      return await work(async (text, values = [], name) => {
        try {
          return (await client.query({ ...(name !== undefined && { name }), text, values: [...values] }))
            .rows;
        } catch (error) {
          broken ||= refusedBy(error) === null;
          throw error;
        }
      });
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  /** Once more, as often as it takes, where the connection was lost. */
  async function patiently<T>(
    work: () => Promise<T>,
    again: (error: unknown) => boolean = isLost,
  ): Promise<T> {
    const until = performance.now() + patienceMs;
    for (let pause = 50; ; pause = Math.min(2 * pause, 1000)) {
      try {
        return await work();
      } catch (error) {
        if (!again(error) || performance.now() + pause > until) throw error;
      }
      await sleep(pause);
    }
  }

  const within =
    (begin: string) =>
    <T>(work: (query: Query) => Promise<T>): Promise<T> =>
      patiently(() =>
        withClient(async (query) => {
          await query(begin);
          try {
            const result = await work(query);
            await query('commit');
            return result;
          } catch (error) {
            await query('rollback').catch(() => {});
            throw error;
          }
        }),
      );

  return {
    query: (...statement) => patiently(() => withClient((query) => query(...statement))),
    once: (...statement) =>
      patiently(
        () => withClient((query) => query(...statement)),
        (error) => error instanceof Unreachable,
      ),
    transaction: within('begin'),
    // What is done with each page is the reader's affair.
    snapshot: within(
      'begin isolation level repeatable read read only; set local idle_in_transaction_session_timeout = 0',
    ),
    async lock(key) {
      const client = await lockPool.connect();
      // Should it end, the lock is gone, and whoever holds it finds out by its own guard.
      client.on('error', () => {});
      try {
        await client.query('select pg_advisory_lock($1)', [key]);
      } catch (error) {
        client.release(true);
        throw error;
      }
      return async () => {
        const freed = await client.query('select pg_advisory_unlock($1)', [key]).catch(() => null);
        client.removeAllListeners('error');
        client.release(freed === null);
      };
    },
    async close() {
      await Promise.all([pool.end(), lockPool.end()]);
    },
  };
}

/**
 * Text as a column can hold it: NUL and halves of surrogate pairs, which PostgreSQL does not take, and the backslash that
 * marks them, as four hex digits after a backslash.
 */
export const toColumn = (text: string): string =>
  /[\\\0]|\p{Surrogate}/u.test(text)
    ? text.replace(/[\\\0]|\p{Surrogate}/gu, (c) => `\\${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : text;

/** What `toColumn` made a column of. */
export const fromColumn = (text: string): string =>
  text.includes('\\')
    ? text.replace(/\\([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
