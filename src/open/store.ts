import type { Logger } from 'pino';
import { openLowdbStore } from '../../storage/lowdb/index.ts';
import type { Config } from '../config.ts';
import { isKind } from '../kinds.ts';
import type { Store } from '../ports.ts';
import { Refused } from '../refused.ts';
import { cli as texts } from '../texts/cli.ts';
import { backUpBefore, programVersion } from '../upgrade.ts';

export interface StoreOptions {
  readonly config: Config;
  /** Ids of the committees whose data are kept there. */
  readonly committees: readonly string[];
  readonly log: Logger;
  readonly onWait: (holder: { readonly pid: number }) => void;
}

/** Opens what the configuration names as the place of all data. Throws StorageError or Refused where it can't be used. */
export async function openStore({ config, committees, log, onWait }: StoreOptions): Promise<Store> {
  const program = await programVersion();
  return openLowdbStore({
    dir: config.dataDir,
    committees,
    onWait,
    logger: log,
    onDamage: ({ segment, seq, reason }) => log.fatal({ segment, seq, reason }, 'ledger damaged'),
    program,
    knows: isKind,
    backup: (before) => backUpBefore({ config, committees, log, version: program }, before),
  }).catch((error: unknown) => {
    throw refusal(config.dataDir, error);
  });
}

/** What keeps a data folder from being used at all, as a line that names PAT_DATA_DIR; any other error as it is. */
export function refusal(dir: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const hopeless = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'ENAMETOOLONG', 'ENOSPC'];
  return hopeless.includes(code) ? new Refused(texts.badFolder(dir, code), 2) : error;
}
