import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { cp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Entry } from '../../src/entry.ts';
import { soundBackup } from '../../storage/lowdb/backup/check.ts';
import { filesUnder } from '../../storage/lowdb/backup/layout.ts';
import { listBackups, removeBackups } from '../../storage/lowdb/backup/list.ts';
import { type Backup, type BackupOptions, writeBackup } from '../../storage/lowdb/backup/write.ts';
import { openLowdbDirectory } from '../../storage/lowdb/directory.ts';
import { openLowdbFiles } from '../../storage/lowdb/files.ts';
import { openLowdbReader } from '../../storage/lowdb/reader.ts';
import { verifyLedger } from '../../storage/lowdb/verify.ts';
import { all } from '../support/drafts.ts';
import { committee, fill, openLedger, temporaryFolder } from './support.ts';

let dir: string;
let place: string;
let remove: () => Promise<void>;
let second = 0;
beforeEach(async () => {
  ({ dir, remove } = await temporaryFolder());
  place = join(dirname(dir), 'respaldos');
  second = 0;
});
afterEach(() => remove());

const options = { committees: [committee], waitMs: 0 };
/** Each a second after the one before, since that is their name. */
function backUp(more: Partial<BackupOptions> = {}): Promise<Backup> {
  second += 1;
  const at = new Date(Date.UTC(2024, 4, 9, 16, 0, second));
  return writeBackup({ dir, destination: place, program: '0.2.0', at, ...more });
}
const sha = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const dataOf = ({ folder }: Backup): string => join(folder, 'datos');
const pool = (content: string): string => join(place, 'evidencia', sha(content).slice(0, 2), sha(content));

/** A data folder with something of everything. */
async function furnish(): Promise<void> {
  const ledger = await openLedger(dir);
  const directory = await openLowdbDirectory({ dir, ...options });
  const files = await openLowdbFiles({ dir, ...options });
  await fill(ledger, 'k', 320, 50);
  await ledger.saveSnapshot(committee, { ...(await ledger.head(committee)), state: { some: 'view' } });
  await directory.saveTexts(committee, [{ id: 't1', salt: 's', text: 'Una nota' }]);
  await files.put(committee, Buffer.from('lista de asistencia'));
  await files.put(committee, Buffer.from('constancia'));
  await writeFile(join(dir, committee, 'forgotten.json'), '[]');
  for (const part of [files, directory, ledger]) await part.close();
}

it('while others write: every copy verifies and holds all that was acknowledged before it began, and what that names', async () => {
  const ledger = await openLedger(dir);
  const directory = await openLowdbDirectory({ dir, ...options });
  const files = await openLowdbFiles({ dir, ...options });
  await fill(ledger, 'first', 1);
  const acknowledged: Entry[] = [];
  let writing = true;
  let named = 0;
  const writer = (async () => {
    // As the bot does: text and file first, then the entries that name them.
    for (let n = 0; writing; n += 1) {
      await directory.saveTexts(committee, [{ id: `t${n}`, salt: 's', text: `Nota ${n}` }]);
      await files.put(committee, Buffer.from(`evidencia ${n}`));
      acknowledged.push(...(await fill(ledger, `w${n}`, 1 + (n % 40))));
      named = n;
    }
  })();
  let lost = 0;
  let during = 0;
  const rounds = 8;
  for (let round = 0; round < rounds; round += 1) {
    const before = [...acknowledged];
    const namedBefore = named;
    const made = await backUp({
      // Time for the writer between the steps, where it can come between ledger and texts.
      onStep: () => new Promise((next) => setTimeout(next, 15)),
    });
    during += acknowledged.length - before.length;
    expect(await verifyLedger(dataOf(made), committee)).toMatchObject({ ok: true });
    const copied = await all((await openLowdbReader(dataOf(made))).read(committee, 1));
    const seqs = new Map(copied.map((e) => [e.seq, e.hash]));
    lost += before.filter((e) => seqs.get(e.seq) !== e.hash).length;
    const texts = readFileSync(join(dataOf(made), committee, 'directory/texts.json'), 'utf8');
    const kept = new Set(made.manifest.evidence.map((e) => e.sha256));
    for (const entry of copied) {
      const n = /^w(\d+)\//.exec(entry.key)?.[1];
      if (n === undefined) continue;
      if (!texts.includes(`Nota ${n}`) || !kept.has(sha(`evidencia ${n}`))) lost += 1;
    }
    expect(namedBefore).toBeLessThanOrEqual(named);
  }
  writing = false;
  await writer;
  for (const part of [files, directory, ledger]) await part.close();
  console.log(
    `backups while others write: ${rounds}, entries acknowledged ${acknowledged.length}, of them while a backup ran ${during}, lost ${lost}`,
  );
  expect(during).toBeGreaterThan(0);
  expect(lost).toBe(0);
  expect((await listBackups(place, committee)).length).toBe(rounds);
}, 60_000);

