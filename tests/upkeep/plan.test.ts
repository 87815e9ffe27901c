import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BackupState, backupDue, backupTrouble, expired } from '../../src/upkeep/plan.ts';

const zone = 'America/Hermosillo';
const at = (iso: string): Date => new Date(`${iso}:00-07:00`);
const state = (last: string | null, more: Partial<BackupState> = {}): BackupState => ({
  last: last === null ? null : at(last),
  failure: null,
  tried: null,
  ...more,
});

describe('the daily backup', () => {
  it.each([
    ['there is none', null, '2024-05-09T12:00', true],
    ['the night came', '2024-05-08T02:30', '2024-05-09T02:30', true],
    ['the night is still to come', '2024-05-08T02:31', '2024-05-09T02:29', false],
    ['it was made', '2024-05-09T02:31', '2024-05-09T23:59', false],
    ['somebody made one at noon', '2024-05-08T12:00', '2024-05-09T02:29', false],
    ['the machine slept through the night', '2024-05-07T02:30', '2024-05-08T09:00', true],
    ['its clock was ahead when it was made', '2024-06-01T02:30', '2024-05-09T12:00', true],
  ])('%s', (_, last, now, due) => {
    expect(backupDue(state(last), at(now), zone)).toBe(due);
  });

  it('is tried again an hour after it failed', () => {
    const failed = state(null, { failure: 'ENOSPC', tried: at('2024-05-09T02:30') });
    expect(backupDue(failed, at('2024-05-09T03:29'), zone)).toBe(false);
    expect(backupDue(failed, at('2024-05-09T03:30'), zone)).toBe(true);
  });

  it('is news when it failed, or when a night went by without one', () => {
    expect(backupTrouble(state('2024-05-08T02:30'), at('2024-05-09T12:00'))).toBeNull();
    expect(backupTrouble(state('2024-05-08T02:30'), at('2024-05-09T12:31'))).toMatchObject({ what: 'old' });
    expect(backupTrouble(state(null), at('2024-05-09T12:00'))).toBeNull();
    const failed = state('2024-05-09T02:30', { failure: 'ENOSPC' });
    expect(backupTrouble(failed, at('2024-05-09T12:00'))).toMatchObject({ what: 'failed', why: 'ENOSPC' });
  });
});

describe('what is kept', () => {
  const keep = { days: 14, months: 12 };
  const daily = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ at: new Date(Date.UTC(2024, 4, 31, 9) - n * 86_400_000) }));

  it('is two weeks of days and a year of months', () => {
    const now = new Date(Date.UTC(2024, 4, 31, 12));
    const all = daily(800);
    const gone = new Set(expired(all, now, keep));
    const left = all.filter((b) => !gone.has(b)).map((b) => b.at.toISOString().slice(0, 10));
    expect(left.slice(0, 14)).toEqual(daily(14).map((b) => b.at.toISOString().slice(0, 10)));
    expect(left.slice(14)).toEqual([
      '2024-04-30',
      '2024-03-31',
      '2024-02-29',
      '2024-01-31',
      '2023-12-31',
      '2023-11-30',
      '2023-10-31',
      '2023-09-30',
      '2023-08-31',
      '2023-07-31',
      '2023-06-30',
      '2023-05-31',
    ]);
  });

  it('always has the newest, and removing twice removes nothing more (property)', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 2000 * 24 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(times, fc.nat(30), fc.nat(24), (hours, days, months) => {
        const now = new Date(Date.UTC(2024, 0, 1));
        const all = hours.map((h) => ({ at: new Date(now.getTime() - h * 3_600_000) }));
        const gone = new Set(expired(all, now, { days, months }));
        const left = all.filter((b) => !gone.has(b));
        expect(left).toContain(all.reduce((a, b) => (a.at >= b.at ? a : b)));
        expect(expired(left, now, { days, months })).toEqual([]);
      }),
    );
  });
});
