import type { Logger } from 'pino';
import {
  markRealPlatform,
  openLowdbStore,
  readLowdbStore,
  wasRealPlatform,
} from '../../storage/lowdb/index.ts';
import type { Config } from '../config.ts';
import { isKind } from '../kinds.ts';
import type { Damage } from '../ports/ledger.ts';
import type { Store, StoreReader } from '../ports/store.ts';
import { Refused } from '../refused.ts';
import { cli as texts } from '../texts/cli.ts';
import { backUpBefore, programVersion } from '../upgrade.ts';

export interface StoreOptions {
  readonly config: Config;
  /** Ids of the committees whose data are kept there. */
  readonly committees: readonly string[];
  readonly log: Logger;
  /** Each committee's own configuration, where several share a database. */
  readonly configOf?: (committee: string) => Config | undefined;
  readonly onWait: (holder: { readonly pid: number }) => void;
}

/** Opens what the configuration names as the place of all data. Throws StorageError or Refused where it can't be used. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { config, committees, log, onWait, configOf = () => undefined } = options;
  const onDamage = ({ committee, segment, seq, reason }: Damage) =>
    log.fatal({ committee, segment, seq, reason }, 'ledger damaged');
  const version = await programVersion();
  if (config.database !== null) {
    const { openPostgresStore } = await postgres();
    const program = {
      ...{ program: version, knows: isKind },
      async backup(before: string | null, all: readonly string[]) {
        for (const committee of all)
          await backUpBefore({ config: configOf(committee) ?? config, committee, log, version }, before);
      },
    };
    const dataDirOf = (committee: string) => (configOf(committee) ?? config).dataDir;
    return reached(openPostgresStore({ ...config.database, dataDirOf, committees, log, onDamage, program }));
  }
  return openLowdbStore({
    dir: config.dataDir,
    committees,
    onWait,
    logger: log,
    onDamage,
    program: version,
    knows: isKind,
    backup: (before) => backUpBefore({ config, committee: committees.join('-'), log, version }, before),
  }).catch((error: unknown) => {
    throw refusal(config.dataDir, error);
  });
}

/** What the configuration names as the place of all data, read beside those that write there. Throws as `openStore`. */
export async function openReader({ database, dataDir }: Config): Promise<StoreReader> {
  if (database === null) return readLowdbStore(dataDir);
  const { readPostgresStore } = await postgres();
  return reached(readPostgresStore({ ...database, dataDirOf: () => dataDir }));
}

/** Whether real platforms ever wrote there; the demo must not touch it then. */
export async function wasReal({ database, dataDir }: Config): Promise<boolean> {
  if (database !== null) return reached((await postgres()).wasRealDatabase(database.url));
  return wasRealPlatform(dataDir).catch((error: unknown) => {
    throw refusal(dataDir, error);
  });
}

/** Marks the place, which is open, as one that real platforms write to; never taken back. */
export async function markReal({ database, dataDir }: Config): Promise<void> {
  if (database !== null) await (await postgres()).markRealDatabase(database.url);
  else await markRealPlatform(dataDir);
}

/** Loaded only where it is used. */
const postgres = () => import('../../storage/postgres/index.ts');

/** A database that can't be used, as a line that names DATABASE_URL. */
export async function reached<T>(opening: Promise<T>): Promise<T> {
  const { whyUnusable } = await postgres();
  return opening.catch((error: unknown) => {
    const why = whyUnusable(error);
    throw why === null ? error : new Refused(texts.badDatabase(why), 1);
  });
}

/** What keeps a data folder from being used at all, as a line that names PAT_DATA_DIR; any other error as it is. */
function refusal(dir: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const hopeless = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'ENAMETOOLONG', 'ENOSPC'];
  return hopeless.includes(code) ? new Refused(texts.badFolder(dir, code), 2) : error;
}
