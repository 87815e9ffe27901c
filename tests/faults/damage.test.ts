import { copyFile, cp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canonical, type Entry, origin } from '../../src/entry.ts';
import { type Damage, DamagedLedger } from '../../src/ports/ledger.ts';
import { openLowdbReader } from '../../storage/lowdb/reader.ts';
import { verifyLedger } from '../../storage/lowdb/verify.ts';
import { committee, fill, openLedger, temporaryFolder } from '../storage/support.ts';
import { hashOf } from '../support/chain.ts';
import { all, chain, keys } from '../support/drafts.ts';

describe('a damaged folder', () => {
  let dir: string;
  let remove: () => Promise<void>;
  let entries: Entry[];
  const file = (name: string) => join(dir, committee, 'ledger', name);
  const write = (name: string, content: readonly Entry[]) => writeFile(file(name), canonical(content));
  const part = (number: number) => entries.slice(256 * (number - 1), 256 * number);

  let sound: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    sound = await temporaryFolder();
    const ledger = await openLedger(sound.dir);
    // Four segments: 256, 256, 256 and 32.
    entries = await fill(ledger, 'k', 800, 32);
    await ledger.close();
  });
  afterAll(() => sound.remove());
  beforeEach(async () => {
    ({ dir, remove } = await temporaryFolder());
    await cp(sound.dir, dir, { recursive: true });
  });
  afterEach(() => remove());

  const resealed = (from: readonly Entry[], change: (entry: Entry) => Entry): Entry[] =>
    from.map((entry) => {
      const changed = change(entry);
      return { ...changed, hash: hashOf(changed) };
    });

  const kinds: [string, () => Promise<unknown>, Omit<Damage, 'committee'>][] = [
    [
      'a changed letter',
      async () => {
        const text = await readFile(file('000002.json'), 'utf8');
        await writeFile(file('000002.json'), text.replace('"k/300"', '"k/3OO"'));
      },
      { segment: '000002.json', seq: 301, reason: 'hash' },
    ],
    [
      'a space more',
      async () => {
        const text = await readFile(file('000003.json'), 'utf8');
        await writeFile(file('000003.json'), text.replace(',"key":"k/600"', ', "key":"k/600"'));
      },
      { segment: '000003.json', seq: 601, reason: 'not-canonical' },
    ],
    [
      'a missing segment',
      () => rm(file('000002.json')),
      { segment: '000002.json', seq: 257, reason: 'missing' },
    ],
    [
      'a missing last segment',
      () => rm(file('000004.json')),
      { segment: '000004.json', seq: 769, reason: 'missing' },
    ],
    [
      'all segments missing',
      () => rm(file(''), { recursive: true }),
      { segment: '000001.json', seq: 1, reason: 'missing' },
    ],
    [
      'two segments swapped',
      async () => {
        await rename(file('000002.json'), file('x'));
        await rename(file('000003.json'), file('000002.json'));
        await rename(file('x'), file('000003.json'));
      },
      { segment: '000002.json', seq: 257, reason: 'seq' },
    ],
    [
      'a segment twice',
      () => copyFile(file('000002.json'), file('000003.json')),
      { segment: '000003.json', seq: 513, reason: 'seq' },
    ],
    [
      'a segment more',
      () => copyFile(file('000004.json'), file('000005.json')),
      { segment: '000004.json', seq: 801, reason: 'truncated' },
    ],
    [
      'a segment cut short',
      () => truncate(file('000002.json'), Buffer.byteLength(canonical(part(2).slice(0, 106))) + 50),
      { segment: '000002.json', seq: 363, reason: 'unreadable' },
    ],
    [
      'a segment emptied',
      () => truncate(file('000002.json'), 0),
      { segment: '000002.json', seq: 257, reason: 'unreadable' },
    ],
    [
      'entries gone from a complete segment',
      () => write('000002.json', part(2).slice(0, 250)),
      { segment: '000002.json', seq: 507, reason: 'truncated' },
    ],
    [
      'entries gone from the end',
      () => write('000004.json', part(4).slice(0, 5)),
      { segment: '000004.json', seq: 774, reason: 'truncated' },
    ],
    [
      'an entry gone from the middle',
      () => write('000001.json', entries.slice(0, 257).toSpliced(100, 1)),
      { segment: '000001.json', seq: 101, reason: 'seq' },
    ],
    [
      'an entry written anew, its hash with it',
      () =>
        write(
          '000003.json',
          resealed(part(3), (e) => (e.seq === 600 ? { ...e, actor: 'p-other' } : e)),
        ),
      { segment: '000003.json', seq: 601, reason: 'prev' },
    ],
    [
      'the last entry written anew, its hash with it',
      () =>
        write(
          '000004.json',
          resealed(part(4), (e) => (e.seq === 800 ? { ...e, actor: 'p-other' } : e)),
        ),
      { segment: '000004.json', seq: 800, reason: 'replaced' },
    ],
    [
      'a key twice',
      async () => {
        const more = chain(committee, { seq: 800, hash: entries[799]!.hash }, ['k/5']);
        await write('000004.json', [...part(4), ...more]);
      },
      { segment: '000004.json', seq: 801, reason: 'duplicate-key' },
    ],
    [
      'an entry of another committee',
      async () => {
        const more = chain('comite-b', { seq: 800, hash: entries[799]!.hash }, ['x']);
        await write('000004.json', [...part(4), ...more]);
      },
      { segment: '000004.json', seq: 801, reason: 'committee' },
    ],
    [
      'an entry with a field of its own',
      async () => {
        const more = chain(committee, { seq: 800, hash: entries[799]!.hash }, ['x']);
        await write('000004.json', [...part(4), ...resealed(more, (e) => ({ ...e, extra: 1 }) as Entry)]);
      },
      { segment: '000004.json', seq: 801, reason: 'schema' },
    ],
  ];

  const stateOf = async () => {
    const names = await readdir(join(dir, committee, 'ledger')).catch(() => []);
    return Promise.all(names.sort().map(async (name) => [name, await readFile(file(name), 'hex')]));
  };

  it.each(kinds)('%s: named, written to no more, and left as it is', async (_, harm, place) => {
    await harm();
    const before = await stateOf();
    expect(await verifyLedger(dir, committee)).toEqual({ ok: false, ...place });

    const told: Damage[] = [];
    const ledger = await openLedger(dir, { onDamage: (damage) => told.push(damage) });
    await ledger.verified(committee, true);
    expect(told).toEqual([{ committee, ...place }]);
    expect(ledger.damage(committee)).toEqual(told[0]);
    const head = await ledger.head(committee);
    await expect(ledger.append(committee, head, chain(committee, head, ['new']))).rejects.toThrow(
      DamagedLedger,
    );
    await expect(all(ledger.read(committee, 1))).rejects.toThrow(DamagedLedger);
    await ledger.close();
    expect(await stateOf()).toEqual(before);
    expect(await verifyLedger(dir, committee)).toEqual({ ok: false, ...place });
  });

  it.each(
    kinds,
  )('%s: the same without what was stored beside it, where the chain alone can tell', async (_, harm, place) => {
    const alone = !['missing last', 'all segments', 'from the end', 'last entry'].some((what) =>
      _.includes(what),
    );
    await harm();
    for (const name of ['keys.bin', 'reached.json', 'snapshot.json'])
      await rm(join(dir, committee, name), { force: true });
    expect((await verifyLedger(dir, committee)).ok).toBe(!alone);
    const ledger = await openLedger(dir);
    expect(ledger.damage(committee)).toEqual(alone ? { committee, ...place } : null);
    await ledger.close();
  });

  it('is read up to the damage, also by a reader beside', async () => {
    await rm(file('000003.json'));
    const reader = await openLowdbReader(dir);
    const seen: number[] = [];
    const reading = async () => {
      for await (const { seq } of reader.read(committee, 1)) seen.push(seq);
    };
    await expect(reading()).rejects.toThrow('000003.json, entry 513: missing');
    expect(seen).toHaveLength(512);
  });

  it('does not touch the other committee', async () => {
    const committees = [committee, 'comite-b'];
    const fresh = await temporaryFolder();
    let ledger = await openLedger(fresh.dir, { committees });
    await fill(ledger, 'k', 3);
    const theirs = chain('comite-b', origin, keys('k', 0, 3));
    await ledger.append('comite-b', origin, theirs);
    await ledger.close();
    await truncate(join(fresh.dir, committee, 'ledger', '000001.json'), 10);
    ledger = await openLedger(fresh.dir, { committees });
    expect(ledger.damage(committee)).not.toBeNull();
    const head = await ledger.head('comite-b');
    expect(await ledger.append('comite-b', head, chain('comite-b', head, ['new']))).toBe('appended');
    await ledger.close();
    await fresh.remove();
  });
});
