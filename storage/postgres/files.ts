import { join } from 'node:path';
import type { Files } from '../../src/ports/files.ts';
import { checkHash, openContents, prepareContents, readContents } from '../common/contents.ts';
import { makeFolder } from '../common/folders.ts';
import type { Db } from './db.ts';

/** Evidence that somebody gave, or pictures that the bot drew and can draw again. */
export type Kind = 'files' | 'pictures';

/** How old an unfinished file must be to be taken for one that a crash left: another process may be writing it. */
const abandonedMs = 24 * 60 * 60_000;

const committeeForm = /^[a-z0-9-]{2,32}$/;

/** The folder of a committee's contents within PAT_FILES_DIR. */
const contentsFolder =
  (dir: string, kind: Kind) =>
  (committee: string): string => {
    if (!committeeForm.test(committee)) throw new RangeError('not the id of a committee');
    return join(dir, committee, kind);
  };

interface FilesOptions {
  readonly db: Db;
  /** PAT_FILES_DIR, which all processes share. */
  readonly dir: string;
  readonly kind: Kind;
}

/** Reads files beside those that write them. */
export function readPostgresFiles({ db, dir, kind }: FilesOptions): Pick<Files, 'open' | 'has'> {
  const contents = readContents(contentsFolder(dir, kind));
  const isListed = async (committee: string, sha256: string): Promise<boolean> => {
    checkHash(sha256);
    const rows = await db.query('select from files where committee = $1 and kind = $2 and sha256 = $3', [
      committee,
      kind,
      sha256,
    ]);
    return rows.length > 0;
  };
  return {
    open: async (committee, sha256) =>
      (await isListed(committee, sha256)) ? contents.open(committee, sha256) : null,
    has: async (committee, sha256) =>
      (await isListed(committee, sha256)) && (await contents.has(committee, sha256)),
  };
}

/** Files by their content: bytes in a folder, their index in the database. What `put` gave is in both. */
export async function openPostgresFiles(
  options: FilesOptions & { readonly committees: readonly string[] },
): Promise<Files> {
  const { db, dir, kind, committees } = options;
  const folderOf = contentsFolder(dir, kind);
  await makeFolder(dir);
  await prepareContents(committees.map(folderOf), Date.now() - abandonedMs);
  const contents = openContents(folderOf);
  let closed = false;
  const running = new Set<Promise<unknown>>();
  return {
    ...readPostgresFiles(options),
    async put(committee, content) {
      if (closed) throw new Error('the files are closed');
      const work = (async () => {
        const stored = await contents.put(committee, content);
        await db.query(
          `insert into files (committee, kind, sha256, bytes) values ($1, $2, $3, $4)
           on conflict (committee, kind, sha256) do nothing`,
          [committee, kind, stored.sha256, stored.bytes],
        );
        return stored;
      })();
      running.add(work);
      return work.finally(() => running.delete(work));
    },
    async close() {
      closed = true;
      await Promise.allSettled(running);
    },
  };
}
