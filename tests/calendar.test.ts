import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBusinessDays,
  addDays,
  daysBetween,
  deadline,
  instantAt,
  isBusinessDay,
  localDate,
  localTime,
  quarterOf,
  shiftWorkingDays,
  weekday,
} from '../src/calendar.ts';
import { parseProgramme, shippedProgrammePath } from '../src/programme/load.ts';
import type { Calendar } from '../src/programme/schema.ts';
import { explainDeadline } from '../src/texts/calendar.ts';

const read = parseProgramme(readFileSync(shippedProgrammePath, 'utf8'));
if (!read.ok) throw new Error(JSON.stringify(read.errors));
const draft = read.programme.calendar;
const by = { by: 'Secretaría Ejecutiva', on: '2024-05-02' };
const confirmed = (vacationsCount: boolean | null): Calendar => ({ ...draft, confirmed: by, vacationsCount });
const fourth = { businessDays: 10, after: '2024-12-31' };

const dates = fc.integer({ min: 0, max: 365 * 40 }).map((n) => addDays('2000-01-01', n));
const calendars = fc.constantFrom(draft, confirmed(null), confirmed(true), confirmed(false));
const few = fc.integer({ min: 1, max: 40 });

describe('dates', () => {
  it('cross leap days and year ends', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2023-02-28', 1)).toBe('2023-03-01');
    expect(addDays('2100-02-28', 1)).toBe('2100-03-01');
    expect(addDays('2024-12-31', 1)).toBe('2025-01-01');
    expect(addDays('2025-01-01', -1)).toBe('2024-12-31');
    expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366);
  });

  it('refuse what is no date', () => {
    for (const bad of ['2024-02-30', '2024-13-01', '2024-2-3', '', '2024-05-09T00:00'])
      expect(() => addDays(bad, 1), bad).toThrow(RangeError);
  });

  it('add and take away the same', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -5000, max: 5000 }), (date, n) => {
        expect(addDays(addDays(date, n), -n)).toBe(date);
        expect(daysBetween(date, addDays(date, n))).toBe(n);
        expect(weekday(addDays(date, 7 * n))).toBe(weekday(date));
      }),
    );
  });

  it('know their weekday, 1 Monday to 7 Sunday', () => {
    expect(['2024-05-06', '2024-05-09', '2024-05-12'].map(weekday)).toEqual([1, 4, 7]);
  });

  it('lie in their quarter', () => {
    expect(quarterOf('2024-03-31')).toEqual({
      id: '2024-T1',
      year: 2024,
      quarter: 1,
      from: '2024-01-01',
      to: '2024-03-31',
    });
    expect(quarterOf('2024-04-01').id).toBe('2024-T2');
    expect(quarterOf('2024-12-31')).toMatchObject({ id: '2024-T4', from: '2024-10-01', to: '2024-12-31' });
    fc.assert(
      fc.property(dates, (date) => {
        const { from, to } = quarterOf(date);
        expect(from <= date && date <= to).toBe(true);
        expect(quarterOf(addDays(to, 1)).from).toBe(addDays(to, 1));
      }),
    );
  });
});

