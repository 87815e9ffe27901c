import { beforeEach, expect, it } from 'vitest';
import { lastOfMonth } from '../src/calendar.ts';
import { forecast, monthsUpTo, seenByAll, shownUnits } from '../src/forecast.ts';
import { progressOf } from '../src/progress.ts';
import { cast, fact, given, id, type Scene, scene } from './rules/support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-07-15T20:00:00Z' });
});
const training = (number: string, on: string) =>
  given(
    s,
    fact(
      'training.recorded',
      on,
      { course: 'Ética', minutes: null, part: 'declared' },
      {
        folio: `2024-CAP-${number.padStart(6, '0')}`,
        subject: id(number),
      },
    ),
  );
const of = (asOf: string) => {
  const { programme, bot } = s;
  const scope = { programme, view: bot.journal.view(), asOf };
  const activity = programme.activities.find((a) => a.number === 9)!;
  return forecast(scope, progressOf(scope, activity));
};

it('tells each month’s share, and where the pace leads', async () => {
  await training(cast.employee, '2024-02-10');
  await training(cast.member, '2024-05-10');
  const { points, projected, lacking } = of('2024-07-01');
  expect(points.map((p) => p.month)).toEqual(
    ['01', '02', '03', '04', '05', '06', '07'].map((m) => `2024-${m}`),
  );
  // Nine are on the roster until March, when one leaves, and again from July on, when one joins.
  expect(points.map((p) => p.percent)).toEqual([0, 11.1, 12.5, 12.5, 25, 25, 22.2]);
  expect(lacking).toBe(7);
  // 2 of 9 after 183 of 366 days.
  expect(projected).toBe(44.4);
});

it('foretells nothing from the first weeks, nor when the year is over', () => {
  expect(of('2024-01-20').projected).toBeNull();
  expect(of('2024-12-31').projected).toBeNull();
  expect(of('2025-01-10').points).toHaveLength(12);
});

it('knows months’ ends and names', () => {
  expect(['2024-02', '2023-02', '2024-12', '2024-04'].map(lastOfMonth)).toEqual([
    '2024-02-29',
    '2023-02-28',
    '2024-12-31',
    '2024-04-30',
  ]);
  const activity = { ...s.programme.activities[0]!, start: '2024-11-15', end: '2025-02-10' };
  expect(monthsUpTo(activity, '2025-06-01')).toEqual(['2024-11', '2024-12', '2025-01', '2025-02']);
  expect(monthsUpTo(activity, '2024-01-01')).toEqual([]);
});

it('shows no unit so small, nor lets it be worked out from the others', () => {
  const unit = (name: string, roster: number) => ({ unit: name, numerator: 0, roster });
  const names = (...all: ReturnType<typeof unit>[]) => shownUnits(all, 5, 3).map((u) => u.unit);
  expect(names(unit('a', 9), unit('b', 8))).toEqual(['a', 'b']);
  expect(names(unit('a', 9), unit('b', 8), unit('c', 2))).toEqual(['a']);
  expect(names(unit('a', 9), unit('b', 8), unit('c', 4), unit('d', 4))).toEqual(['a', 'b']);
  expect(names(unit('a', 9), unit('b', 8), unit('c', 7), unit('d', 6))).toEqual(['a', 'b', 'c']);
});

it.each([
  [
    [118, 70, 52, 40, 16, 4],
    [118, 70, 52, 40],
  ],
  [
    [118, 70, 3, 2],
    [118, 70],
  ],
  [
    [118, 70, 16],
    [118, 70, 16],
  ],
  [[7, 1], []],
  [[], []],
])('of units of %j people everybody may see %j, and work out no other', (all, seen) =>
  expect(seenByAll(all, (n) => n, 5)).toEqual(seen));
