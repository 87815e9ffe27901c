import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Damage, Directory, Files } from '../../src/ports.ts';
import { type Db, openDb } from './db.ts';
import { openPostgresDirectory } from './directory.ts';
import { openPostgresFiles } from './files.ts';
import { openPostgresLedger, type PostgresLedger } from './ledger.ts';
import { type Listener, openListener, type Written } from './listener.ts';
import { migrate } from './migrations.ts';

export interface PostgresOptions {
  /** DATABASE_URL. */
  readonly url: string;
  /** PAT_FILES_DIR: a folder that all processes share. */
  readonly filesDir: string;
  readonly committees: readonly string[];
  readonly log?: Pick<Logger, 'warn' | 'info'> | undefined;
  readonly onDamage?: ((damage: Damage) => void) | undefined;
  /** Told what other processes wrote, and perhaps what this one did. */
  readonly onWritten?: ((written: Written) => void) | undefined;
  /** How long to wait for a server that is not there. */
  readonly patienceMs?: number | undefined;
  readonly doubtMs?: number | undefined;
}

export interface PostgresStore {
  readonly db: Db;
  readonly ledger: PostgresLedger;
  readonly directory: Directory;
  readonly files: Files;
  readonly pictures: Files;
  readonly listener: Listener;
  close(): Promise<void>;
}

/**
 * Everything on one PostgreSQL database, brought to this program's version. Throws StorageError `newer-database` and
 * `other-database`, and Unreachable.
 */
export async function openPostgresStore(options: PostgresOptions): Promise<PostgresStore> {
  const { url, filesDir: dir, committees, log, onDamage, onWritten = () => {} } = options;
  const instance = randomBytes(9).toString('base64url');
  const db = openDb({ url, log, patienceMs: options.patienceMs });
  try {
    await migrate(db);
    const directory = await openPostgresDirectory({ db, committees, instance });
    const files = await openPostgresFiles({ db, dir, kind: 'files', committees });
    const pictures = await openPostgresFiles({ db, dir, kind: 'pictures', committees });
    const ledger = await openPostgresLedger({
      ...{ db, committees, onDamage, doubtMs: options.doubtMs },
      onUnchecked: (committee, err) => log?.warn({ err, committee }, 'could not verify the whole ledger'),
    });
    const listener = openListener({ url, committees, instance, log, onWritten });
    return {
      ...{ db, ledger, directory, files, pictures, listener },
      async close() {
        await listener.close();
        for (const part of [ledger, files, pictures, directory]) await part.close();
        await db.close();
      },
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}