describe('time zones', () => {
  it('give an instant its date and clock', () => {
    const instant = new Date('2024-05-09T06:59:59Z');
    expect(localDate(instant, 'America/Hermosillo')).toBe('2024-05-08');
    expect(localTime(instant, 'America/Hermosillo')).toBe('23:59');
    expect(localDate(instant, 'Asia/Tokyo')).toBe('2024-05-09');
  });

  it('give a date and clock their instant, seven hours behind UTC in Hermosillo all year', () => {
    expect(instantAt('2024-01-09', '09:00', 'America/Hermosillo').toISOString()).toBe(
      '2024-01-09T16:00:00.000Z',
    );
    expect(instantAt('2024-07-09', '09:00', 'America/Hermosillo').toISOString()).toBe(
      '2024-07-09T16:00:00.000Z',
    );
  });

  it('follow daylight saving time where there is one', () => {
    expect(instantAt('2026-01-09', '09:00', 'America/Tijuana').toISOString()).toBe(
      '2026-01-09T17:00:00.000Z',
    );
    expect(instantAt('2026-07-09', '09:00', 'America/Tijuana').toISOString()).toBe(
      '2026-07-09T16:00:00.000Z',
    );
  });

  it('give back what they were given', () => {
    const clocks = fc.tuple(fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 59 }));
    const zones = fc.constantFrom(
      'America/Hermosillo',
      'America/Tijuana',
      'Asia/Kolkata',
      'Pacific/Kiritimati',
    );
    fc.assert(
      fc.property(dates, clocks, zones, (date, [h, m], zone) => {
        const time = `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`;
        const instant = instantAt(date, time, zone);
        expect([localDate(instant, zone), localTime(instant, zone)]).toEqual([date, time]);
      }),
    );
  });

  it('refuse what is no clock', () => {
    expect(() => instantAt('2024-05-09', '24:00', 'America/Hermosillo')).toThrow(RangeError);
    expect(() => instantAt('2024-05-09', '9:00', 'America/Hermosillo')).toThrow(RangeError);
  });
});

describe('working days, for reminders', () => {
  it.each([
    ['2024-05-09', true],
    ['2024-05-11', false],
    ['2024-05-01', false],
    ['2024-03-29', false],
    ['2024-07-22', false],
    ['2024-08-02', false],
    ['2024-08-05', true],
    ['2025-01-03', false],
  ])('%s: %s, unconfirmed days and vacations included', (date, expected) => {
    expect(isBusinessDay(date, draft)).toBe(expected);
  });

  it('are counted both ways', () => {
    expect(shiftWorkingDays('2024-05-09', -3, draft)).toBe('2024-05-06');
    expect(shiftWorkingDays('2024-06-09', -3, draft)).toBe('2024-06-05');
    fc.assert(
      fc.property(dates, few, (date, n) => {
        const after = shiftWorkingDays(date, n, draft);
        expect(isBusinessDay(after, draft)).toBe(true);
        if (isBusinessDay(date, draft)) expect(shiftWorkingDays(after, -n, draft)).toBe(date);
      }),
    );
  });
});

