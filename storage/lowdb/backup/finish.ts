import { mkdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode } from '../../common/errors.ts';
import { syncFolder } from '../../common/folders.ts';

/** Where a restore gathers the new data, and where it writes down that it is decided. */
export const stageName = '.restaurando';
export const planName = '.restaurando.json';
const planSchema = z.object({
  aside: z.string(),
  old: z.array(z.string()),
  fresh: z.array(z.string()),
});

/**
 * Brings a restore to its end that was decided: moves the old data aside and the new ones in. Whoever opens the data
 * folder, with its lock, does this first; one that was never decided is forgotten.
 */
export async function finishRestore(dir: string): Promise<void> {
  const text = await readFile(join(dir, planName), 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  });
  if (text === null) {
    // What a restore gathered that was cut short before it was decided.
    await rm(join(dir, `${planName}.nuevo`), { force: true });
    await rm(join(dir, stageName), { recursive: true, force: true });
    return;
  }
  const plan = planSchema.parse(JSON.parse(text));
  const [aside, staged] = [join(dir, plan.aside), join(dir, stageName)];
  if (plan.old.length > 0) await mkdir(aside, { recursive: true, mode: 0o700 });
  for (const name of plan.old) {
    // What has left the stage is the new one already.
    const replaced = plan.fresh.includes(name) && !(await exists(join(staged, name)));
    if (!replaced && (await exists(join(dir, name))) && !(await exists(join(aside, name))))
      await rename(join(dir, name), join(aside, name));
  }
  await syncFolder(dir);
  for (const name of plan.fresh)
    if (await exists(join(staged, name))) await rename(join(staged, name), join(dir, name));
  await syncFolder(dir);
  await rm(join(dir, planName), { force: true });
  await syncFolder(dir);
  await rmdir(staged).catch(() => {});
}

/** Whether there is something under a path. */
export const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
};
