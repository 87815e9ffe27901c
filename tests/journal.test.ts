import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../src/entry.ts';
import { type Journal, openJournal, StoreFailed } from '../src/journal.ts';
import type { FreeText, Person } from '../src/ports/directory.ts';
import { DamagedLedger, type Ledger } from '../src/ports/ledger.ts';
import { all, draft } from './support/drafts.ts';
import { memoryLedger } from './support/memory.ts';

const committee = 'isssteson';
const folioOf = (n: number): string => `2024-CAP-${String(n).padStart(6, '0')}`;
const person: Person = { id: 'p1', number: '00001', name: 'Ana', email: null, position: null };
const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });

describe('the one loop that writes', () => {
  let ledger: Ledger;
  let appends: number[];
  let kept: { texts: FreeText[]; people: Person[] };
  /** What the next appends do before the real one: throw, or run something in between. */
  let before: (() => void | Promise<void>)[];
  let journal: Journal;

  const open = () =>
    openJournal({
      ledger,
      committee,
      now: () => new Date('2024-05-07T17:00:00Z'),
      keep: async (texts, people) => {
        kept.texts.push(...texts);
        kept.people.push(...people);
      },
    });

  beforeEach(async () => {
    const memory = memoryLedger();
    appends = [];
    before = [];
    kept = { texts: [], people: [] };
    ledger = {
      ...memory,
      async append(of, after, entries) {
        await before.shift()?.();
        const outcome = await memory.append(of, after, entries);
        if (outcome === 'appended') appends.push(entries.length);
        return outcome;
      },
    };
    journal = await open();
  });

  /** Records one more under the next folio, as the rules do: by the view that it is handed. */
  const record = (key: string) =>
    journal.submit((view) => {
      const folio = folioOf(view.head.seq + 1);
      return { drafts: [draft(key, { folio })], value: folio };
    });
  const ask = () => journal.submit((view) => ({ drafts: [], value: view.head.seq }));

  it('decides what waits in order and appends it as one batch, without a gap', async () => {
    const folios = await Promise.all(Array.from({ length: 50 }, (_, i) => record(`k/${i}`)));
    expect(folios).toEqual(Array.from({ length: 50 }, (_, i) => folioOf(i + 1)));
    expect(appends).toEqual([50]);
    expect(journal.view().head).toEqual(await ledger.head(committee));
  });

  it('refuses alone what cannot be decided', async () => {
    const [first, bad, last] = await Promise.allSettled([
      record('a'),
      journal.submit(() => {
        throw new RangeError('no');
      }),
      record('b'),
    ]);
    expect([first, last]).toMatchObject([{ value: folioOf(1) }, { value: folioOf(2) }]);
    expect(bad).toMatchObject({ status: 'rejected', reason: new RangeError('no') });
  });

  it('on a conflict reads on and decides again, by what the other wrote', async () => {
    const other = await open();
    before.push(async () => {
      await other.submit(() => ({ drafts: [draft('theirs', { folio: folioOf(1) })], value: null }));
    });
    expect(await record('ours')).toBe(folioOf(2));
    expect((await all(ledger.read(committee, 1))).map((e) => e.key)).toEqual(['theirs', 'ours']);
  });

  it('gives up where conflicts do not end', async () => {
    const conflicting = { ...ledger, append: async () => 'conflict' as const };
    ledger = conflicting;
    journal = await open();
    await expect(record('a')).rejects.toThrow(StoreFailed);
  });

  it('refuses for good what the disk did not take, answers questions, and goes on when it can', async () => {
    before.push(() => {
      throw full;
    });
    const [refused, seen] = await Promise.allSettled([record('a'), ask()]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { cause: full } });
    expect(seen).toMatchObject({ value: 0 });
    expect(journal.failure()).toBe(full);
    expect(await ask()).toBe(0);
    expect(await record('b')).toBe(folioOf(1));
    expect(journal.failure()).toBeNull();
    expect((await all(ledger.read(committee, 1))).map((e) => e.key)).toEqual(['b']);
  });

  it('keeps people and texts before the facts that name them, and where there is no fact', async () => {
    await journal.submit(() => ({ drafts: [], people: [person], value: null }));
    expect(kept.people).toEqual([person]);
    const text = { id: 't1', salt: 's', text: 'nota' };
    await journal.submit(() => ({ drafts: [], texts: [text], value: null }));
    expect(kept.texts).toEqual([text]);
    expect(appends).toEqual([]);
  });

  it('refuses people too where the store does not keep them', async () => {
    const failing = await openJournal({
      ledger,
      committee,
      now: () => new Date(),
      keep: async () => {
        throw full;
      },
    });
    const change = failing.submit(() => ({ drafts: [], people: [person], value: null }));
    await expect(change).rejects.toThrow(StoreFailed);
  });

  describe('what takes long', () => {
    const turn = () => new Promise((next) => setImmediate(next));
    /** So many facts, one a step, under the folios that follow; `met` is told at each step. */
    const list = (name: string, n: number, met: (at: number) => void = () => {}) =>
      journal.submit(function* (view) {
        const from = view.head.seq;
        const drafts: Draft[] = [];
        for (let at = 1; at <= n; at += 1) {
          met(at);
          drafts.push(draft(`${name}/${at}`, { folio: folioOf(from + at) }));
          yield;
        }
        return { drafts, value: drafts.map((d) => d.folio) };
      });
    const folios = async () => (await all(ledger.read(committee, 1))).map((e) => e.folio);

    it('is decided while others are answered and recorded, and goes in whole and in order', async () => {
      const order: string[] = [];
      const long = list('list', 100).then(() => order.push('list'));
      await turn();
      const first = record('a').then(() => order.push('a'));
      await turn();
      const second = record('b').then(() => order.push('b'));
      await Promise.all([long, first, second]);
      expect(order).toEqual(['a', 'b', 'list']);
      expect(appends).toEqual([1, 1, 100]);
      expect(await folios()).toEqual(Array.from({ length: 102 }, (_, i) => folioOf(i + 1)));
      expect(journal.view().head).toEqual(await ledger.head(committee));
    });

    it('is decided once where nobody records meanwhile, anew where somebody did', async () => {
      let steps = 0;
      const met = () => {
        steps += 1;
      };
      await list('quiet', 40, met);
      expect(steps).toBe(40);
      steps = 0;
      const long = list('busy', 40, met);
      await turn();
      await turn();
      await record('between');
      await long;
      expect(steps).toBe(80);
    });

    it('keeps no question waiting while it is decided anew with nobody else', async () => {
      let second = 0;
      let answered: unknown = 'not yet';
      const long = list('list', 60, (at) => {
        if (at === 1) second += 1;
        if (second === 2 && at === 20) void ask().then((seq) => (answered = seq));
        if (second === 2 && at === 60) expect(answered).toBe(1);
      });
      await turn();
      await record('a');
      await long;
      expect(second).toBe(2);
    });

    it('answers a long question without recording', async () => {
      const seq = journal.submit(function* (view) {
        for (let at = 0; at < 30; at += 1) yield;
        return { drafts: [], value: view.head.seq };
      });
      expect(await seq).toBe(0);
      expect(appends).toEqual([]);
    });

    it('is refused whole and for good where the disk does not take it, and where it can’t be decided', async () => {
      before.push(() => {
        throw full;
      });
      await expect(list('list', 50)).rejects.toMatchObject({ cause: full });
      const bad = journal.submit(function* () {
        yield;
        throw new RangeError('no');
      });
      await expect(bad).rejects.toThrow(RangeError);
      await journal.idle();
      expect(await folios()).toEqual([]);
      expect(await list('list', 2)).toEqual([folioOf(1), folioOf(2)]);
    });

    it.each([
      ['before it is worked out', 0],
      ['after it is worked out', 30],
    ])('of others that fail to be stored %s is not told that it failed, and is recorded once', async (_, turns) => {
      const long = list('list', 30);
      before.push(async () => {
        for (let n = 0; n < turns; n += 1) await turn();
        throw full;
      });
      await expect(record('a')).rejects.toMatchObject({ cause: full });
      expect(await long).toHaveLength(30);
      expect(await folios()).toHaveLength(30);
    });

    it('is waited for', async () => {
      let done = false;
      const long = list('list', 50).then(() => {
        done = true;
      });
      await turn();
      await journal.idle();
      await turn();
      expect(done).toBe(true);
      await long;
    });
  });

  it('reads a damaged ledger as far as it is sound, and writes nothing to it', async () => {
    await record('a');
    const damage = { committee, segment: '000001.json', seq: 2, reason: 'hash' as const };
    const { read } = ledger;
    ledger = {
      ...ledger,
      async *read(of, from) {
        yield* read(of, from);
        throw new DamagedLedger(damage);
      },
    };
    journal = await open();
    expect(journal.whole()).toBe(false);
    expect(journal.view().head.seq).toBe(1);
    await expect(record('b')).rejects.toMatchObject({ cause: { damage } });
    await expect(journal.submit(() => ({ drafts: [], people: [person], value: null }))).rejects.toThrow(
      StoreFailed,
    );
    expect([appends, kept.people]).toEqual([[1], []]);
  });
});
