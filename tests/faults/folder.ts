import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Entry, sha256 } from '../../src/entry.ts';
import type { Account, FreeText, Person } from '../../src/ports/directory.ts';
import { sealed } from '../../storage/common/sealed.ts';

/** What a crash left of writes that nobody was told of: the next start sweeps it away. */
const unfinished = /\.json\.\d+$|\/\.new-[0-9a-f]+$|\/\.write-test-[0-9a-f]+$/;

export interface Found {
  /** Temporary files of writes that were under way, by the part of the store that wrote them. */
  readonly unfinished: readonly string[];
  /** Files that are not what somebody once wrote whole. */
  readonly torn: readonly string[];
}

const partOf = (name: string): string =>
  /\/(ledger|directory|files)\//.exec(name)?.[1] ?? /(\w+)\.json/.exec(name)?.[1] ?? 'other';

/** Reads every file of a data folder that no process has open, segments excepted: those are for `verifyLedger`. */
export async function inspect(dir: string): Promise<Found> {
  const left: string[] = [];
  const torn: string[] = [];
  const all = await readdir(dir, { recursive: true, withFileTypes: true });
  for (const item of all.filter((one) => one.isFile())) {
    const path = join(item.parentPath, item.name);
    const name = path.slice(dir.length);
    if (unfinished.test(name)) left.push(partOf(name));
    else if (!(await isWhole(name, path))) torn.push(name);
  }
  return { unfinished: left, torn };
}

async function isWhole(name: string, path: string): Promise<boolean> {
  if (name.includes('/ledger/') || /^(\/pictures)?\/lock(\.|$)/.test(name)) return true;
  // Derived, and checked piece by piece as they are read: tests/storage/{runs,start}.test.ts.
  if (name.includes('/runs/') || name.endsWith('/keys.bin')) return true;
  const bytes = await readFile(path);
  if (name.includes('/files/')) return createHash('sha256').update(bytes).digest('hex') === path.slice(-64);
  try {
    if (/\/(format|version|real-platforms)\.json$/.test(name)) JSON.parse(bytes.toString());
    else rowsIn(path, bytes);
    return true;
  } catch {
    return false;
  }
}

const rowsIn = (path: string, bytes: Buffer): unknown =>
  sealed<unknown>(path, String, (v) => v).decode(bytes);

interface Kept {
  readonly people: readonly Person[];
  readonly accounts: readonly Account[];
  readonly texts: readonly FreeText[];
  readonly addresses: readonly { readonly id: string }[];
}

/** What the directory holds on disk; throws where a file is damaged. */
export async function directoryOf(dir: string, committee: string): Promise<Kept> {
  const part = async (name: string): Promise<never[]> => {
    const path = join(dir, committee, 'directory', `${name}.json`);
    const bytes = await readFile(path).catch(() => null);
    return bytes === null ? [] : (rowsIn(path, bytes) as never[]);
  };
  const [people, accounts, texts, addresses] = await Promise.all(
    ['people', 'accounts', 'texts', 'addresses'].map(part),
  );
  return { people: people!, accounts: accounts!, texts: texts!, addresses: addresses! };
}

/** Texts and files that entries name and that are not there as they were when they were named. */
export async function unproven(
  dir: string,
  committee: string,
  entries: readonly Entry[],
): Promise<readonly string[]> {
  const texts = new Map((await directoryOf(dir, committee)).texts.map((t) => [t.id, t]));
  const missing: string[] = [];
  for (const { seq, body } of entries) {
    for (const ref of Object.values(body)) {
      if (!isRef(ref)) continue;
      const text = texts.get(ref.id);
      if (text === undefined || sha256(`${text.salt}\n${text.text}`) !== ref.hash)
        missing.push(`text of entry ${seq}`);
    }
    const hash = typeof body.file === 'string' ? body.file : null;
    if (hash === null) continue;
    const path = join(dir, committee, 'files', hash.slice(0, 2), hash);
    const bytes = await readFile(path).catch(() => null);
    if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== hash)
      missing.push(`file of entry ${seq}`);
  }
  return missing;
}

const isRef = (value: unknown): value is { id: string; hash: string } =>
  typeof value === 'object' && value !== null && 'id' in value && 'hash' in value;
