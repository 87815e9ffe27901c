import { readLowdbStore, StorageError } from '../../storage/lowdb/index.ts';
import type { Config } from '../config.ts';
import { moveFolder } from '../open/move.ts';
import { loadProgramme } from '../open/programme.ts';
import { Refused } from '../refused.ts';
import { migrateTexts as texts } from '../texts/migrate.ts';
import { programmeErrorLine } from '../texts/programme.ts';
import { damageAlarm } from '../texts/storage.ts';
import { commandConfigs } from './which.ts';

type Say = (text: string) => void;

/**
 * `pat migrar`: moves the data folder of each committee into the database, none of whose bots may run; the folders stay
 * as they are. What was cut short goes on with the next call, what was moved before is left alone. False where files
 * were damaged already.
 */
export async function migrate(say: Say): Promise<boolean> {
  const all = await commandConfigs();
  let sound = true;
  let moved = 0;
  for (const { config, title } of all) {
    if (title !== null) say(title);
    const outcome = await migrateOne(config, say);
    if (outcome === 'nothing') {
      if (all.length === 1) throw new Refused(texts.nothing(config.dataDir), 1);
      say(texts.nothing(config.dataDir));
    } else moved += outcome === 'already' ? 0 : 1;
    sound &&= outcome !== 'damaged';
  }
  if (moved > 0) say(texts.next(all.map(({ config }) => config.dataDir)));
  return sound;
}

async function migrateOne(
  { database, dataDir: dir, programmePath }: Config,
  say: Say,
): Promise<'nothing' | 'already' | 'moved' | 'damaged'> {
  if (database === null) throw new Refused(texts.noDatabase, 2);
  const { programme } = await loadProgramme(programmePath, programmeErrorLine);
  const committee = programme.committee.id;
  const reader = await readLowdbStore(dir);
  if ((await reader.head(committee)).seq === 0) return 'nothing';
  const found = await reader.verify(committee);
  if (!found.ok) throw new Refused(damageAlarm(found), 1);
  const { entries, head, files, damaged, already } = await moveFolder({
    ...{ dir, committee, database, onStep: meter },
  }).catch((error: unknown) => {
    throw error instanceof StorageError && error.problem.code === 'locked'
      ? new Refused(texts.running, 1)
      : error;
  });
  if (already) {
    say(texts.already(entries, head.hash));
    return 'already';
  }
  say(texts.moved(entries, files, head.hash));
  if (damaged.length === 0) return 'moved';
  say(texts.damaged(damaged));
  return 'damaged';
}

/** How far it is, on a terminal. */
function meter(step: keyof typeof texts.steps, done: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${texts.steps[step](done)}\u001b[K`);
}
