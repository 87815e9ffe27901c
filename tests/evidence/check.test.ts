import pino from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Body, Entry } from '../../src/entry.ts';
import { checkFiles } from '../../src/evidence/check.ts';
import { createFileWatch } from '../../src/evidence/watch.ts';
import type { Files } from '../../src/ports/files.ts';
import { memoryFiles } from '../support/memory.ts';

const committee = 'comite-a';
const no = { link: null, name: null, type: 'pdf' };

let files: Files;
let bodies: Body[];
let inPlaceOf: Map<string, AsyncIterable<Uint8Array> | null>;
beforeEach(() => {
  files = memoryFiles();
  bodies = [];
  inPlaceOf = new Map();
});

/** What a disk gives, with what a test put in the place of some of it. */
const disk: Pick<Files, 'open'> = {
  open: async (c, sha) => (inPlaceOf.has(sha) ? inPlaceOf.get(sha)! : files.open(c, sha)),
};
async function* entries(): AsyncGenerator<Entry> {
  for (const [n, body] of bodies.entries()) yield { seq: n + 1, body } as Entry;
}
async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}
async function store(content: string): Promise<{ file: string; bytes: number }> {
  const { sha256, bytes } = await files.put(committee, Buffer.from(content));
  return { file: sha256, bytes };
}
const check = () => checkFiles({ files: disk, committee, entries: entries() });

describe('checking stored files', () => {
  it('looks at evidence, what it was before, what waits and the form, each once, and at no link', async () => {
    const [first, second, waits, form] = [
      await store('a'),
      await store('bb'),
      await store('c'),
      await store('d'),
    ];
    bodies = [
      { ...no, ...waits, batch: '1' },
      { id: '2024-E-0001', ...no, ...first },
      { of: '2024-E-0001', ...no, ...second },
      { of: '2024-E-0001', reason: null },
      { id: '2024-E-0002', ...no, ...first },
      { id: '2024-E-0003', ...no, file: null, bytes: 0 },
      { ...form, name: null },
      { file: null, name: null, bytes: 0 },
    ];
    expect(await check()).toEqual({ files: 4, bytes: 5, faults: [] });
  });

  it('names what is missing, changed (a byte more, less or other) or unreadable', async () => {
    const named = await Promise.all(['uno', 'dos', 'tres', 'cuatro', 'cinco'].map(store));
    bodies = named.map((f, n) => ({ id: `2024-E-000${n + 1}`, ...no, ...f }));
    bodies.push({ batch: '1', ...no, ...(await store('seis')) });
    const broken: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('EIO')) }),
    };
    const found: (AsyncIterable<Uint8Array> | null)[] = [
      null,
      pieces('dos '),
      pieces('tre'),
      pieces('cu', 'atrO'),
      broken,
    ];
    for (const [n, { file }] of named.entries()) inPlaceOf.set(file, found[n]!);
    const { faults } = await check();
    expect(faults.map((f) => [f.what, f.evidence, f.seq])).toEqual([
      ['missing', '2024-E-0001', 1],
      ['changed', '2024-E-0002', 2],
      ['changed', '2024-E-0003', 3],
      ['changed', '2024-E-0004', 4],
      ['unreadable', '2024-E-0005', 5],
    ]);
  });

  it('tells how far it is, in bytes', async () => {
    bodies = [await store('aaa'), await store('b')];
    const told: string[] = [];
    const onProgress = (done: number, total: number) => void told.push(`${done}/${total}`);
    await checkFiles({ files: disk, committee, entries: entries(), onProgress });
    expect(told).toEqual(['3/4', '4/4']);
  });
});

describe('a running bot', () => {
  const hour = 3_600_000;
  const idle = () => new Promise((done) => setTimeout(done, 5));

  it('looks through them after the start and daily, hourly while something is wrong', async () => {
    let now = 0;
    let looks = 0;
    const watch = createFileWatch({
      files: disk,
      committee,
      entries: () => {
        looks += 1;
        return entries();
      },
      clock: () => now,
      log: pino({ level: 'silent' }),
    });
    const at = async (hours: number) => {
      now = hours * hour;
      watch.check();
      watch.check();
      await idle();
    };
    const named = await store('a');
    bodies = [{ id: '2024-E-0001', ...no, ...named }];
    expect([watch.part(), watch.upkeep()]).toEqual([null, null]);
    await at(0);
    expect(watch.part()).toMatchObject({
      name: 'evidence',
      ok: true,
      detail: '1 files whole',
      advisory: true,
    });
    await at(23);
    expect(looks).toBe(1);
    inPlaceOf.set(named.file, null);
    await at(24);
    expect(looks).toBe(2);
    expect(watch.part()).toMatchObject({ ok: false, detail: '1 of 1 files not whole', advisory: true });
    expect(watch.upkeep()).toEqual({ faults: [{ what: 'missing', evidence: '2024-E-0001' }] });
    inPlaceOf.clear();
    await at(25);
    expect([looks, watch.upkeep()]).toEqual([3, null]);
    await at(48);
    expect(looks).toBe(3);
    await watch.close();
    await at(1000);
    expect(looks).toBe(3);
  });
});