it('keeps evidence once for all backups, private, and by sums that sha256sum checks', async () => {
  await furnish();
  const [one, two] = [await backUp(), await backUp()];
  expect([one.added, two.added]).toEqual([2, 0]);
  expect(await filesUnder(join(place, 'evidencia'))).toHaveLength(2);
  expect(statSync(pool('constancia')).nlink).toBe(1);
  expect(one.manifest.files.map((f) => f.path)).toEqual([
    `${committee}/directory/forgotten-key.json`,
    `${committee}/directory/texts.json`,
    `${committee}/forgotten.json`,
    `${committee}/keys.bin`,
    `${committee}/ledger/000001.json`,
    `${committee}/ledger/000002.json`,
    `${committee}/reached.json`,
    `${committee}/snapshot.json`,
    'format.json',
  ]);
  const checked = spawnSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: two.folder, encoding: 'utf8' });
  expect(checked).toMatchObject({ status: 0 });
  expect(checked.stdout.match(/: OK$/gm)).toHaveLength(12);
  for (const path of await filesUnder(place)) expect(statSync(join(place, path)).mode & 0o077).toBe(0);
  expect((await readdir(place)).sort()).toEqual([
    'evidencia',
    'pat-comite-a-20240509T160001Z',
    'pat-comite-a-20240509T160002Z',
  ]);
});

it('mends evidence that got damaged in the destination, and tells of what is damaged at its source', async () => {
  await furnish();
  await backUp();
  await truncate(pool('constancia'), 3);
  const mended = await backUp();
  expect(mended).toMatchObject({ added: 1, manifest: { damaged: [] } });
  expect(await readFile(pool('constancia'), 'utf8')).toBe('constancia');

  const own = join(dir, committee, 'files', sha('constancia').slice(0, 2), sha('constancia'));
  await writeFile(own, 'otra cosa');
  // The destination still has it whole.
  expect((await backUp()).manifest).toMatchObject({ damaged: [], evidence: [{}, {}] });
  await rm(pool('constancia'));
  const less = await backUp();
  expect(less.manifest.damaged).toEqual([{ committee, sha256: sha('constancia') }]);
  expect(less.manifest.evidence).toHaveLength(1);
  await soundBackup(less.folder, { evidence: true });
});

it('finds whatever changed in a backup: a flipped byte, a truncation, a missing or an added file', async () => {
  await furnish();
  const made = await backUp();
  const files = [
    ...(await filesUnder(made.folder)).map((path) => join(made.folder, path)),
    pool('constancia'),
    pool('lista de asistencia'),
  ];
  let tried = 0;
  const missed: string[] = [];
  const found = async (what: string): Promise<void> => {
    tried += 1;
    await soundBackup(made.folder, { evidence: true }).then(
      () => missed.push(what),
      (error) => expect(error).toMatchObject({ name: 'StorageError' }),
    );
  };
  for (const file of files) {
    const good = await readFile(file);
    for (const at of [0, Math.floor(good.length / 2), good.length - 1]) {
      const bad = Buffer.from(good);
      bad[at]! ^= 1;
      await writeFile(file, bad);
      await found(`${file} ${at}`);
    }
    await truncate(file, good.length - 1);
    await found(`${file} truncated`);
    await rm(file);
    await found(`${file} missing`);
    await writeFile(file, good);
  }
  await writeFile(join(dataOf(made), committee, 'ledger', '000003.json'), '[]');
  await found('added');
  await rm(join(dataOf(made), committee, 'ledger', '000003.json'));
  await soundBackup(made.folder, { evidence: true });
  console.log(`changes to a backup: ${tried}, not found ${missed.length}`);
  expect(missed).toEqual([]);
}, 60_000);

it('of a damaged ledger there is no backup, and what was there before stays', async () => {
  await furnish();
  await backUp();
  const segment = join(dir, committee, 'ledger', '000001.json');
  const bytes = await readFile(segment);
  bytes[1000]! ^= 1;
  await writeFile(segment, bytes);
  await expect(backUp()).rejects.toMatchObject({ problem: { code: 'damaged-backup', reason: 'ledger' } });
  expect(await readdir(place)).toHaveLength(2);
});

it('refuses a place inside of the data, and data that are none', async () => {
  await expect(backUp()).rejects.toMatchObject({ problem: { code: 'no-data' } });
  await furnish();
  await expect(backUp({ destination: join(dir, 'copias') })).rejects.toMatchObject({
    problem: { code: 'other-place' },
  });
  const own = await backUp({ destination: join(dir, 'respaldos'), link: true });
  expect(own.manifest.files.some(({ path }) => path.startsWith('respaldos'))).toBe(false);
  const linked = join(dir, 'respaldos', 'evidencia', sha('constancia').slice(0, 2), sha('constancia'));
  expect(statSync(linked).nlink).toBe(2);
});

it('removes what is no longer kept with the evidence that nothing names, and never fresh evidence', async () => {
  await furnish();
  const first = await backUp();
  await rm(join(dir, committee, 'files'), { recursive: true });
  const files = await openLowdbFiles({ dir, ...options });
  await files.put(committee, Buffer.from('constancia'));
  await files.close();
  await backUp();
  await cp(pool('constancia'), join(place, 'evidencia', 'ff', 'f'.repeat(64)));
  const [old] = await listBackups(place, committee);
  expect(`${place}/${old!.name}`).toBe(first.folder);
  await removeBackups(place, [old!.name], new Date());
  // A minute old: perhaps of a backup that is being made.
  expect(await filesUnder(join(place, 'evidencia'))).toHaveLength(3);
  const later = new Date(Date.now() + 2 * 86_400_000);
  await utimes(pool('constancia'), new Date(), new Date());
  await removeBackups(place, [], later);
  const names = (await listBackups(place, committee)).map(({ name }) => name);
  expect(names).toEqual(['pat-comite-a-20240509T160002Z']);
  const third = await backUp();
  await removeBackups(place, [names[0]!], later);
  expect((await filesUnder(join(place, 'evidencia'))).map((path) => path.slice(3))).toEqual([
    sha('constancia'),
  ]);
  await soundBackup(third.folder, { evidence: true });
});
