import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Entry, type Head, origin, seal } from '../../src/entry.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { Snapshots } from '../../src/ports/snapshots.ts';
import { all, chain, draft, keys } from '../support/drafts.ts';

export interface LedgerUnderTest {
  readonly ledger: Ledger & Snapshots;
  /** Closes the ledger and opens what it stored; null, with the reason beside it, where nothing outlives a close. */
  readonly reopen: (() => Promise<Ledger & Snapshots>) | null;
  dispose(): Promise<void>;
}

/** The committees that a ledger under test must accept. */
export const committees = ['comite-a', 'comite-b'] as const;
const [a, b] = committees;

const headOf = (entries: readonly Entry[]): Head => {
  const last = entries.at(-1);
  return last === undefined ? origin : { seq: last.seq, hash: last.hash };
};

/** What every ledger must do. */
/** `outlives`: what is kept outlives a close; memory opts out, since it keeps nothing. */
export function ledgerContract(
  name: string,
  make: () => Promise<LedgerUnderTest>,
  { outlives = true }: { readonly outlives?: boolean } = {},
): void {
  describe(`ledger contract: ${name}`, () => {
    let made: LedgerUnderTest;
    let ledger: Ledger & Snapshots;
    beforeEach(async () => {
      made = await make();
      ledger = made.ledger;
    });
    afterEach(() => made.dispose());

    it('is empty at first', async () => {
      expect(await ledger.head(a)).toEqual(origin);
      expect(await all(ledger.read(a, 1))).toEqual([]);
    });

    it('gives back what was appended, in order, to the last letter', async () => {
      const entries = seal(
        a,
        origin,
        [
          draft('k/1', {
            body: { note: 'ñandú «á» 🧢 \u2028 "\\" \n', list: [1, -2, 0.5, null, true], 10: 'x', 9: 'y' },
          }),
          draft('k/2'),
        ],
        '2024-05-07T16:00:00.000Z',
      );
      expect(await ledger.append(a, origin, entries)).toBe('appended');
      expect(await all(ledger.read(a, 1))).toEqual(entries);
      expect(await ledger.head(a)).toEqual(headOf(entries));
    });

    it('reads from a sequence number on', async () => {
      const entries = chain(a, origin, keys('k', 1, 600));
      for (let at = 0; at < 600; at += 60)
        await ledger.append(a, headOf(entries.slice(0, at)), entries.slice(at, at + 60));
      for (const from of [0, 1, 2, 255, 256, 257, 301, 600, 601, 9999])
        expect(await all(ledger.read(a, from))).toEqual(entries.filter((entry) => entry.seq >= from));
    });

    it('answers conflict to a stale head, and stores nothing', async () => {
      const first = chain(a, origin, ['k/1']);
      await ledger.append(a, origin, first);
      expect(await ledger.append(a, origin, chain(a, origin, ['k/2']))).toBe('conflict');
      const elsewhere = { seq: 1, hash: 'f'.repeat(64) };
      expect(await ledger.append(a, elsewhere, chain(a, elsewhere, ['k/2']))).toBe('conflict');
      const ahead = { seq: 2, hash: 'f'.repeat(64) };
      expect(await ledger.append(a, ahead, chain(a, ahead, ['k/2']))).toBe('conflict');
      expect(await all(ledger.read(a, 1))).toEqual(first);
    });

    it('answers conflict to a key that exists, and stores none of the batch', async () => {
      const first = chain(a, origin, ['k/1', 'k/2']);
      await ledger.append(a, origin, first);
      const head = await ledger.head(a);
      expect(await ledger.append(a, head, chain(a, head, ['k/3', 'k/1']))).toBe('conflict');
      expect(await all(ledger.read(a, 1))).toEqual(first);
      expect(await ledger.append(a, head, chain(a, head, ['k/3']))).toBe('appended');
    });

    it('appends nothing gladly, but only at its head', async () => {
      expect(await ledger.append(a, origin, [])).toBe('appended');
      expect(await ledger.append(a, { seq: 3, hash: 'f'.repeat(64) }, [])).toBe('conflict');
    });

    it('throws for a batch that could never go in, and stores none of it', async () => {
      const [one, two] = chain(a, origin, ['k/1', 'k/2']) as [Entry, Entry];
      const wrong: [string, Entry[]][] = [
        ['a gap', [two]],
        ['a wrong order', [two, one]],
        ['a changed body', [{ ...one, body: { course: 'Otro' } }]],
        ['a wrong hash', [{ ...one, hash: 'f'.repeat(64) }]],
        ['another committee', chain(b, origin, ['k/1'])],
        ['a key twice', chain(a, origin, ['k/1', 'k/1'])],
        ['a field too many', [{ ...one, extra: 1 } as Entry]],
        ['not text in NFC', [{ ...one, body: { course: 'E\u0301tica pública', minutes: 240 } }]],
      ];
      for (const [what, entries] of wrong)
        await expect(ledger.append(a, origin, entries), what).rejects.toThrow();
      expect(await ledger.head(a)).toEqual(origin);
      expect(await ledger.append(a, origin, [one, two])).toBe('appended');
    });

    it('lets exactly one of many racing appends in', async () => {
      const answers = await Promise.all(
        keys('racer', 0, 40).map((key) => ledger.append(a, origin, chain(a, origin, [key]))),
      );
      expect(answers.filter((answer) => answer === 'appended')).toHaveLength(1);
      expect(answers.filter((answer) => answer === 'conflict')).toHaveLength(39);
      expect(await all(ledger.read(a, 1))).toHaveLength(1);
    });

    it('takes appends that follow each other without waiting for the one before', async () => {
      const entries = chain(a, origin, keys('k', 1, 30));
      const answers = await Promise.all(
        entries.map((entry, at) => ledger.append(a, headOf(entries.slice(0, at)), [entry])),
      );
      expect(new Set(answers)).toEqual(new Set(['appended']));
      expect(await all(ledger.read(a, 1))).toEqual(entries);
    });

    it('keeps committees apart', async () => {
      const [mine, theirs] = [chain(a, origin, ['k/1']), chain(b, origin, ['k/1', 'k/2'])];
      expect(await Promise.all([ledger.append(a, origin, mine), ledger.append(b, origin, theirs)])).toEqual([
        'appended',
        'appended',
      ]);
      expect(await all(ledger.read(a, 1))).toEqual(mine);
      expect(await all(ledger.read(b, 1))).toEqual(theirs);
    });

    it('does not let a caller change what is stored', async () => {
      const entries = structuredClone(chain(a, origin, ['k/1']));
      const before = structuredClone(entries);
      await ledger.append(a, origin, entries);
      entries.push(...chain(a, headOf(entries), ['k/2']));
      Object.assign(entries[0]!.body, { course: 'Otro' });
      expect(await all(ledger.read(a, 1))).toEqual(before);
    });

    it('keeps the newest snapshot, and gives none that the ledger does not hold', async () => {
      expect(await ledger.loadSnapshot(a)).toBeNull();
      await ledger.append(a, origin, chain(a, origin, keys('k', 1, 3)));
      const head = await ledger.head(a);
      await ledger.saveSnapshot(a, { ...origin, state: 'empty' });
      await ledger.saveSnapshot(a, { ...head, state: { texts: ['á', 1, null] } });
      expect(await ledger.loadSnapshot(a)).toEqual({ ...head, state: { texts: ['á', 1, null] } });
      expect(await ledger.loadSnapshot(b)).toBeNull();
      await ledger.saveSnapshot(a, { seq: 2, hash: 'f'.repeat(64), state: {} });
      expect(await ledger.loadSnapshot(a)).toBeNull();
    });

    it('agrees with a plain list, whatever is asked of it', async () => {
      const keyPool = fc.constantFrom(...keys('k', 0, 40));
      const step = fc.record({
        stale: fc.integer({ min: 0, max: 9 }).map((n) => (n === 0 ? 1 : 0)),
        keys: fc.uniqueArray(keyPool, { minLength: 1, maxLength: 4 }),
        note: fc.string({ unit: 'grapheme', maxLength: 20 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          const fresh = await make();
          let now = fresh.ledger;
          const model: Entry[] = [];
          for (const { stale, keys: wanted, note } of steps) {
            const after = headOf(model.slice(0, Math.max(0, model.length - stale)));
            const drafts = wanted.map((key) => draft(key, { body: { note } }));
            const entries = seal(a, after, drafts, '2024-05-07T16:00:00.000Z');
            const fits = after.seq === model.length && !model.some((old) => wanted.includes(old.key));
            expect(await now.append(a, after, entries)).toBe(fits ? 'appended' : 'conflict');
            if (fits) model.push(...entries);
          }
          if (fresh.reopen !== null) now = await fresh.reopen();
          expect(await all(now.read(a, 1))).toEqual(model);
          expect(await now.head(a)).toEqual(headOf(model));
          await fresh.dispose();
        }),
        { numRuns: 25 },
      );
    });

    if (!outlives) return;
    it('gives the same after it was closed and opened again', async () => {
      const entries = chain(a, origin, keys('k', 1, 300));
      await ledger.append(a, origin, entries.slice(0, 200));
      await ledger.append(a, headOf(entries.slice(0, 200)), entries.slice(200));
      await ledger.saveSnapshot(a, { ...headOf(entries), state: 7 });
      const again = await made.reopen!();
      expect(await all(again.read(a, 1))).toEqual(entries);
      expect(await again.loadSnapshot(a)).toEqual({ ...headOf(entries), state: 7 });
      const head = await again.head(a);
      expect(await again.append(a, head, chain(a, head, ['k/150']))).toBe('conflict');
      expect(await again.append(a, head, chain(a, head, ['k/301']))).toBe('appended');
    });

    it('takes a newer snapshot after it was opened again, though nobody asked for the older one', async () => {
      const entries = chain(a, origin, keys('k', 1, 3));
      await ledger.append(a, origin, entries);
      await ledger.saveSnapshot(a, { ...headOf(entries.slice(0, 2)), state: 2 });
      const again = await made.reopen!();
      await again.saveSnapshot(a, { ...headOf(entries), state: 3 });
      expect(await again.loadSnapshot(a)).toEqual({ ...headOf(entries), state: 3 });
    });
  });
}
