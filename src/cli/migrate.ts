import {
  holdFolder,
  readLowdbFiles,
  readLowdbStore,
  StorageError,
  wasRealPlatform,
} from '../../storage/lowdb/index.ts';
import { loadProgramme } from '../open/programme.ts';
import { Refused } from '../refused.ts';
import { backupTexts } from '../texts/backup.ts';
import { migrateTexts as texts } from '../texts/migrate.ts';
import { programmeErrorLine } from '../texts/programme.ts';
import { damageAlarm } from '../texts/storage.ts';
import { commandConfig } from './which.ts';

type Say = (text: string) => void;

/**
 * `pat migrar`: moves the data folder into the database, whose bot must not run; the folder stays as it is. What was cut
 * short goes on with the next call. False where files were damaged already.
 */
export async function migrate(say: Say): Promise<boolean> {
  const config = await commandConfig();
  if (config.database === null) throw new Refused(texts.noDatabase, 2);
  const { programme } = await loadProgramme(config.programmePath, programmeErrorLine);
  const committees = [programme.committee.id];
  const { dataDir: dir, database } = config;
  const reader = await readLowdbStore(dir);
  if ((await reader.head(committees[0]!)).seq === 0) throw new Refused(texts.nothing(dir), 1);
  const held = await holdFolder({ dir, committees, waitMs: 0 }).catch((error: unknown) => {
    throw error instanceof StorageError && error.problem.code === 'locked'
      ? new Refused(backupTexts.running, 1)
      : error;
  });
  try {
    for (const committee of committees) {
      const found = await reader.verify(committee);
      if (!found.ok) throw new Refused(damageAlarm(found), 1);
    }
    const { moveIntoDatabase } = await import('../../storage/postgres/index.ts');
    const moved = await moveIntoDatabase({
      ...database,
      copy: held,
      isReal: await wasRealPlatform(dir),
      fileNames: held.fileNames,
      open: readLowdbFiles(dir).open,
      onStep: meter,
    });
    for (const { entries, head, files, damaged } of moved) {
      say(texts.moved(entries, files, head.hash));
      if (damaged.length > 0) say(texts.damaged(damaged));
    }
    say(texts.next(dir));
    return moved.every(({ damaged }) => damaged.length === 0);
  } finally {
    await held.close();
  }
}

/** How far it is, on a terminal. */
function meter(step: keyof typeof texts.steps, done: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${texts.steps[step](done)}\u001b[K`);
}
