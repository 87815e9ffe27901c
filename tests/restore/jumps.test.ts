import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JumpsInput, jumpsOf, lostOf } from '../../src/restore/jumps.ts';
import { emptyView, type View } from '../../src/view.ts';

function viewWith(counters: Readonly<Record<string, number>>, sheets: readonly number[] = []): View {
  const view = emptyView();
  for (const [series, n] of Object.entries(counters)) view.counters.set(series, n);
  for (const n of sheets)
    view.sheets.set(String(n), {
      ...{ sheet: n, activity: 11, unit: 'Archivo', people: ['a'], course: null, date: null },
      ...{ on: '2024-05-01', content: '', letters: false, returned: [] },
    });
  return view;
}

const input = (more: Partial<JumpsInput>): JumpsInput => ({
  backup: viewWith({ '2024-CAP': 12 }),
  replaced: null,
  years: [2024],
  known: new Map(),
  on: '2024-05-09',
  ...more,
});
const jump = (jumps: ReturnType<typeof jumpsOf>, series: string) => jumps.find((j) => j.series === series);

describe('how far numbers jump at a restore', () => {
  it('where the replaced ledger is whole: to its own last numbers, no further', () => {
    const replaced = {
      view: viewWith({ '2024-CAP': 15, '2024-DON': 2, '2024-E': 3 }, [1, 2, 7]),
      whole: true,
    };
    expect(jumpsOf(input({ replaced }))).toEqual([
      { series: '2024-CAP', from: 12, to: 15 },
      { series: '2024-DON', from: 0, to: 2 },
      { series: '2024-E', from: 0, to: 3 },
      { series: 'sheet', from: 0, to: 7 },
    ]);
    expect(jumpsOf(input({ replaced: { view: viewWith({ '2024-CAP': 12 }), whole: true } }))).toEqual([]);
  });

  it('where nobody knows: a margin in every series of the years since, kinds included that the backup never had', () => {
    const jumps = jumpsOf(input({ years: [2024, 2025] }));
    expect(jump(jumps, '2024-CAP')).toEqual({ series: '2024-CAP', from: 12, to: 1012 });
    for (const letters of ['CAR', 'DON', 'SES', 'TAR', 'ANU', 'E'])
      for (const year of [2024, 2025])
        expect(jump(jumps, `${year}-${letters}`)).toEqual({
          series: `${year}-${letters}`,
          from: 0,
          to: 1000,
        });
    expect(jump(jumps, 'sheet')).toMatchObject({ to: 1000 });
    expect(jump(jumps, 'asking')).toMatchObject({ to: 1000 });
  });

  it('where a part can be read: the margin comes after what it tells', () => {
    const replaced = { view: viewWith({ '2024-CAP': 400 }), whole: false };
    expect(jump(jumpsOf(input({ replaced })), '2024-CAP')).toEqual({
      series: '2024-CAP',
      from: 12,
      to: 1400,
    });
  });

  it('grows with the roster: on one day everybody may sign', () => {
    const backup = viewWith({});
    for (let n = 0; n < 3200; n += 1)
      backup.roster.set(`p${n}`, [{ unit: 'U', from: '2020-01-01', to: null }]);
    expect(jump(jumpsOf(input({ backup })), '2024-CAR')).toMatchObject({ to: 4000 });
  });

  it('what somebody holds goes before the margin, and never below what is known', () => {
    const known = new Map([['2024-CAP', 57]]);
    expect(jump(jumpsOf(input({ known })), '2024-CAP')).toMatchObject({ to: 57 });
    const replaced = { view: viewWith({ '2024-CAP': 90 }), whole: false };
    expect(jump(jumpsOf(input({ known, replaced })), '2024-CAP')).toMatchObject({ to: 90 });
  });

  it('no number is given twice, whatever was recorded since (property)', () => {
    const numbers = fc.dictionary(
      fc.constantFrom('2024-CAP', '2024-CAR', '2024-DON', '2025-CAP'),
      fc.nat(3000),
    );
    fc.assert(
      fc.property(numbers, numbers, fc.boolean(), (stored, since, whole) => {
        const later: Record<string, number> = { ...stored };
        for (const [series, n] of Object.entries(since)) later[series] = (stored[series] ?? 0) + n;
        // Unless it can be read to its end, up to a thousand records of a kind are not seen.
        const seen = whole
          ? later
          : Object.fromEntries(
              Object.entries(later).map(([s, n]) => [s, Math.max(stored[s] ?? 0, n - 1000)]),
            );
        const jumps = jumpsOf(
          input({ backup: viewWith(stored), replaced: { view: viewWith(seen), whole }, years: [2024, 2025] }),
        );
        for (const [series, n] of Object.entries(later)) {
          const next = (jump(jumps, series)?.to ?? stored[series] ?? 0) + 1;
          expect(next).toBeGreaterThan(n);
        }
      }),
    );
  });

  it('says how many entries are gone only where it is known', () => {
    const backup = { ...viewWith({}), head: { seq: 10, hash: 'a' } };
    const view = { ...viewWith({}), head: { seq: 14, hash: 'b' } };
    expect(lostOf(backup, { view, whole: true }, true)).toBe(4);
    expect(lostOf(backup, { view, whole: true }, false)).toBeNull();
    expect(lostOf(backup, { view, whole: false }, true)).toBeNull();
    expect(lostOf(backup, null, true)).toBeNull();
  });
});
