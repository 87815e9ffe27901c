import { mkdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../src/entry.ts';
import { keyIndex } from '../../storage/common/keys.ts';
import { openLowdbDirectory } from '../../storage/lowdb/directory.ts';
import { openKeysFile } from '../../storage/lowdb/keys-file.ts';
import { openLowdbReader } from '../../storage/lowdb/reader.ts';
import { markRealPlatform, wasRealPlatform } from '../../storage/lowdb/real-platform.ts';
import { verifyLedger } from '../../storage/lowdb/verify.ts';
import { person } from '../contracts/directory.ts';
import { all, chain, keys } from '../support/drafts.ts';
import { committee, fill, headOf, openLedger, temporaryFolder } from './support.ts';

let dir: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ dir, remove } = await temporaryFolder());
});
afterEach(() => remove());
const path = (...names: string[]) => join(dir, committee, ...names);

describe('a start', () => {
  let entries: Entry[];
  beforeEach(async () => {
    const ledger = await openLedger(dir);
    entries = await fill(ledger, 'k', 600, 60);
    await ledger.saveSnapshot(committee, { ...headOf(entries), state: { seen: 600 } });
    entries.push(...(await fill(ledger, 'tail', 30, 10)));
    await ledger.close();
  });

  it('verifies only what came after the snapshot first, and the rest later', async () => {
    const steps: string[] = [];
    const ledger = await openLedger(dir, { onProgress: (done, total) => steps.push(`${done}/${total}`) });
    expect(steps).toEqual(['3/3']);
    expect(await ledger.loadSnapshot(committee)).toEqual({
      ...headOf(entries.slice(0, 600)),
      state: { seen: 600 },
    });
    await ledger.verified(committee, true);
    expect(ledger.damage(committee)).toBeNull();
    await ledger.close();
  });

  it('lets the start be over before it verifies the rest, unless somebody wants to know now', async () => {
    const ledger = await openLedger(dir);
    const verified = ledger.verified(committee).then(() => 'verified');
    expect(await Promise.race([verified, sleep(1000, 'waits')])).toBe('waits');
    await ledger.verified(committee, true);
    expect(await verified).toBe('verified');
    await ledger.close();
  });

  it('knows the keys of what it did not read', async () => {
    const ledger = await openLedger(dir);
    const head = await ledger.head(committee);
    for (const key of ['k/3', 'k/599', 'tail/20'])
      expect(await ledger.append(committee, head, chain(committee, head, [key]))).toBe('conflict');
    expect(await ledger.append(committee, head, chain(committee, head, ['k/600']))).toBe('appended');
    await ledger.close();
  });

  it('opens though what lies before is damaged, and tells as soon as it is found', async () => {
    const file = path('ledger', '000001.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"k/100"', '"k/1O0"'));
    const told: unknown[] = [];
    const ledger = await openLedger(dir, { onDamage: (damage) => told.push(damage) });
    expect(told).toEqual([]);
    await ledger.verified(committee, true);
    expect(told).toEqual([{ committee, segment: '000001.json', seq: 101, reason: 'hash' }]);
    const head = await ledger.head(committee);
    await expect(ledger.append(committee, head, chain(committee, head, ['new']))).rejects.toThrow('damaged');
    await ledger.close();
  });

  it.each(['keys.bin', 'reached.json', 'snapshot.json'])('does without %s, damaged or gone', async (name) => {
    for (const harm of [() => writeFile(path(name), '{"data":{}}'), () => rm(path(name))]) {
      await harm();
      const ledger = await openLedger(dir);
      expect(await all(ledger.read(committee, 1))).toEqual(entries);
      if (name === 'snapshot.json') expect(await ledger.loadSnapshot(committee)).toBeNull();
      const head = await ledger.head(committee);
      expect(await ledger.append(committee, head, chain(committee, head, ['k/3']))).toBe('conflict');
      await ledger.close();
    }
  });

  it('does not believe keys of another ledger', async () => {
    const kept = await readFile(path('keys.bin'));
    await rm(path(), { recursive: true });
    const ledger = await openLedger(dir);
    const other = await fill(ledger, 'other', 700, 100);
    await ledger.close();
    await writeFile(path('keys.bin'), kept);
    const again = await openLedger(dir);
    const head = await again.head(committee);
    expect(head).toEqual(headOf(other));
    expect(await again.append(committee, head, chain(committee, head, ['other/3']))).toBe('conflict');
    expect(await again.append(committee, head, chain(committee, head, ['k/3']))).toBe('appended');
    await again.close();
  });

  it('after a kill, without a close, is as good', async () => {
    await rm(path('keys.bin'));
    await rm(path('reached.json'));
    const ledger = await openLedger(dir);
    expect(await all(ledger.read(committee, 601))).toEqual(entries.slice(600));
    await ledger.close();
  });
});

