import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '../../src/entry.ts';
import { hasCode, StorageError } from '../common/errors.ts';
import { fateOf, type Identity, identitySchema, ownIdentity } from './process.ts';

export interface LockOptions {
  /** How long to wait for a living holder, in milliseconds; a dead one's lock is taken at once. */
  readonly waitMs: number;
  /** Told once, when there is something to wait for. */
  readonly onWait?: (holder: { readonly pid: number }) => void;
}

export interface Lock {
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly elsewhere: boolean;
}

const pollMs = 100;

async function contentOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Who holds a lock with this content; null for the dead (a lock appears whole, so an unreadable one is from before a power cut). */
async function living(content: string, own: Identity): Promise<Holder | null> {
  let holder: Identity;
  try {
    holder = identitySchema.parse(JSON.parse(content));
  } catch {
    return null;
  }
  const fate = await fateOf(holder, own);
  return fate === 'dead' ? null : { pid: holder.pid, elsewhere: fate === 'elsewhere' };
}

/**
 * Puts `mine` in the lock file unless somebody alive holds it; gives that holder, or null when the lock is ours.
 * The lock appears by link(2), which one taker wins. A dead holder's lock is replaced only under a claim named
 * after its very content, looked at once more inside, so that a slow taker can't replace a newer, living lock.
 * The claim is a lock of the same kind: a taker that dies with it is overcome in the same way.
 */
async function attempt(file: string, mine: string, own: Identity): Promise<Holder | null> {
  for (;;) {
    const present = await contentOf(file);
    const holder = present === null ? null : await living(present, own);
    if (holder !== null) return holder;
    const temporary = `${file}.${randomUUID()}`;
    await writeFile(temporary, mine, { mode: 0o600, flag: 'wx' });
    try {
      if (present === null) {
        await link(temporary, file);
        return null;
      }
      const claim = `${file}.${sha256(present).slice(0, 16)}`;
      const rival = await attempt(claim, mine, own);
      if (rival !== null) return rival;
      try {
        if ((await contentOf(file)) === present) {
          await rename(temporary, file);
          return null;
        }
      } finally {
        await rm(claim, { force: true });
      }
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    } finally {
      await rm(temporary, { force: true });
    }
  }
}

/** Takes the lock, or throws `locked` when its living holder keeps it longer than `waitMs`. */
export async function takeLock(file: string, { waitMs, onWait }: LockOptions): Promise<Lock> {
  const own = await ownIdentity();
  const mine = JSON.stringify({ ...own, nonce: randomUUID() });
  const until = performance.now() + waitMs;
  let told = false;
  for (;;) {
    const holder = await attempt(file, mine, own);
    if (holder === null) break;
    const left = until - performance.now();
    if (left <= 0) throw new StorageError({ code: 'locked', folder: dirname(file), ...holder });
    if (!told) onWait?.(holder);
    told = true;
    await sleep(Math.min(pollMs, left));
  }
  return {
    async release() {
      if ((await contentOf(file)) === mine) await rm(file, { force: true });
    },
  };
}
