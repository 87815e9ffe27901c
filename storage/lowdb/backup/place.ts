import { randomBytes } from 'node:crypto';
import { readFile, rename, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeNew } from './copy.ts';

/** Whether two paths lie on the same disk or share; null where one of them is not there. */
export async function sameDisk(a: string, b: string): Promise<boolean | null> {
  const [one, two] = await Promise.all([a, b].map((path) => stat(path).catch(() => null)));
  return one && two ? one.dev === two.dev : null;
}

/** In the data folder, and in no backup: the destinations that lay on another disk when a backup was last written there. */
const apartFile = (dir: string): string => join(dir, '.respaldos-aparte.json');

async function placesApart(dir: string): Promise<string[]> {
  try {
    const places: unknown = JSON.parse(await readFile(apartFile(dir), 'utf8'));
    return Array.isArray(places) ? places.filter((place) => typeof place === 'string') : [];
  } catch {
    return [];
  }
}

/** Notes whether a destination lies on another disk than the data. Never throws: a backup is not worth less without it. */
export async function notePlace(dir: string, destination: string): Promise<void> {
  const place = resolve(destination);
  const others = (await placesApart(dir)).filter((p) => p !== place);
  const places = (await sameDisk(dir, place)) === false ? [...others, place] : others;
  const temporary = `${apartFile(dir)}.${randomBytes(4).toString('hex')}`;
  await writeNew(temporary, JSON.stringify(places))
    .then(() => rename(temporary, apartFile(dir)))
    .catch(() => {});
}

/**
 * Whether a destination that lay on another disk is not there any more, or lies beside the data now: a share that is not
 * mounted leaves an empty folder, and backups would go to the very disk that they are to guard against.
 */
export async function isUnmounted(dir: string, destination: string): Promise<boolean> {
  const place = resolve(destination);
  return (await placesApart(dir)).includes(place) && (await sameDisk(dir, place)) !== false;
}
