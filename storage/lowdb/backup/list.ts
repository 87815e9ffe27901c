import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../../common/errors.ts';
import { syncWhereItCan } from './copy.ts';
import { filesUnder, names, readManifest } from './layout.ts';

/** A backup by its name; only what was checked whole has one. */
export interface Listed {
  readonly name: string;
  readonly at: Date;
}

const form = /^pat-([a-z0-9-]+)-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
const abandonedMs = 86_400_000;

/** `pat-<committee>-20240509T160000Z` */
export const backupName = (committees: readonly string[], at: Date): string =>
  `pat-${committees.join('-')}-${at.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '')}`;

/** A destination's backups of a committee, the oldest first; none where there is no destination. */
export async function listBackups(destination: string, committee: string): Promise<Listed[]> {
  const items = await readdir(destination).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  });
  return items
    .flatMap((name): Listed[] => {
      const m = form.exec(name);
      if (m?.[1] !== committee) return [];
      const [, , year, month, day, hour, minute, second] = m;
      return [{ name, at: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) }];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Removes backups, then evidence that no backup of the destination names any more, and what a crash left there. */
export async function removeBackups(destination: string, gone: readonly string[], at: Date): Promise<void> {
  for (const name of gone) {
    const aside = join(destination, `.borrando-${name}-${randomBytes(4).toString('hex')}`);
    await rename(join(destination, name), aside);
    await rm(aside, { recursive: true, force: true });
  }
  for (const name of await readdir(destination)) {
    if (!/^\.(en-curso|borrando)-/.test(name)) continue;
    const path = join(destination, name);
    if (await isOlder(path, at)) await rm(path, { recursive: true, force: true });
  }
  if (gone.length > 0) await sweepEvidence(destination, at);
  await syncWhereItCan(destination);
}

/** Fresh evidence stays: another backup may just have stored it and is about to name it. */
async function sweepEvidence(destination: string, at: Date): Promise<void> {
  const used = new Set<string>();
  for (const name of await readdir(destination))
    if (name.startsWith('pat-'))
      // One that can't be read may name anything: then nothing is removed.
      for (const { sha256 } of (await readManifest(join(destination, name))).evidence) used.add(sha256);
  const pool = join(destination, names.evidence);
  for (const path of await filesUnder(pool)) {
    const file = join(pool, path);
    if (!used.has(path.slice(3)) && (await isOlder(file, at))) await rm(file, { force: true });
  }
}

const isOlder = async (path: string, at: Date): Promise<boolean> =>
  at.getTime() - (await stat(path)).ctimeMs > abandonedMs;
