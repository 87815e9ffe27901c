import fs from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoredLedger } from '../../src/ports/store.ts';
import { verifyLedger } from '../../storage/lowdb/verify.ts';
import { all, chain, keys } from '../support/drafts.ts';
import { committee, fill, has, headOf, openLedger, script, temporaryFolder } from './support.ts';

type Callback = (error: Error | null) => void;
const failure = (code: string) => Object.assign(new Error(code), { code });

/** Lets one function of the file system that takes a callback fail, `when` its arguments say so. */
function failing(name: 'fsync' | 'rename', code: string, when: (first: never) => boolean) {
  const real = fs[name] as (...args: unknown[]) => void;
  return vi.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
    if (when(args[0] as never)) (args.at(-1) as Callback)(failure(code));
    else real(...args);
  }) as never);
}

const isFolder = (fd: number) => fs.fstatSync(fd).isDirectory();
const temporary = (path: string) => /\.json\.\d+$/.test(path);

const faults: Record<string, () => unknown> = {
  'no file can be made': () => vi.spyOn(fs.promises, 'open').mockRejectedValue(failure('EMFILE')),
  'the disk is full': () => vi.spyOn(fs.promises, 'writeFile').mockRejectedValue(failure('ENOSPC')),
  'the disk is full half-way': () => {
    const real = fs.promises.writeFile;
    return vi.spyOn(fs.promises, 'writeFile').mockImplementation(async (file, data, options) => {
      await real(file, (data as Buffer).subarray(0, 100), options);
      throw failure('ENOSPC');
    });
  },
  'the content does not reach the disk': () => failing('fsync', 'EIO', (fd) => !isFolder(fd)),
  'the name can not be changed': () => failing('rename', 'ENOSPC', temporary),
};

let dir: string;
let remove: () => Promise<void>;
let ledger: StoredLedger;
beforeEach(async () => {
  ({ dir, remove } = await temporaryFolder());
  ledger = await openLedger(dir);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await ledger.close();
  await remove();
});

const names = () => readdir(join(dir, committee, 'ledger'));
const next = async (name: string) => {
  const head = await ledger.head(committee);
  return { head, entries: chain(committee, head, keys(name, 0, 2)) };
};

describe.each([
  ['the first segment ever', 0],
  ['a segment that grows', 2],
  ['a new segment after a complete one', 256],
])('a write that fails: %s', (_, present) => {
  it.each(Object.keys(faults))('%s: refused for good', async (fault) => {
    const before = present === 0 ? [] : await fill(ledger, 'before', present);
    const files = await names();
    const { head, entries } = await next('refused');
    faults[fault]!();
    await expect(ledger.append(committee, head, entries)).rejects.toThrow();
    vi.restoreAllMocks();

    expect(await ledger.head(committee)).toEqual(headOf(before));
    expect(await all(ledger.read(committee, 1))).toEqual(before);
    expect(await names()).toEqual(files);
    const other = chain(committee, head, ['other']);
    expect(await ledger.append(committee, head, other)).toBe('appended');
    await ledger.close();
    ledger = await openLedger(dir);
    expect(await all(ledger.read(committee, 1))).toEqual([...before, ...other]);
  });

  it('the folder does not reach the disk, after the file has its new name: taken back', async () => {
    const before = present === 0 ? [] : await fill(ledger, 'before', present);
    const files = await names();
    const { head, entries } = await next('refused');
    let folders = 0;
    failing('fsync', 'EIO', (fd) => {
      if (isFolder(fd)) folders += 1;
      return isFolder(fd) && folders === 1;
    });
    await expect(ledger.append(committee, head, entries)).rejects.toThrow('EIO');
    vi.restoreAllMocks();

    expect(await names()).toEqual(files);
    expect(await all(ledger.read(committee, 1))).toEqual(before);
    expect(await verifyLedger(dir, committee)).toMatchObject({ ok: true, entries: present });
    expect(await ledger.append(committee, head, entries)).toBe('appended');
  });

  it('the rename is carried out though it fails: taken back', async () => {
    const before = present === 0 ? [] : await fill(ledger, 'before', present);
    const { head, entries } = await next('refused');
    const real = fs.rename;
    vi.spyOn(fs, 'rename').mockImplementationOnce(((from: string, to: string, done: Callback) =>
      real(from, to, () => done(failure('EIO')))) as never);
    await expect(ledger.append(committee, head, entries)).rejects.toThrow('EIO');
    vi.restoreAllMocks();

    expect(await verifyLedger(dir, committee)).toMatchObject({ ok: true, entries: present });
    expect(await all(ledger.read(committee, 1))).toEqual(before);
    expect(await ledger.append(committee, head, entries)).toBe('appended');
  });

  it('and can not be taken back either: says so, and writes no more', async () => {
    const before = present === 0 ? [] : await fill(ledger, 'before', present);
    const { head, entries } = await next('unsettled');
    failing('fsync', 'EIO', isFolder);
    await expect(ledger.append(committee, head, entries)).rejects.toThrow('unsettled');
    vi.restoreAllMocks();

    await expect(ledger.append(committee, head, entries)).rejects.toThrow('unsettled');
    expect(await all(ledger.read(committee, 1))).toEqual(before);
  });
});

