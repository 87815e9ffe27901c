import fs from 'node:fs';
import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesUnder } from '../../storage/lowdb/backup/layout.ts';
import { beginRestore } from '../../storage/lowdb/backup/restore.ts';
import { writeBackup } from '../../storage/lowdb/backup/write.ts';
import { openLowdbDirectory } from '../../storage/lowdb/directory.ts';
import { openLowdbFiles } from '../../storage/lowdb/files.ts';
import { verifyLedger } from '../../storage/lowdb/verify.ts';
import { committee, fill, openLedger, temporaryFolder } from './support.ts';

let dir: string;
let top: string;
let backup: string;
let remove: () => Promise<void>;
const options = { committees: [committee], waitMs: 0 };
const at = new Date('2024-05-09T16:00:00Z');

beforeEach(async () => {
  ({ dir, remove } = await temporaryFolder());
  top = dirname(dir);
  const ledger = await openLedger(dir);
  const directory = await openLowdbDirectory({ dir, ...options });
  const files = await openLowdbFiles({ dir, ...options });
  await fill(ledger, 'before', 20);
  await directory.saveTexts(committee, [{ id: 't1', salt: 's', text: 'Una nota' }]);
  await files.put(committee, Buffer.from('constancia'));
  ({ folder: backup } = await writeBackup({ dir, destination: join(top, 'b'), program: '0.2.0', at }));
  await fill(ledger, 'after', 5);
  await files.put(committee, Buffer.from('otra'));
  for (const part of [files, directory, ledger]) await part.close();
});
afterEach(() => remove());

async function restore(): Promise<string | null> {
  const { restoring } = await beginRestore(backup, dir);
  try {
    await restoring.stage();
    return await restoring.replace(at);
  } finally {
    await restoring.close();
  }
}

const entries = async (folder: string): Promise<number> => {
  const ledger = await verifyLedger(folder, committee);
  return ledger.ok ? ledger.entries : -1;
};
const bytesOf = async (folder: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      (await filesUnder(folder)).map(async (p) => [p, (await readFile(join(folder, p))).toString('base64')]),
    ),
  );

/** Says on which disk backups lay; it is no part of the data. */
const apartNote = '.respaldos-aparte.json';

describe('a restore', () => {
  it('takes the data of the backup, keeps the others aside, and shares evidence that is there already', async () => {
    const before = await bytesOf(dir);
    const aside = await restore();
    expect(await entries(dir)).toBe(20);
    expect(await bytesOf(aside!)).toEqual(before);
    expect((await readdir(dir)).sort()).toEqual([
      apartNote,
      committee,
      'format.json',
      'reemplazado-20240509T160000Z',
    ]);
    const [evidence] = await filesUnder(join(dir, committee, 'files'));
    expect((await stat(join(dir, committee, 'files', evidence!))).nlink).toBe(2);
    const ledger = await openLedger(dir);
    await fill(ledger, 'again', 3);
    await ledger.close();
    expect(await entries(dir)).toBe(23);
    expect(await entries(aside!)).toBe(25);
  });

  it('goes to a new folder too, where nothing is to be kept', async () => {
    await rm(dir, { recursive: true });
    expect(await restore()).toBeNull();
    expect(await entries(dir)).toBe(20);
  });

  it('refuses while somebody writes, at once, and changes nothing', async () => {
    const ledger = await openLedger(dir);
    const before = await bytesOf(dir);
    const began = performance.now();
    await expect(beginRestore(backup, dir)).rejects.toMatchObject({ problem: { code: 'locked' } });
    expect(performance.now() - began).toBeLessThan(3000);
    expect(await bytesOf(dir)).toEqual(before);
    await ledger.close();
  });

  it('refuses a backup that is not whole, before it touches anything', async () => {
    const before = await bytesOf(dir);
    const segment = join(backup, 'datos', committee, 'ledger', '000001.json');
    const bytes = await readFile(segment);
    bytes[500]! ^= 1;
    await writeFile(segment, bytes);
    await expect(beginRestore(backup, dir)).rejects.toMatchObject({
      problem: { code: 'damaged-backup', where: `datos/${committee}/ledger/000001.json` },
    });
    expect(await bytesOf(dir)).toEqual(before);
  });

  it('refuses a folder that is no backup', async () => {
    await expect(beginRestore(dir, dir)).rejects.toMatchObject({ problem: { code: 'no-backup' } });
  });
});

describe('a restore that is cut short at any of its steps', () => {
  const { rename } = fs.promises;
  afterEach(() => {
    fs.promises.rename = rename;
    syncBuiltinESMExports();
  });

  /** From the n-th rename of a whole file or folder of the data on, none happens any more, as when the power goes. */
  function cutAt(n: number): () => number {
    let count = 0;
    fs.promises.rename = async (from, to) => {
      if (!String(from).includes('.nuevo-')) count += 1;
      if (count >= n) throw new Error('cut');
      return rename(from, to);
    };
    syncBuiltinESMExports();
    return () => count;
  }

  it('is wholly as before or wholly done once somebody opens the folder again', async () => {
    const old = await bytesOf(dir);
    const kept = join(top, 'kept');
    await cp(dir, kept, { recursive: true });
    let cuts = 0;
    const outcomes: string[] = [];
    for (let n = 1; ; n += 1) {
      await rm(dir, { recursive: true });
      await cp(kept, dir, { recursive: true });
      const steps = cutAt(n);
      const done = await restore().then(
        () => true,
        () => false,
      );
      fs.promises.rename = rename;
      syncBuiltinESMExports();
      if (done && steps() < n) break;
      cuts += 1;
      const ledger = await openLedger(dir);
      await ledger.close();
      const count = await entries(dir);
      const asides = (await readdir(dir)).filter((name) => name.startsWith('reemplazado-'));
      if (count === 25) {
        expect(asides).toEqual([]);
        expect(Object.keys(await bytesOf(dir))).toEqual(Object.keys(old));
      } else {
        expect(count).toBe(20);
        expect(await bytesOf(join(dir, asides[0]!))).toEqual(old);
      }
      outcomes.push(count === 25 ? 'as before' : 'done');
      expect((await readdir(dir)).filter((name) => name.startsWith('.'))).toEqual([apartNote]);
    }
    console.log(`restores cut short: ${cuts} (${outcomes.join(', ')}), half done 0`);
    expect(new Set(outcomes)).toEqual(new Set(['as before', 'done']));
  }, 60_000);
});
