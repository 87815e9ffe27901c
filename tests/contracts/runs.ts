import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DamagedRun, type Run } from '../../src/ports/runs.ts';
import type { StoredLedger } from '../../src/ports/store.ts';
import { Kept } from '../../src/view/kept.ts';
import { Layer } from '../../src/view/table.ts';
import { fill } from '../storage/support.ts';
import { committees } from './ledger.ts';

const [committee] = committees;

export interface RunsUnderTest {
  readonly ledger: StoredLedger;
  /** The folder that this process's snapshot lies in. */
  readonly folder: string;
  /** Closes the ledger and opens it again; `told` hears of damage. */
  reopen(told?: (error: unknown) => void): Promise<StoredLedger>;
  dispose(): Promise<void>;
}

const rowsOf = (entries: Iterable<readonly [string, number]>) =>
  new Map([...entries].map(([key, value], place) => [key, { place, value }]));

/** What every store that takes runs must do; how many tables are tried, and how many flipped bits. */
export function runsContract(
  name: string,
  make: () => Promise<RunsUnderTest>,
  { tables, flips }: { readonly tables: number; readonly flips: number },
): void {
  describe(`runs contract: ${name}`, () => {
    aTable(make, tables);
    onDisk(make, flips);
  });
}

function aTable(make: () => Promise<RunsUnderTest>, tables: number): void {
  const key = fc.oneof(
    fc.integer({ min: 0, max: 30 }).map((n) => `clave/${n}`),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  );
  const value = fc.oneof(fc.jsonValue(), fc.string({ maxLength: 3000 }));
  const step = fc.oneof(
    { weight: 12, arbitrary: fc.record({ do: fc.constant('set' as const), key, value }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('save' as const), older: fc.nat({ max: 3 }), meanwhile: key }),
    },
    { weight: 1, arbitrary: fc.constant({ do: 'fail' as const }) },
    { weight: 1, arbitrary: fc.constant({ do: 'reopen' as const }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('layer' as const),
        sets: fc.array(fc.tuple(key, value), { maxLength: 4 }),
      }),
    },
  );

  it('hold a table that is what a Map is, order and all, whatever is set, saved, merged, refused and opened again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const made = await make();
        let { ledger } = made;
        let stored: readonly Run[] = [];
        let table = new Kept<unknown>('t', [], 0);
        // What JSON makes of it is what a snapshot gives.
        const plain = (v: unknown): unknown => JSON.parse(JSON.stringify(v));
        const model = new Map<string, unknown>();
        let places = 0;
        let saved = new Map<string, unknown>();
        for (const s of steps) {
          if (s.do === 'set') {
            model.set(s.key, plain(s.value));
            table.set(s.key, plain(s.value));
          } else if (s.do === 'save') {
            saved = new Map(model);
            places = table.places;
            const older = stored.slice(0, s.older);
            const writing = ledger.writeRun!(committee, { t: table.freeze() }, older);
            model.set(s.meanwhile, 1);
            table.set(s.meanwhile, 1);
            expect([...table.entries()]).toEqual([...model]);
            stored = [await writing, ...stored.slice(s.older)];
            await ledger.saveSnapshot(committee, {
              ...(await ledger.head(committee)),
              state: 1,
              runs: stored,
            });
            table.thaw(stored);
          } else if (s.do === 'fail') {
            table.freeze();
            table.set('meanwhile', 2);
            model.set('meanwhile', 2);
            table.thaw(null);
          } else if (s.do === 'reopen') {
            ledger = await made.reopen();
            stored = (await ledger.loadSnapshot(committee))?.runs ?? [];
            table = new Kept('t', stored, places);
            model.clear();
            for (const [k, v] of saved) model.set(k, v);
          } else {
            const [layer, copy] = [new Layer(table), new Map(model)];
            for (const [k, v] of s.sets) {
              layer.set(k, v);
              copy.set(k, v);
            }
            expect([...layer.entries()]).toEqual([...copy]);
          }
          for (const k of model.keys()) expect(table.get(k)).toEqual(model.get(k));
          for (const k of ['clave/0', 'clave/30', 'nunca']) expect(table.has(k)).toBe(model.has(k));
        }
        expect([...table.entries()]).toEqual([...model]);
        await made.dispose();
      }),
      { numRuns: tables },
    );
  }, 60_000);
}

