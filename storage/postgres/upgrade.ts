import pg from 'pg';
import { DamagedLedger } from '../../src/ports/ledger.ts';
import { StorageError } from '../common/errors.ts';
import { pages } from './chain.ts';
import { connection, type Db, type Query } from './db.ts';
import { mark, markOf } from './marks.ts';
import { migrate, schemaVersion, versionOf } from './migrations.ts';

/** The program that opens a database. */
export interface Program {
  /** Its version. */
  readonly program: string;
  readonly knows: (kind: string) => boolean;
  /** Called before it changes what another version wrote, with all committees of the database; where it throws nothing is changed. */
  readonly backup: (before: string | null, committees: readonly string[]) => Promise<void>;
}

const programMark = 'program';

/** Any number that no other program takes, and not the one of the migrations themselves. */
const upgradeLock = 0x70_61_74_02;

/**
 * Takes a database for this program, one process at a time: data of another version are backed up before anything is
 * changed. Throws StorageError `newer-database`, `newer-kind`, `other-database`, DamagedLedger where tables would have
 * to be changed and there is no sound backup, and what `backup` throws.
 */
export async function takeDatabase(url: string, db: Db, { program, knows, backup }: Program): Promise<void> {
  const { query } = db;
  const isCurrent = async (version: number | null): Promise<boolean> =>
    version === schemaVersion && (await markOf(query, programMark)) === program;
  if (await isCurrent(await versionOf(query))) return;
  const turn = new pg.Client(connection(url));
  turn.on('error', () => {});
  await turn.connect();
  try {
    // Another process may be at it, and its backup takes as long as it takes.
    await turn.query('select pg_advisory_lock($1)', [upgradeLock]);
    const version = await versionOf(query);
    if (await isCurrent(version)) return;
    if (version !== null && version <= schemaVersion) {
      const committees = await committeesOf(query);
      try {
        for (const committee of committees) await checkKinds(query, committee, knows);
      } catch (error) {
        // It opens all the same, takes nothing and tells the committee; the next sound start begins here again.
        if (error instanceof DamagedLedger && version === schemaVersion) return;
        throw error;
      }
      if (committees.length > 0) await backup(await markOf(query, programMark), committees);
    }
    await migrate(db);
    await mark(query, programMark, program);
  } finally {
    await turn.end().catch(() => {});
  }
}

/** The committees of which there are entries. */
async function committeesOf(query: Query): Promise<readonly string[]> {
  const rows = await query<{ committee: string }>(
    'select committee from heads h where exists (select from entries e where e.committee = h.committee) order by 1',
  );
  return rows.map(({ committee }) => committee);
}

async function checkKinds(query: Query, committee: string, knows: Program['knows']): Promise<void> {
  for await (const entries of pages(query, committee, 1))
    for (const { kind, seq } of entries)
      if (!knows(kind)) throw new StorageError({ code: 'newer-kind', folder: committee, kind, seq });
}
