import { resolve } from 'node:path';
import { StorageError } from '../../storage/lowdb/index.ts';
import type { Config } from '../config.ts';
import { makeBackup } from '../open/backup.ts';
import { Refused } from '../refused.ts';
import { backupTexts as texts } from '../texts/backup.ts';
import { programVersion } from '../upgrade.ts';
import { commandConfigs } from './which.ts';

interface Options {
  readonly destino?: string;
}

/** `pat respaldo`: works beside a running bot, each committee on its own; false where stored evidence was damaged already. */
export async function backUp(options: Options, say: (text: string) => void): Promise<boolean> {
  let sound = true;
  for (const { config, committee, title } of await commandConfigs()) {
    if (title !== null) say(title);
    sound = (await backUpOne(config, committee, options, say)) && sound;
  }
  return sound;
}

async function backUpOne(
  config: Config,
  committee: string | null,
  { destino }: Options,
  say: (text: string) => void,
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
