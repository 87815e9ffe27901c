import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { sha256 } from '../../../src/entry.ts';
import { hasCode, StorageError } from '../../common/errors.ts';
import { readMarker } from '../folder.ts';
import { takeLock } from '../lock.ts';
import { verifyLedger } from '../verify.ts';
import { soundBackup } from './check.ts';
import { contentOf, copyFile, folderAt, linkFile, syncWhereItCan, writeNew } from './copy.ts';
import { dataNames, evidencePath, filesUnder, type Manifest, names, sumsText } from './layout.ts';
import { backupName } from './list.ts';
import { isUnmounted, notePlace } from './place.ts';

export interface BackupOptions {
  /** The data folder; its bot may be running. */
  readonly dir: string;
  /** Holds all backups; made when it is missing. May lie on another machine. */
  readonly destination: string;
  /** Version of the program that takes it. */
  readonly program: string;
  readonly at: Date;
  /** Where the evidence lies, where that is not the data folder. */
  readonly filesDir?: string;
  /** Evidence gets a second name instead of a copy where that can be: for backups that guard against software alone. */
  readonly link?: boolean;
  /** Called while nothing of the ledger was copied yet and after: for tests. */
  readonly onStep?: (step: 'began' | 'ledger' | 'data' | 'evidence') => Promise<void>;
}

export interface Backup {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Evidence that the destination did not have yet. */
  readonly added: number;
}

type FileInfo = Manifest['files'][number];

const derived = /^(reached\.json|snapshot\.json|keys\.bin)$/;
const lockMs = 5000;

/**
 * Copies a data folder while its bot may be writing: what is derived from the ledger first, then the ledger, then what
 * the ledger names, since the bot writes in the opposite order. So the copy holds every entry that was acknowledged
 * before it began, and everything that those name. It is checked whole (hashes, chain) before it gets its name.
 * Throws StorageError `damaged-backup`, `no-data`, `other-place`, `unmounted`, `locked` and what the file system throws; nothing but
 * evidence that can be used again is left then.
 */
export async function writeBackup(options: BackupOptions): Promise<Backup> {
  const { destination, program, at, onStep } = options;
  const dir = resolve(options.dir);
  const marker = await readMarker(dir);
  if (marker === null) throw new StorageError({ code: 'no-data', folder: dir });
  const place = resolve(destination);
  if (place === dir || (place.startsWith(dir + sep) && basename(place) !== 'respaldos'))
    throw new StorageError({ code: 'other-place', folder: destination });
  const home = options.filesDir ?? dir;
  if (await isUnmounted(home, place)) throw new StorageError({ code: 'unmounted', folder: destination });
  // In the data folder, since it tells who backs up this folder and a share may know no links.
  const lock = await takeLock(join(dir, 'backup-lock'), { waitMs: lockMs });
  const name = backupName(marker.committees, at);
  const folder = join(place, name);
  const stage = join(place, `.en-curso-${name}-${randomBytes(4).toString('hex')}`);
  try {
    await folderAt(place);
    await folderAt(stage, names.data);
    await onStep?.('began');
    const copies = await copyData(dir, join(stage, names.data), marker.committees, onStep);
    const { evidence, damaged, added } = await copyEvidence(
      resolve(options.filesDir ?? dir),
      place,
      marker.committees,
      options,
    );
    await onStep?.('evidence');
    const committees = await Promise.all(
      marker.committees.map(async (committee) => {
        const ledger = await verifyLedger(join(stage, names.data), committee);
        if (ledger.ok) return { committee, entries: ledger.entries, head: ledger.head.hash };
        const where = `${committee}/ledger/${ledger.segment}`;
        throw new StorageError({ code: 'damaged-backup', folder: dir, reason: 'ledger', where });
      }),
    );
    const manifest: Manifest = {
      format: 1,
      program,
      takenAt: at.toISOString(),
      committees,
      files: copies,
      evidence,
      damaged,
    };
    const text = `${JSON.stringify(manifest, null, 1)}\n`;
    await writeNew(join(stage, names.manifest), text);
    await writeNew(join(stage, names.sums), sumsText(manifest, sha256(text)));
    await syncWhereItCan(stage);
    await soundBackup(stage, { evidence: false });
    await rename(stage, folder);
    await syncWhereItCan(place);
    await notePlace(home, place);
    return { folder, manifest, added };
  } catch (error) {
    await rm(stage, { recursive: true, force: true }).catch(() => {});
    throw error;
  } finally {
    await lock.release();
  }
}

async function copyData(
  dir: string,
  to: string,
  committees: readonly string[],
  onStep: BackupOptions['onStep'],
): Promise<FileInfo[]> {
  const done = new Map<string, FileInfo>();
  const folders = new Set<string>();
  async function copy(path: string): Promise<void> {
    if (done.has(path)) return;
    folders.add(await folderAt(dirname(join(to, path))));
    const content = await copyFile(join(dir, path), join(to, path));
    done.set(path, { path, ...content! });
  }
  for (const committee of committees)
    for (const name of await filesUnder(join(dir, committee)))
      if (derived.test(name)) await copy(`${committee}/${name}`);
  for (const committee of committees)
    for (const name of await filesUnder(join(dir, committee, 'ledger')))
      await copy(`${committee}/ledger/${name}`);
  await onStep?.('ledger');
  // Listed only now: what the ledger names was written before it.
  for (const top of await dataNames(dir)) {
    const inside = await filesUnder(join(dir, top)).catch((error: unknown) => {
      if (hasCode(error, 'ENOTDIR')) return null;
      throw error;
    });
    if (inside === null) await copy(top);
    for (const name of inside ?? [])
      if (!/^(ledger|files|runs)\//.test(name) && !derived.test(name)) await copy(`${top}/${name}`);
  }
  await onStep?.('data');
  for (const folder of folders) await syncWhereItCan(folder);
  await syncWhereItCan(to);
  return [...done.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Stores each content once for all backups; one that is there already is read again, and replaced where it is damaged. */
async function copyEvidence(
  dir: string,
  place: string,
  committees: readonly string[],
  { link }: Pick<BackupOptions, 'link'>,
): Promise<Pick<Manifest, 'evidence' | 'damaged'> & { added: number }> {
  const evidence: Manifest['evidence'] = [];
  const damaged: Manifest['damaged'] = [];
  const folders = new Set<string>();
  let added = 0;
  for (const committee of committees)
    for (const path of await filesUnder(join(dir, committee, 'files'))) {
      const hash = basename(path);
      const [from, to] = [join(dir, committee, 'files', path), join(place, evidencePath(hash))];
      const there = await contentOf(to);
      if (there?.sha256 === hash) {
        evidence.push({ committee, ...there });
        continue;
      }
      folders.add(await folderAt(dirname(to)));
      if (there !== null) await rm(to, { force: true });
      if (!(link === true && (await linkFile(from, to)))) await copyFile(from, to, hash);
      const now = await contentOf(to);
      if (now?.sha256 === hash) {
        evidence.push({ committee, ...now });
        added += 1;
      } else {
        await rm(to, { force: true });
        damaged.push({ committee, sha256: hash });
      }
    }
  for (const folder of folders) await syncWhereItCan(folder);
  return { evidence, damaged, added };
}
