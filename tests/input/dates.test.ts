import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar.ts';
import { readDate } from '../../src/input/dates.ts';
import { fullDate, longDate, shortDate } from '../../src/texts/format.ts';

const today = '2024-06-15';
const past = (words: string) => {
  const read = readDate(words, today);
  return read.ok ? read.date : read.reason;
};
const future = (words: string) => {
  const read = readDate(words, today, { prefer: 'future' });
  return read.ok ? read.date : read.reason;
};

describe('readDate', () => {
  it.each([
    '2024-05-07',
    '2024-5-7',
    '2024–05–07',
    '7/5/2024',
    '07-05-2024',
    '7.5.2024',
    '7/5/24',
    '7/5',
    '7 de mayo',
    '7 de Mayo de 2024',
    '7 mayo',
    '7 may',
    '7-may-2024',
    '07/MAYO/2024',
    'el 7 de mayo del 2024',
    'martes 7 de mayo',
    'Martes, 7 de mayo de 2024',
  ])('%s is 7 May 2024', (words) => {
    expect(past(words)).toBe('2024-05-07');
  });

  it('knows the days around today', () => {
    expect(['antier', 'Ayer', 'HOY', 'mañana', 'manana', 'pasado mañana'].map(past)).toEqual([
      '2024-06-13',
      '2024-06-14',
      '2024-06-15',
      '2024-06-16',
      '2024-06-16',
      '2024-06-17',
    ]);
  });

  it('without a year takes the latest past day, or the next where the future is meant', () => {
    expect([past('15 de junio'), future('15 de junio')]).toEqual(['2024-06-15', '2024-06-15']);
    expect([past('16 de junio'), future('14 de junio')]).toEqual(['2023-06-16', '2025-06-14']);
    expect([past('20 de diciembre'), future('20 de diciembre')]).toEqual(['2023-12-20', '2024-12-20']);
    expect([past('29 de febrero'), future('29 de febrero')]).toEqual(['2024-02-29', '2028-02-29']);
    expect(readDate('29 de febrero', '1903-05-01')).toEqual({ ok: false, reason: 'impossible' });
    expect(readDate('29/2', '2104-01-01')).toEqual({ ok: true, date: '2096-02-29' });
  });

  it('knows how September and the first of a month are written', () => {
    expect(
      ['1 de setiembre', '1 sept. 2023', '1o de septiembre', 'primero de septiembre', '1° de sep'].map(past),
    ).toEqual(Array(5).fill('2023-09-01'));
  });

  it.each([
    '31/02',
    '31/02/2024',
    '2024-02-30',
    '29/02/2023',
    '31 de febrero',
    '7/13/2024',
    '0/5/2024',
    'lunes 7 de mayo de 2024',
  ])('%s is impossible', (words) => expect(past(words)).toBe('impossible'));

  it.each([
    '',
    'nunca',
    '7',
    '2.5',
    '2.5 kg',
    '500 g',
    '24-05-07',
    'mayo',
    'ética',
    '7 de',
    'recordar 9',
    '1,234 piezas',
    'may 7',
  ])('%j is no date', (words) => expect(past(words)).toBe('unknown'));

  it('reads back what the bot writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -364, max: 0 }), (n) => {
        const date = addDays(today, n);
        for (const written of [shortDate(date), fullDate(date), longDate(date), date])
          expect(past(written)).toBe(date);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        expect(typeof past(words)).toBe('string');
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9/. -]{1,12}$/), (words) => {
        expect(typeof past(words)).toBe('string');
      }),
    );
  });
});
