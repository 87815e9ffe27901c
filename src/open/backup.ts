import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Backup,
  fillFolder,
  makeFolder,
  markRealPlatform,
  takeLock,
  writeBackup,
} from '../../storage/lowdb/index.ts';
import type { Config } from '../config.ts';

interface Options {
  /** Of a database that several share only this one's; all where it is null. */
  readonly committee: string | null;
  readonly destination: string;
  /** This program's version. */
  readonly program: string;
  readonly at: Date;
  /** As of `writeBackup`. */
  readonly link?: boolean;
}

const copyName = /^\.copia-/;
/** A backup of a database waits so long for another one beside it, as by hand in the night. */
const turnMs = 10 * 60_000;

/**
 * Backs all data up while bots write: a data folder, or a database by way of a folder that holds what it held in one
 * moment, so that both make the same kind of backup. Throws as `writeBackup` does.
 */
export async function makeBackup(config: Config, { committee, ...options }: Options): Promise<Backup> {
  const { database, dataDir } = config;
  if (database === null) return writeBackup({ dir: dataDir, ...options });
  const { copyOfDatabase, wasRealDatabase } = await import('../../storage/postgres/index.ts');
  await makeFolder(dataDir);
  const lock = await takeLock(join(dataDir, 'backup-lock'), { waitMs: turnMs });
  const dir = join(dataDir, `.copia-${randomBytes(6).toString('hex')}`);
  try {
    await sweepCopies(dataDir);
    await copyOfDatabase(database.url, (copy) =>
      fillFolder(dir, committee === null ? copy : { ...copy, committees: [committee] }),
    );
    if (await wasRealDatabase(database.url)) await markRealPlatform(dir);
    return await writeBackup({ dir, filesDir: database.filesDir, ...options });
  } finally {
    await rm(dir, { recursive: true, force: true });
    await lock.release();
  }
}

/** A copy that a crash left behind holds personal data. */
async function sweepCopies(dataDir: string): Promise<void> {
  const names = await readdir(dataDir).catch(() => []);
  for (const name of names.filter((one) => copyName.test(one)))
    await rm(join(dataDir, name), { recursive: true, force: true });
}