function onDisk(make: () => Promise<RunsUnderTest>, flips: number): void {
  let made: RunsUnderTest;
  let ledger: StoredLedger;
  beforeEach(async () => {
    made = await make();
    ({ ledger } = made);
  });
  afterEach(() => made.dispose());
  const runs = () => join(made.folder, 'runs');
  const head = () => ledger.head(committee);
  const values = Array.from({ length: 300 }, (_, n) => [`k/${n}`, n * n] as const);
  /** Two runs that a snapshot names. */
  async function saved(): Promise<readonly Run[]> {
    await fill(ledger, 'k', 5);
    const first = await ledger.writeRun!(committee, { t: rowsOf(values) }, []);
    const second = await ledger.writeRun!(
      committee,
      { t: new Map([['new', { place: 300, value: { long: 'x'.repeat(5000) } }]]) },
      [],
    );
    await ledger.saveSnapshot(committee, { ...(await head()), state: 'kept', runs: [second, first] });
    return [second, first];
  }

  it('outlive a close; what no snapshot names is gone with the next one', async () => {
    const [second] = await saved();
    expect(await readdir(runs())).toHaveLength(2);
    ledger = await made.reopen();
    const found = await ledger.loadSnapshot(committee);
    expect(found).toMatchObject({ ...(await head()), state: 'kept' });
    const table = new Kept<unknown>('t', found!.runs!, 301);
    expect([...table.entries()]).toEqual([...values, ['new', { long: 'x'.repeat(5000) }]]);
    await ledger.writeRun!(committee, { t: rowsOf(values) }, []);
    const merged = await ledger.writeRun!(
      committee,
      { t: new Map([['k/7', { place: 7, value: 'other' }]]) },
      found!.runs!,
    );
    expect(await readdir(runs())).toHaveLength(4);
    await ledger.saveSnapshot(committee, { ...(await head()), state: 'kept', runs: [merged] });
    expect(await readdir(runs())).toEqual([merged.name]);
    expect(merged.size).toBe(301);
    expect(merged.get('t', 'k/7')).toMatchObject({ place: 7, value: 'other' });
    // Who still reads an older one goes on.
    expect(second!.name).not.toBe(merged.name);
    expect([...table.entries()]).toHaveLength(301);
  });

  it('are checked after the start; who waits for that is told by a close too', async () => {
    await saved();
    ledger = await made.reopen();
    await ledger.loadSnapshot(committee);
    const waiting = ledger.verified(committee, true);
    await ledger.close();
    await waiting;
  });

  it('of which one is missing are no snapshot', async () => {
    const [second] = await saved();
    await ledger.close();
    await writeFile(join(runs(), second!.name), '');
    ledger = await made.reopen();
    expect(await ledger.loadSnapshot(committee)).toBeNull();
  });

  it('never give a wrong value: a flipped bit anywhere is told, and the snapshot is gone', async () => {
    const [second, first] = await saved();
    await ledger.close();
    const good = new Map(
      await Promise.all(
        [second!, first!].map(async ({ name }) => [name, await readFile(join(runs(), name))] as const),
      ),
    );
    const snapshot = await readFile(join(made.folder, 'snapshot.json'));
    let [atOpening, reading] = [0, 0];
    for (let n = 0; n < flips; n += 1) {
      const name = [second!, first!][n % 2]!.name;
      const bytes = Buffer.from(good.get(name)!);
      const offset = Math.floor(Math.random() * bytes.length);
      bytes[offset]! ^= 1 << Math.floor(Math.random() * 8);
      await writeFile(join(runs(), name), bytes);
      await writeFile(join(made.folder, 'snapshot.json'), snapshot);
      const told: unknown[] = [];
      ledger = await made.reopen((error) => void told.push(error));
      const found = await ledger.loadSnapshot(committee);
      const what = `byte ${offset} of ${bytes.length}`;
      if (found === null) atOpening += 1;
      else {
        const table = new Kept<unknown>('t', found.runs!, 301);
        try {
          for (const [key, value] of values) expect(table.get(key), what).toBe(value);
          expect(table.get('new'), what).toEqual({ long: 'x'.repeat(5000) });
        } catch (error) {
          expect(error, what).toBeInstanceOf(DamagedRun);
        }
        await ledger.verified(committee, true);
        if (told.length > 0) {
          reading += 1;
          expect(told, what).toHaveLength(1);
          // Nothing of it counts any more, read or not.
          expect(() => table.get('never asked for')).toThrow(DamagedRun);
          expect(await ledger.loadSnapshot(committee)).toBeNull();
        }
      }
      await ledger.close();
      await writeFile(join(runs(), name), good.get(name)!);
    }
    expect(atOpening).toBeGreaterThan(0);
    expect(reading).toBeGreaterThan(0);
  }, 30_000);
}
