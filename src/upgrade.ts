import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { listBackups, removeBackups } from '../storage/lowdb/index.ts';
import { codeOf, told, upgradeFolder } from './backups.ts';
import type { Config } from './config.ts';
import { makeBackup } from './open/backup.ts';
import { Refused } from './refused.ts';
import { backupTexts } from './texts/backup.ts';

interface Options {
  readonly config: Config;
  /** Whose data they are. */
  readonly committee: string;
  readonly log: Logger;
  readonly version: string;
}

/** How many of the backups that upgrades made stay in the data folder itself. */
const upgradesKept = 2;

/** This program's version, as its package says. */
export async function programVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Backs up data that another version of the program wrote, before this one does. Throws Refused where that fails. */
export async function backUpBefore(
  { config, committee, log, version }: Options,
  before: string | null,
): Promise<void> {
  const destination = upgradeFolder({ config });
  const at = new Date();
  const link = config.backups === null;
  try {
    const options = { committee, destination, program: version, at, link };
    const made = await makeBackup(config, options);
    log.info({ ...told(made), before, version }, 'backed up before the upgrade');
    if (!link) return;
    const all = await listBackups(destination, committee);
    const old = all.slice(0, -upgradesKept).map(({ name }) => name);
    await removeBackups(destination, old, at);
  } catch (error) {
    log.error({ err: error }, 'backup before the upgrade failed');
    throw new Refused(backupTexts.upgradeFailed(destination, codeOf(error)), 1);
  }
}
