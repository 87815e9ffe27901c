import { resolve } from 'node:path';
import { StorageError } from '../../storage/lowdb/index.ts';
import type { Config } from '../config.ts';
import { makeBackup } from '../open/backup.ts';
import { Refused } from '../refused.ts';
import { backupTexts as texts } from '../texts/backup.ts';
import { programVersion } from '../upgrade.ts';
import { exitCodeOf } from './exit-code.ts';
import { commandConfigs } from './which.ts';

interface Options {
  readonly destino?: string;
}

type Say = (text: string) => void;

/**
 * `pat respaldo`: works beside a running bot, each committee on its own: the trouble of one is told and keeps no other
 * from its backup. False where that, or stored evidence was damaged already.
 */
export async function backUp(options: Options, say: Say, complain: Say): Promise<boolean> {
  const all = await commandConfigs();
  let sound = true;
  let made = 0;
  for (const { config, committee, title } of all) {
    if (title !== null) say(title);
    try {
      sound = (await backUpOne(config, committee, options, say)) && sound;
      made += 1;
    } catch (error) {
      if (all.length === 1 || (error instanceof Refused && error.exitCode === 2)) throw error;
      exitCodeOf(error, complain);
      // A committee that has just been added has nothing to lose.
      sound &&= error instanceof StorageError && error.problem.code === 'no-data';
    }
  }
  return sound && made > 0;
}

async function backUpOne(
  config: Config,
  committee: string | null,
  { destino }: Options,
  say: Say,
): Promise<boolean> {
  const destination = destino ?? config.backups?.dir;
  if (destination === undefined) throw new Refused(texts.noDestination, 2);
  const program = await programVersion();
  const made = await makeBackup(config, {
    committee,
    destination: resolve(destination),
    program,
    at: new Date(),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof StorageError || error.code === undefined) throw error;
    throw new Refused(texts.failed(destination, error.code), 1);
  });
  const { committees, evidence, damaged } = made.manifest;
  const entries = committees.reduce((sum, c) => sum + c.entries, 0);
  say(texts.done(made.folder, entries, evidence.length, made.added));
  if (damaged.length > 0) say(texts.damagedEvidence(damaged.map(({ sha256 }) => sha256)));
  return damaged.length === 0;
}