describe('whose folder it is', () => {
  it('refuses another committee, for writing and for reading', async () => {
    await (await openLedger(dir)).close();
    const other = { committees: ['otro-comite'] };
    const refusal = { problem: { code: 'other-committee', found: [committee], wanted: 'otro-comite' } };
    await expect(openLedger(dir, other)).rejects.toMatchObject(refusal);
    await expect(openLowdbDirectory({ dir, waitMs: 0, ...other })).rejects.toMatchObject(refusal);
    await expect((await openLowdbReader(dir)).head('otro-comite')).rejects.toMatchObject(refusal);
    await expect(verifyLedger(dir, 'otro-comite')).rejects.toMatchObject(refusal);
    await (await openLedger(dir)).close();
  });

  it('throws for a committee that it was not opened for', async () => {
    const ledger = await openLedger(dir);
    await expect(ledger.head('otro-comite')).rejects.toThrow('other-committee');
    await ledger.close();
  });

  it.each(['../x', 'UPPER', 'a', ''])('refuses «%s» as a name', async (name) => {
    await expect(openLedger(dir, { committees: [name] })).rejects.toThrow();
  });

  it('refuses data of a newer program, whole or a single file', async () => {
    const directory = await openLowdbDirectory({ dir, committees: [committee], waitMs: 0 });
    await directory.savePeople(committee, [person(1)]);
    await directory.close();
    const people = path('directory', 'people.json');
    const text = await readFile(people, 'utf8');
    await writeFile(people, text.replace('"format":1', '"format":2'));
    const newer = { problem: { code: 'newer-format', format: 2 } };
    await expect(openLowdbDirectory({ dir, committees: [committee], waitMs: 0 })).rejects.toMatchObject(
      newer,
    );
    await writeFile(join(dir, 'format.json'), `{"committees":["${committee}"],"format":3,"more":true}`);
    const marked = { problem: { code: 'newer-format', format: 3 } };
    await expect(openLedger(dir)).rejects.toMatchObject(marked);
    await expect(openLowdbReader(dir)).rejects.toMatchObject(marked);
    await expect(verifyLedger(dir, committee)).rejects.toMatchObject(marked);
  });

  it('refuses data without its marker, and a damaged marker', async () => {
    await (await openLedger(dir)).close();
    await rm(join(dir, 'format.json'));
    await expect(openLedger(dir)).rejects.toMatchObject({ problem: { code: 'no-marker' } });
    await writeFile(join(dir, 'format.json'), '{');
    await expect(openLedger(dir)).rejects.toMatchObject({ problem: { code: 'damaged-file' } });
  });

  it('keeps all to its owner', async () => {
    const ledger = await openLedger(dir);
    const directory = await openLowdbDirectory({ dir, committees: [committee], waitMs: 0 });
    await fill(ledger, 'k', 2);
    await ledger.saveSnapshot(committee, { ...(await ledger.head(committee)), state: null });
    await directory.savePeople(committee, [person(1)]);
    await ledger.close();
    await directory.close();
    const mode = async (name: string) => ((await stat(name)).mode & 0o777).toString(8);
    for (const folder of [dir, path(), path('ledger'), path('directory')])
      expect(await mode(folder)).toBe('700');
    const files = [
      'keys.bin',
      'reached.json',
      'snapshot.json',
      'ledger/000001.json',
      'directory/people.json',
    ];
    for (const file of [join(dir, 'format.json'), ...files.map((name) => path(name))])
      expect(await mode(file), file).toBe('600');
  });

  it('remembers that real platforms wrote to it', async () => {
    expect(await wasRealPlatform(dir)).toBe(false);
    await markRealPlatform(dir);
    await markRealPlatform(dir);
    expect(await wasRealPlatform(dir)).toBe(true);
    await (await openLedger(dir)).close();
    expect(await wasRealPlatform(dir)).toBe(true);
  });
});

describe('the index of keys', () => {
  it('finds every key that it holds, and no other, also when stored and read again', () => {
    const index = keyIndex();
    const held = keys('k', 1, 5000);
    for (const key of held) index.add(key);
    for (const one of [index, keyIndex(index.after(0))]) {
      expect(one.size()).toBe(5000);
      held.forEach((key, at) => {
        expect(one.candidates(key)).toEqual([at + 1]);
      });
      for (const key of keys('other', 1, 5000)) expect(one.candidates(key)).toEqual([]);
    }
  });

  it('tells of all entries that share a fingerprint', () => {
    const index = keyIndex();
    for (const key of ['k', 'other', 'k']) index.add(key);
    expect(index.candidates('k')).toEqual([1, 3]);
    expect(keyIndex(index.after(0)).candidates('k')).toEqual([1, 3]);
  });
});

describe('the file of keys', () => {
  const head = (seq: number) => ({ seq, hash: String(seq % 10).repeat(64) });
  const index = keyIndex();
  for (const key of keys('k', 1, 1000)) index.add(key);
  const saved = async (...seqs: number[]) => {
    await mkdir(path(), { recursive: true });
    const file = openKeysFile(dir, committee);
    await file.read();
    for (const seq of seqs) await file.save(index, head(seq));
    return file;
  };

  it('grows by what came since, and gives all of it', async () => {
    await saved(10, 500);
    const { size } = await stat(path('keys.bin'));
    await saved(500, 600, 1000);
    expect((await stat(path('keys.bin'))).size - size).toBe(2 * 48 + 500 * 8);
    const found = await openKeysFile(dir, committee).read();
    expect(found.head).toEqual(head(1000));
    expect(found.keys.after(0)).toEqual(index.after(0));
  });

  it('gives what lies before a flipped bit or its end, and goes on from there', async () => {
    const ends = [10, 500, 900];
    for (let n = 0; n < 60; n += 1) {
      await rm(path(), { recursive: true, force: true });
      await saved(...ends);
      const bytes = await readFile(path('keys.bin'));
      const at = Math.floor(Math.random() * bytes.length);
      if (n % 3 === 0) await truncate(path('keys.bin'), at);
      else {
        bytes[at]! ^= 1 << (n % 8);
        await writeFile(path('keys.bin'), bytes);
      }
      const file = openKeysFile(dir, committee);
      const found = await file.read();
      const whole = ends.filter((seq, i) => at >= 48 * (i + 1) + 8 * seq).at(-1) ?? 0;
      // The magic of a block may be hit too.
      expect(found.head.seq, `byte ${at}`).toBe(whole);
      expect(found.keys.after(0)).toEqual(index.after(0).subarray(0, 2 * whole));
      await file.save(index, head(1000));
      expect((await openKeysFile(dir, committee).read()).keys.after(0)).toEqual(index.after(0));
    }
  });
});
