import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { origin } from '../../src/entry.ts';
import type { Directory } from '../../src/ports/directory.ts';
import { groupCommit } from '../../storage/common/group.ts';
import { openLowdbDirectory } from '../../storage/lowdb/directory.ts';
import { openLowdbLedger } from '../../storage/lowdb/ledger.ts';
import { account, person } from '../contracts/directory.ts';
import { all, chain, keys } from '../support/drafts.ts';
import { committee, headOf, temporaryFolder } from './support.ts';

let dir: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ dir, remove } = await temporaryFolder());
});
afterEach(async () => {
  vi.restoreAllMocks();
  await remove();
});

/** Counts the durable writes from now on. */
const writes = () => vi.spyOn(fs, 'rename').mock.calls;

describe('groups', () => {
  it('take together what came while one was under way', async () => {
    const groups: number[][] = [];
    const group = groupCommit<number, number>(async (requests) => {
      groups.push([...requests]);
      await new Promise(setImmediate);
      return requests.map((n) => n * 2);
    });
    const first = [1, 2].map((n) => group.submit(n));
    await new Promise((resolve) => queueMicrotask(() => queueMicrotask(() => resolve(null))));
    const second = [3, 4, 5].map((n) => group.submit(n));
    expect(await Promise.all([...first, ...second])).toEqual([2, 4, 6, 8, 10]);
    expect(groups).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
  });

  it('refuse one by an error, all by throwing, and go on after that', async () => {
    const group = groupCommit<number, string>(async (requests) => {
      if (requests.includes(0)) throw new Error('disk');
      return requests.map((n) => (n < 0 ? new Error('negative') : 'done'));
    });
    const outcome = (numbers: number[]) => Promise.allSettled(numbers.map((n) => group.submit(n)));
    expect((await outcome([1, -1, 2])).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect((await outcome([1, 0])).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await group.submit(3)).toBe('done');
    await group.idle();
  });
});

describe('the ledger', () => {
  it('stores appends that come together in one write, each committee its own', async () => {
    const committees = [committee, 'comite-b'];
    const ledger = await openLowdbLedger({ dir, committees, waitMs: 0 });
    const count = writes();
    const answers = committees.flatMap((one) => {
      const entries = chain(one, origin, keys('k', 1, 50));
      return entries.map((entry, at) => ledger.append(one, headOf(entries.slice(0, at)), [entry]));
    });
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['appended']));
    expect(count).toHaveLength(2);
    for (const one of committees) expect(await all(ledger.read(one, 1))).toHaveLength(50);
    await ledger.close();
  });

  it('rewrites only the last segment', async () => {
    const ledger = await openLowdbLedger({ dir, committees: [committee], waitMs: 0 });
    const entries = chain(committee, origin, keys('k', 1, 600));
    const count = writes();
    for (let at = 0; at < 600; at += 20)
      await ledger.append(committee, headOf(entries.slice(0, at)), entries.slice(at, at + 20));
    const written = count.map(([, to]) => String(to).slice(-11)).filter((name) => /^\d{6}/.test(name));
    expect(written).toEqual([...written].sort());
    expect(new Set(written)).toEqual(new Set(['000001.json', '000002.json', '000003.json']));
    await ledger.close();
  });
});

describe('the directory', () => {
  let directory: Directory;
  const open = () => openLowdbDirectory({ dir, committees: [committee], waitMs: 0 });
  beforeEach(async () => {
    directory = await open();
  });
  afterEach(() => directory.close());

  it('takes 5,000 people and 3,000 bindings of one instant in a few writes', async () => {
    const count = writes();
    const people = Array.from({ length: 5000 }, (_, n) => person(n));
    const saved = directory.savePeople(committee, people);
    const bound = Array.from({ length: 3000 }, (_, n) => directory.bind(committee, account(n)));
    await Promise.all([saved, ...bound]);
    expect(count.length).toBeLessThanOrEqual(3);
    await directory.close();
    directory = await open();
    expect(await directory.people(committee)).toHaveLength(5000);
    expect(await directory.accounts(committee)).toHaveLength(3000);
  });

  it('writes nothing for what it knows already', async () => {
    const address = { platform: 'teams', kind: 'person', tenant: 't', id: 'x', ref: { a: 1 } } as const;
    await directory.saveAddress(committee, address);
    await directory.bind(committee, account(1));
    const count = writes();
    await directory.saveAddress(committee, { ...address });
    await directory.bind(committee, account(1, { person: 'p-9' }));
    await directory.rebind(committee, account(1));
    expect(count).toHaveLength(0);
  });

  it('shows only what is on disk, and forgets what the disk refused', async () => {
    await directory.savePeople(committee, [person(1)]);
    const saving = directory.savePeople(committee, [person(2)]);
    expect(await directory.people(committee)).toEqual([person(1)]);
    await saving;
    vi.spyOn(fs.promises, 'writeFile').mockRejectedValue(
      Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }),
    );
    await expect(directory.savePeople(committee, [person(3)])).rejects.toThrow('ENOSPC');
    vi.restoreAllMocks();
    expect(await directory.people(committee)).toHaveLength(2);
    await directory.savePeople(committee, [person(4)]);
    await directory.close();
    directory = await open();
    expect((await directory.people(committee)).map(({ id }) => id)).toEqual(['p-1', 'p-2', 'p-4']);
  });

  it('names a file with a flipped byte instead of believing it', async () => {
    await directory.savePeople(committee, [person(1)]);
    await directory.close();
    const file = `${dir}/${committee}/directory/people.json`;
    const bytes = fs.readFileSync(file);
    for (let at = 0; at < bytes.length; at += 7) {
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= 1;
      fs.writeFileSync(file, flipped);
      await expect(open(), `byte ${at}`).rejects.toThrow('people.json');
    }
    fs.writeFileSync(file, bytes);
    directory = await open();
    expect(await directory.people(committee)).toEqual([person(1)]);
  });
});