it('refuses all that shared a failed write, and none of them is stored later', async () => {
  const entries = chain(committee, { seq: 0, hash: '0'.repeat(64) }, keys('k', 0, 5));
  faults['the disk is full']!();
  const answers = await Promise.allSettled(
    entries.map((entry, at) => ledger.append(committee, headOf(entries.slice(0, at)), [entry])),
  );
  vi.restoreAllMocks();
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
  await ledger.close();
  ledger = await openLedger(dir);
  expect(await all(ledger.read(committee, 1))).toEqual([]);
});

it('a folder stands where the segment should: refused, and nothing is lost', async () => {
  const before = await fill(ledger, 'before', 256);
  const obstacle = join(dir, committee, 'ledger', '000002.json');
  await mkdir(obstacle);
  const { head, entries } = await next('k');
  await expect(ledger.append(committee, head, entries)).rejects.toThrow();
  await rm(obstacle, { recursive: true });
  expect(await all(ledger.read(committee, 1))).toEqual(before);
  expect(await ledger.append(committee, head, entries)).toBe('appended');
});

it('does not write over a segment that somebody else changed', async () => {
  await fill(ledger, 'before', 2);
  await writeFile(join(dir, committee, 'ledger', '000001.json'), 'restored by hand');
  const { head, entries } = await next('k');
  await expect(ledger.append(committee, head, entries)).rejects.toThrow('changed');
  expect(await fs.promises.readFile(join(dir, committee, 'ledger', '000001.json'), 'utf8')).toBe(
    'restored by hand',
  );
});

it('answers only after content and name are on disk, in this order', async () => {
  const steps: string[] = [];
  for (const name of ['fsync', 'rename'] as const) {
    const real = fs[name] as (...args: unknown[]) => void;
    vi.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      const what = name === 'rename' ? name : `fsync ${isFolder(args[0] as number) ? 'folder' : 'file'}`;
      const done = args.at(-1) as Callback;
      real(...args.slice(0, -1), (error: Error | null) => {
        steps.push(what);
        done(error);
      });
    }) as never);
  }
  const { head, entries } = await next('k');
  await ledger.append(committee, head, entries);
  steps.push('answered');
  expect(steps).toEqual(['fsync file', 'rename', 'fsync folder', 'answered']);
});

it('sweeps away what a crash left of an unfinished write', async () => {
  await fill(ledger, 'k', 2);
  await ledger.close();
  const names = [
    'format.json.7',
    '.write-test-0a1b2c3d4e5f',
    `${committee}/ledger/000001.json.123456`,
    `${committee}/reached.json.98`,
  ];
  const left = names.map((name) => join(dir, name));
  for (const file of left) await writeFile(file, '[{"half');
  ledger = await openLedger(dir);
  for (const file of left) expect(fs.existsSync(file)).toBe(false);
  expect(await all(ledger.read(committee, 1))).toHaveLength(2);
});

const smallDisk = has('mount namespaces (unshare -rm)', ['unshare', '-rm', 'true']);
it.skipIf(!smallDisk)(
  'a really full disk: refused, nothing torn, and on it goes when there is room',
  async () => {
    const small = script('full-disk', [`${dir}-small`], ['unshare', '-rm']);
    const told = JSON.parse(await small.line());
    expect(told.failure).toBe('ENOSPC');
    expect(told.before.seq).toBeGreaterThan(100);
    expect(told.whileFull).toMatchObject({ ok: true, entries: told.before.seq, head: told.before });
    expect(told.names.filter(temporary)).toEqual([]);
    expect(told.after.seq).toBe(told.before.seq + 3);
    expect(told.reopened).toEqual(told.after);
    expect(told.end).toMatchObject({ ok: true, entries: told.after.seq });
    await small.kill();
  },
);
