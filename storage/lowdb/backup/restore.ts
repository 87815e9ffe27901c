import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { StorageError } from '../../common/errors.ts';
import { makeFolder, syncFolder } from '../../common/folders.ts';
import { raiseFormat } from '../folder.ts';
import { takeLock } from '../lock.ts';
import { verifyLedger } from '../verify.ts';
import { evidenceFile, soundBackup } from './check.ts';
import { contentOf, copyFile, linkFile, writeNew } from './copy.ts';
import { exists, finishRestore, planName, stageName } from './finish.ts';
import { dataNames, type Manifest, names } from './layout.ts';

/** A data folder that nobody else can use while a backup takes its place. */
export interface Restoring {
  /**
   * Copies a backup beside the data that it is to replace and checks the copy; gives its folder. Evidence that is
   * there already and sound gets a second name instead.
   */
  stage(): Promise<string>;
  /** Puts what was staged in the place of the data, which are kept; gives the folder that holds them, null where there were none. */
  replace(at: Date): Promise<string | null>;
  close(): Promise<void>;
}

/**
 * Checks a backup whole and takes the data folder that it is for. Throws StorageError `locked` at once while a bot
 * runs, and `damaged-backup`; the data folder is as it was then.
 */
export async function beginRestore(
  backup: string,
  dir: string,
): Promise<{ manifest: Manifest; restoring: Restoring }> {
  const manifest = await soundBackup(backup, { evidence: true });
  await makeFolder(dir);
  const lock = await takeLock(join(dir, 'lock'), { waitMs: 0 });
  const staged = join(dir, stageName);
  try {
    // A restore that was cut short at its end is brought to its end first.
    await finishRestore(dir);
  } catch (error) {
    await lock.release();
    throw error;
  }
  const restoring: Restoring = {
    async stage() {
      await rm(staged, { recursive: true, force: true });
      await stageBackup(resolve(backup), manifest, dir, staged);
      return staged;
    },
    async replace(at) {
      const old = await dataNames(dir);
      const aside = `reemplazado-${at.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '')}`;
      const plan = { aside, old, fresh: await dataNames(staged) };
      await syncFolder(staged);
      await writeNew(join(dir, `${planName}.nuevo`), JSON.stringify(plan));
      // From here on the restore is decided: what is cut short now is brought to its end by the next one who opens.
      await rename(join(dir, `${planName}.nuevo`), join(dir, planName));
      await syncFolder(dir);
      await finishRestore(dir);
      return old.length > 0 ? join(dir, aside) : null;
    },
    async close() {
      if (!(await exists(join(dir, planName)))) await rm(staged, { recursive: true, force: true });
      await lock.release();
    },
  };
  return { manifest, restoring };
}

async function stageBackup(backup: string, manifest: Manifest, dir: string, staged: string): Promise<void> {
  const folders = new Set<string>();
  const bad = (where: string): never => {
    throw new StorageError({ code: 'damaged-backup', folder: backup, reason: 'content', where });
  };
  async function place(path: string): Promise<string> {
    const to = join(staged, path);
    await makeFolder(dirname(to));
    folders.add(dirname(to));
    return to;
  }
  for (const { path, sha256 } of manifest.files) {
    const copied = await copyFile(join(backup, names.data, path), await place(path), sha256);
    if (copied === null) bad(path);
  }
  for (const { committee, sha256 } of manifest.evidence) {
    const path = `${committee}/files/${sha256.slice(0, 2)}/${sha256}`;
    const to = await place(path);
    const here = (await contentOf(join(dir, path)).catch(() => null))?.sha256 === sha256;
    if (here && (await linkFile(join(dir, path), to))) continue;
    if ((await copyFile(evidenceFile(backup, sha256), to, sha256)) === null) bad(basename(path));
  }
  for (const folder of folders) await syncFolder(folder);
  // What comes next in it only programs of today understand.
  await raiseFormat(staged);
  for (const { committee, head } of manifest.committees) {
    const ledger = await verifyLedger(staged, committee);
    if (!ledger.ok || ledger.head.hash !== head) bad(`${committee}/ledger`);
  }
}
