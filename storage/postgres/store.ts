import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Damage } from '../../src/ports/ledger.ts';
import type { Followed, Store, StoredLedger } from '../../src/ports/store.ts';
import { exportLedger } from '../common/export.ts';
import { takesWrite } from '../common/writable.ts';
import { holds, verdictOf } from './chain.ts';
import { type Db, openDb } from './db.ts';
import { openPostgresDirectory } from './directory.ts';
import { openPostgresFiles } from './files.ts';
import { openPostgresLedger } from './ledger.ts';
import { openListener } from './listener.ts';
import { takesRows } from './marks.ts';
import { migrate } from './migrations.ts';
import { openPostgresSnapshots, type SnapshotPlaces } from './snapshots.ts';
import { postgresTokens } from './tokens.ts';
import { type Program, takeDatabase } from './upgrade.ts';
import { checkMoved } from './whole.ts';

export interface PostgresOptions extends SnapshotPlaces {
  /** DATABASE_URL. */
  readonly url: string;
  readonly committees: readonly string[];
  readonly log?: Pick<Logger, 'warn' | 'info'> | undefined;
  readonly onDamage?: ((damage: Damage) => void) | undefined;
  /** The program that opens it; where it is left out nothing is backed up before an upgrade. */
  readonly program?: Program | undefined;
  /** How long to wait for a server that is not there. */
  readonly patienceMs?: number | undefined;
  /** How long to look for what became of an append whose answer was lost. */
  readonly doubtMs?: number | undefined;
}

/** A store on PostgreSQL, and its database for those who copy it. */
export interface PostgresStore extends Store {
  readonly db: Db;
}

/**
 * All that a database and its folder of files hold, for any number of processes; the database is brought to this
 * program's version. Throws as `takeDatabase` and `checkMoved` do, and Unreachable.
 */
export async function openPostgresStore(options: PostgresOptions): Promise<PostgresStore> {
  const { url, filesDir: dir, committees, log, onDamage } = options;
  const instance = randomBytes(9).toString('base64url');
  const followed = new Map<string, Followed>();
  const db = openDb({ url, log, patienceMs: options.patienceMs });
  try {
    if (options.program === undefined) await migrate(db);
    else await takeDatabase(url, db, options.program);
    await checkMoved(db, committees);
    const directory = await openPostgresDirectory({ db, committees, instance });
    const files = await openPostgresFiles({ db, dir, kind: 'files', committees });
    const pictures = await openPostgresFiles({ db, dir, kind: 'pictures', committees });
    const entries = await openPostgresLedger({
      ...{ db, committees, instance, onDamage, doubtMs: options.doubtMs },
      onUnchecked: (committee, err) => log?.warn({ err, committee }, 'could not verify the whole ledger'),
    });
    const { checked, ...snapshots } = openPostgresSnapshots({
      ...{ committees, log, filesDir: dir, dataDirOf: options.dataDirOf, verified: entries.verified },
      isSender: (committee) => listener.holds(committee),
      // On a damaged ledger what it tells (whom to alarm) may lie behind the damage.
      holds: async (committee, head) =>
        entries.damage(committee) !== null || holds(db.query, committee, head),
    });
    const ledger: StoredLedger = {
      ...{ ...snapshots, ...entries },
      async verified(committee) {
        await entries.verified(committee);
        await checked(committee);
      },
      async close() {
        // Together: the one's check goes before the other's.
        await Promise.all([snapshots.close(), entries.close()]);
      },
    };
    const listener = openListener({
      ...{ url, committees, instance, log },
      onWritten: (committee, ...written) => followed.get(committee)?.written(...written),
      onSender: (committee, is) => followed.get(committee)?.sender(is),
    });
    return {
      ...{ db, ledger, directory, files, pictures },
      tokens: postgresTokens(db),
      alone: false,
      isSender: listener.holds,
      follow(committee, by) {
        followed.set(committee, by);
        if (listener.holds(committee)) by.sender(true);
      },
      verify: (committee) => verdictOf(db.query, committee),
      exportLedger: (committee, folder, isWithheld) =>
        exportLedger(ledger, committee, folder, { isWithheld }),
      writable: async () => (await takesWrite(dir)) && (await takesRows(db)),
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
