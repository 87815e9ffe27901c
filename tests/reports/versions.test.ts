import { describe, expect, it } from 'vitest';
import { bodyOf } from '../../src/programme/change.ts';
import { nextYear } from '../../src/programme/next-year.ts';
import { fact } from '../rules/support.ts';
import { programme, rec, row, small } from './support.ts';

/** From 5 July activity 8 ends in December, and reports go to somebody else. */
const changed = {
  ...programme,
  activities: programme.activities.map((a) => (a.number === 8 ? { ...a, end: '2024-12-15' } : a)),
  oversight: [
    ...programme.oversight,
    {
      from: '2024-07-01',
      name: 'Ana Ruiz',
      office: 'Contraloría',
      post: 'Titular',
      confirmed: false as const,
    },
  ],
};
const version = fact(
  'programme.changed',
  '2024-07-05',
  bodyOf(changed, { from: '2024-07-05', session: '2024-06-28', agreement: null }),
);

describe('a report', () => {
  it('shows the programme that was in force at its cut, and goes to whom it goes on its day', () => {
    const { report } = small(3, [version]);
    const second = report('2024-T2', '2024-07-10');
    expect(row(second, 8).activity.end).toBe('2024-03-15');
    expect(row(second, 8).overdue.map((o) => o.due.date)).toEqual(['2024-03-15']);
    expect(second.addressee.name).toBe('Ana Ruiz');
    const third = report('2024-T3', '2024-10-10');
    expect(row(third, 8).activity.end).toBe('2024-12-15');
    expect(row(third, 8).overdue).toEqual([]);
  });

  it('of the fourth quarter is last year’s in January, with what happened in it alone', () => {
    const next = nextYear(programme, 2025);
    const body = bodyOf(next, { from: '2025-01-01', session: null, agreement: null });
    const { report } = small(3, [
      fact('programme.changed', '2025-01-01', body),
      rec('activity.done', 'CUM', '2025-01-08', { activity: 8, note: null }),
      rec('session.held', 'SES', '2024-12-13', {}),
    ]);
    const fourth = report('2024-T4', '2025-01-14');
    expect(fourth.programme.id).toBe('pat-2024');
    expect(row(fourth, 8).done).toEqual([]);
    expect(row(fourth, 2).progress).toMatchObject({ numerator: 1, denominator: 4 });
  });
});
