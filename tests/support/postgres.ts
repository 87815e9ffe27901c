import { execFile, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../adapters/common/free-port.ts';

const run = promisify(execFile);

/** Where Debian keeps the programs of the newest PostgreSQL; null where there is none. */
function programs(): string | null {
  const top = '/usr/lib/postgresql';
  const versions = existsSync(top)
    ? readdirSync(top)
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  const folder = versions
    .map((version) => join(top, String(version), 'bin'))
    .find((f) => existsSync(join(f, 'initdb')));
  return folder ?? null;
}

const bin = programs();

/** False, loudly, where the machine has no PostgreSQL; an error when everything must run (PAT_TEST_ALL=1). */
export const hasPostgres: boolean = (() => {
  if (bin !== null) return true;
  if (process.env.PAT_TEST_ALL === '1') throw new Error('missing on this machine: PostgreSQL');
  console.warn('SKIPPED, missing on this machine: PostgreSQL');
  return false;
})();

/** A PostgreSQL server of the test's own. */
export interface Postgres {
  readonly port: number;
  url(database: string): string;
  /** A new database; gives its address. */
  create(): Promise<string>;
  /** Empties the tables of a database; much quicker than a new one. */
  clear(url: string): Promise<void>;
  /** `immediate` is a crash: nothing is written any more, and the next start recovers from the log. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
  /** One statement of the administrator. */
  ask<T extends object>(database: string, text: string): Promise<T[]>;
  readonly folder: string;
  dispose(): Promise<void>;
}

/** PostgreSQL does not run as root: then it is another user's. */
const other = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
function idOf(flag: '-u' | '-g'): number {
  return Number(spawnSync('id', [flag, 'nobody']).stdout);
}

/** Starts a server on loopback in a folder of its own. `fsync`: whether what it commits is on disk. */
export async function startPostgres({ fsync = false } = {}): Promise<Postgres> {
  const top = mkdtempSync(join(tmpdir(), 'pat-postgres-'));
  if (other.uid !== undefined) chownSync(top, other.uid, other.gid);
  const folder = join(top, 'data');
  const program = (name: string, args: readonly string[]) =>
    run(join(bin!, name), [...args], {
      ...other,
      cwd: top,
      env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
    });
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: top,
    fsync: fsync ? 'on' : 'off',
    max_connections: 60,
    shared_buffers: '16MB',
    logging_collector: 'off',
  };
  const options = Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
  await program('initdb', [
    '-D',
    folder,
    '-U',
    'pat',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-sync',
    '--no-instructions',
  ]);
  const server: Postgres = {
    ...{ port, folder },
    url: (database) => `postgres://pat@127.0.0.1:${port}/${database}`,
    async create() {
      const name = `t${++made}`;
      await server.ask('postgres', `create database ${name} template template0`);
      return server.url(name);
    },
    async clear(url) {
      const database = new URL(url).pathname.slice(1);
      const tables = await server.ask<{ name: string }>(
        database,
        "select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'pat_schema'",
      );
      await server.ask(database, tables.map(({ name }) => `delete from ${name};`).join(''));
    },
    async start() {
      await program('pg_ctl', ['-D', folder, '-o', options, '-l', join(top, 'log'), '-w', 'start']);
    },
    async stop(mode) {
      await program('pg_ctl', ['-D', folder, '-m', mode, '-w', 'stop']);
    },
    async ask<T extends object>(database: string, text: string) {
      const client = new pg.Client(server.url(database));
      await client.connect();
      try {
        return (await client.query<T>(text)).rows;
      } finally {
        await client.end();
      }
    },
    async dispose() {
      process.off('exit', end);
      await server.stop('immediate').catch(() => {});
      rmSync(top, { recursive: true, force: true });
    },
  };
  let made = 0;
  // A test that is ended from outside leaves no server behind.
  const end = (): void => {
    spawnSync(join(bin!, 'pg_ctl'), ['-D', folder, '-m', 'immediate', 'stop'], other);
  };
  process.on('exit', end);
  await server.start();
  return server;
}