describe('deadlines', () => {
  it('on a fixed day stand, also on a Sunday', () => {
    expect(deadline({ on: '2024-06-09' }, draft)).toEqual({
      date: '2024-06-09',
      rule: { on: '2024-06-09' },
      skipped: [],
      provisional: false,
      alternatives: [],
    });
  });

  it('pass over national rest days alone until the calendar is confirmed, and say what may come', () => {
    expect(deadline(fourth, draft)).toEqual({
      date: '2025-01-15',
      rule: fourth,
      skipped: [
        { date: '2025-01-01', reason: 'Año Nuevo', scope: 'national' },
        ...['04', '05', '11', '12'].map((d) => ({
          date: `2025-01-${d}`,
          reason: 'weekend',
          scope: 'weekend',
        })),
      ],
      provisional: true,
      alternatives: [{ date: '2025-01-17', because: ['vacation'] }],
    });
  });

  it('name each scope that makes a later day', () => {
    const across = { businessDays: 10, after: '2024-07-15' };
    expect(deadline(across, draft)).toMatchObject({
      date: '2024-07-29',
      alternatives: [
        { date: '2024-07-30', because: ['state'] },
        { date: '2024-08-13', because: ['state', 'vacation'] },
      ],
    });
  });

  it('follow the calendar once it is confirmed', () => {
    expect(deadline(fourth, confirmed(false))).toMatchObject({
      date: '2025-01-17',
      provisional: false,
      alternatives: [],
    });
    expect(deadline(fourth, confirmed(true))).toMatchObject({
      date: '2025-01-15',
      provisional: false,
      alternatives: [],
    });
    // Still unsure about vacations: the earlier date holds, and says so where it matters.
    expect(deadline(fourth, confirmed(null))).toMatchObject({
      date: '2025-01-15',
      provisional: true,
      alternatives: [{ date: '2025-01-17', because: ['vacation'] }],
    });
    expect(deadline({ businessDays: 10, after: '2024-03-31' }, confirmed(null))).toMatchObject({
      provisional: false,
    });
  });

  it('leave nothing uncounted: every day until them was passed over or is a business day', () => {
    fc.assert(
      fc.property(dates, few, calendars, (date, n, calendar) => {
        const found = addBusinessDays(date, n, calendar);
        expect(daysBetween(date, found.date)).toBe(n + found.skipped.length);
        expect(found.skipped.some((s) => s.date === found.date)).toBe(false);
        expect(weekday(found.date)).toBeLessThan(6);
      }),
    );
  });

  it('grow with days and with start, and add up', () => {
    fc.assert(
      fc.property(dates, few, few, calendars, (date, n, m, calendar) => {
        const found = addBusinessDays(date, n, calendar).date;
        expect(addBusinessDays(date, n + 1, calendar).date > found).toBe(true);
        expect(addBusinessDays(addDays(date, 1), n, calendar).date >= found).toBe(true);
        expect(addBusinessDays(found, m, calendar).date).toBe(addBusinessDays(date, n + m, calendar).date);
      }),
    );
  });

  it('never have an alternative that is earlier', () => {
    fc.assert(
      fc.property(dates, few, calendars, (date, n, calendar) => {
        const found = addBusinessDays(date, n, calendar);
        const all = [found.date, ...found.alternatives.map((a) => a.date)];
        expect([...new Set(all)].sort()).toEqual(all);
      }),
    );
  });

  it('count at least one whole day', () => {
    for (const n of [0, -1, 1.5]) expect(() => addBusinessDays('2024-05-09', n, draft)).toThrow(RangeError);
  });
});

describe('a deadline in words', () => {
  it('says what was passed over, and what may change', () => {
    expect(explainDeadline(deadline(fourth, draft))).toBe(
      '10 días hábiles después del 31 de diciembre; se saltaron 2 fines de semana y el miércoles 1 de enero (Año Nuevo); provisional: falta confirmar el calendario de días inhábiles; si las vacaciones no cuentan como días hábiles, sería el viernes 17 de enero',
    );
    expect(explainDeadline(deadline({ businessDays: 10, after: '2024-09-30' }, confirmed(true)))).toBe(
      '10 días hábiles después del 30 de septiembre; se saltaron 2 fines de semana y el martes 1 de octubre (Transmisión del Poder Ejecutivo Federal)',
    );
    expect(explainDeadline(deadline(fourth, confirmed(false)))).toBe(
      '10 días hábiles después del 31 de diciembre; se saltaron 2 fines de semana, el miércoles 1 de enero (Año Nuevo) y 2 días (Segundo periodo vacacional)',
    );
  });

  it('counts a weekend once and one thing in the singular', () => {
    const one = (businessDays: number, after: string) =>
      explainDeadline(deadline({ businessDays, after }, confirmed(true)));
    expect(one(1, '2024-05-10')).toBe('1 día hábil después del 10 de mayo; se saltó 1 fin de semana');
    expect(one(1, '2024-05-11')).toBe('1 día hábil después del 11 de mayo; se saltó 1 fin de semana');
    expect(one(1, '2024-04-30')).toBe(
      '1 día hábil después del 30 de abril; se saltó el miércoles 1 de mayo (Día del Trabajo)',
    );
    expect(one(3, '2024-05-06')).toBe('3 días hábiles después del 6 de mayo');
  });

  it('says that a fixed day is the programme’s', () => {
    expect(explainDeadline(deadline({ on: '2024-06-09' }, draft))).toBe('es una fecha fija');
  });
});
