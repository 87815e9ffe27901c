import { execFileSync, spawnSync } from 'node:child_process';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { origin } from '../../src/entry.ts';
import { exportLedger } from '../../storage/common/export.ts';
import { openLowdbReader } from '../../storage/lowdb/reader.ts';
import { verifyLedger } from '../../storage/lowdb/verify.ts';
import { hashOf } from '../support/chain.ts';
import { all } from '../support/drafts.ts';
import { turnsOf } from '../support/turns.ts';
import { committee, fill, headOf, openLedger, script, temporaryFolder } from './support.ts';

let dir: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ dir, remove } = await temporaryFolder());
});
afterEach(() => remove());

it('reads an empty or missing folder as nothing, and makes none', async () => {
  const reader = await openLowdbReader(dir);
  expect(reader.committees).toEqual([]);
  expect(await reader.head(committee)).toEqual(origin);
  expect(await all(reader.read(committee, 1))).toEqual([]);
  expect(await reader.loadSnapshot(committee)).toBeNull();
  expect(await verifyLedger(dir, committee)).toEqual({ ok: true, entries: 0, segments: 0, head: origin });
  await expect(readdir(dir)).rejects.toThrow('ENOENT');
});

it('reads beside an open ledger: entries, head and snapshot', async () => {
  const ledger = await openLedger(dir);
  const entries = await fill(ledger, 'k', 300, 100);
  const reader = await openLowdbReader(dir);
  expect(reader.committees).toEqual([committee]);
  expect(await all(reader.read(committee, 290))).toEqual(entries.slice(289));
  const more = await fill(ledger, 'more', 5);
  await ledger.saveSnapshot(committee, { ...headOf(more), state: [1] });
  expect(await reader.head(committee)).toEqual(headOf(more));
  expect(await all(reader.read(committee, 0))).toEqual([...entries, ...more]);
  expect(await reader.loadSnapshot(committee)).toEqual({ ...headOf(more), state: [1] });
  await ledger.close();
});

it('never takes a ledger that is being written for a damaged one', async () => {
  const writer = script('appender', [dir, 'k']);
  await writer.line();
  const reader = await openLowdbReader(dir);
  let seen = 0;
  // Until it has gone from one segment to the next twice.
  while (seen < 600) {
    const verified = await verifyLedger(dir, committee);
    expect(verified).toMatchObject({ ok: true });
    const read = (await all(reader.read(committee, 1))).length;
    expect(read).toBeGreaterThanOrEqual(seen);
    seen = read;
  }
  await writer.kill();
}, 30_000);

it('verifies with progress', async () => {
  const ledger = await openLedger(dir);
  const entries = await fill(ledger, 'k', 520, 65);
  await ledger.close();
  const steps: [number, number][] = [];
  const verified = await verifyLedger(dir, committee, { onProgress: (...step) => steps.push(step) });
  expect(verified).toEqual({ ok: true, entries: 520, segments: 2, head: headOf(entries) });
  expect(steps).toEqual([
    [1, 2],
    [2, 2],
  ]);
});

it('exports every entry as a line, with hashes that sha256sum checks', async () => {
  const ledger = await openLedger(dir);
  const entries = await fill(ledger, 'k', 300, 100);
  const out = join(dir, 'salida');
  const steps: number[] = [];
  const manifest = await exportLedger(await openLowdbReader(dir), committee, out, {
    onProgress: (done) => steps.push(done),
  });
  await ledger.close();

  const lines = (await readFile(join(out, 'ledger.jsonl'), 'utf8')).split('\n');
  expect(lines.pop()).toBe('');
  expect(lines.map((line) => JSON.parse(line))).toEqual(entries);
  expect(lines.every((line) => hashOf(JSON.parse(line)) === JSON.parse(line).hash)).toBe(true);
  expect(manifest).toMatchObject({ committee, entries: 300, head: headOf(entries) });
  expect(JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'))).toEqual(manifest);
  expect(steps.at(-1)).toBe(300);

  const told = execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: out, encoding: 'utf8' });
  expect(told.trim().split('\n')).toEqual(['ledger.jsonl: OK', 'manifest.json: OK']);
  await truncate(join(out, 'ledger.jsonl'), 1000);
  expect(spawnSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: out }).status).toBe(1);
});

it('exports to no folder that holds something, and leaves nothing of a damaged ledger', async () => {
  const ledger = await openLedger(dir);
  await fill(ledger, 'k', 3);
  await ledger.close();
  const reader = await openLowdbReader(dir);
  await expect(exportLedger(reader, committee, dir)).rejects.toMatchObject({
    problem: { code: 'not-empty' },
  });
  const file = join(dir, committee, 'ledger', '000001.json');
  await writeFile(file, (await readFile(file, 'utf8')).replace('k/1', 'k/7'));
  const out = join(dir, 'salida');
  await expect(exportLedger(reader, committee, out)).rejects.toThrow('damaged');
  expect(await readdir(out)).toEqual([]);
});

it('lets others in while much of it is read, whatever is done with each entry', async () => {
  const ledger = await openLedger(dir);
  await fill(ledger, 'k', 600, 100);
  const reader = await openLowdbReader(dir);
  const busy = async (entries: AsyncIterable<unknown>) => {
    for await (const _ of entries) for (const end = performance.now() + 3; performance.now() < end; );
  };
  for (const read of [reader.read(committee, 157), ledger.read(committee, 157)])
    expect(await turnsOf(() => busy(read))).toBeGreaterThanOrEqual(99);
  await ledger.close();
});
