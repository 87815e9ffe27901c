import { describe, expect, it } from 'vitest';
import {
  clock,
  dateRange,
  dayMonth,
  fullDate,
  hours,
  join,
  kilograms,
  longDate,
  monthName,
  monthYear,
  number,
  percent,
  pieces,
  plural,
  shortDate,
} from '../../src/texts/format.ts';

describe('es-MX', () => {
  it('writes dates', () => {
    expect(longDate('2024-05-09')).toBe('jueves 9 de mayo');
    expect(fullDate('2024-05-09')).toBe('jueves 9 de mayo de 2024');
    expect(shortDate('2024-09-01')).toBe('1 de septiembre de 2024');
    expect(dayMonth('2024-03-31')).toBe('31 de marzo');
    expect([monthName('2024-01'), monthYear('2024-12-09')]).toEqual(['enero', 'diciembre de 2024']);
    expect([longDate('2024-05-08'), longDate('2024-05-11')]).toEqual([
      'miércoles 8 de mayo',
      'sábado 11 de mayo',
    ]);
  });

  it('writes ranges, naming month and year once where they are shared', () => {
    expect(dateRange('2024-01-01', '2024-01-26')).toBe('del 1 al 26 de enero de 2024');
    expect(dateRange('2024-04-01', '2024-06-01')).toBe('del 1 de abril al 1 de junio de 2024');
    expect(dateRange('2024-12-19', '2025-01-03')).toBe('del 19 de diciembre de 2024 al 3 de enero de 2025');
    expect(dateRange('2024-05-09', '2024-05-09')).toBe('el 9 de mayo de 2024');
  });

  it('writes numbers', () => {
    expect([number(1234.5), number(0), number(1234567), number(0.1 + 0.2)]).toEqual([
      '1,234.5',
      '0',
      '1,234,567',
      '0.3',
    ]);
    expect([percent(62.5), percent(100), percent(0), percent(33.333)]).toEqual([
      '62.5 %',
      '100 %',
      '0 %',
      '33.3 %',
    ]);
  });

  it('writes amounts', () => {
    expect([kilograms(2500), kilograms(1_234_500), kilograms(1)]).toEqual([
      '2.5 kg',
      '1,234.5 kg',
      '0.001 kg',
    ]);
    expect([pieces(1), pieces(1234)]).toEqual(['1 pieza', '1,234 piezas']);
    expect([hours(240), hours(90), hours(45), hours(0)]).toEqual(['4 h', '1 h 30 min', '45 min', '0 min']);
  });

  it('writes plurals and lists', () => {
    const people = [0, 1, 2, 1234].map((n) => plural(n, 'persona', 'personas'));
    expect(people).toEqual(['0 personas', '1 persona', '2 personas', '1,234 personas']);
    expect(join([])).toBe('');
    expect(join(['a'])).toBe('a');
    expect(join(['a', 'b', 'c'])).toBe('a, b y c');
    expect(join(['ética', 'integridad'])).toBe('ética e integridad');
    expect(join(['madres', 'hijas'])).toBe('madres e hijas');
    expect(join(['agua', 'hielo'])).toBe('agua y hielo');
  });

  it('writes the clock with two digits', () => {
    expect([clock('09:00'), clock('9:00'), clock('20:30')]).toEqual(['09:00', '09:00', '20:30']);
  });

  it('uses no space that looks like another', () => {
    const all = [
      longDate('2024-05-09'),
      number(12345.6),
      percent(62.5),
      kilograms(2500),
      hours(90),
      join(['a', 'b', 'c']),
    ];
    expect(all.join('')).not.toMatch(/[\u00a0\u2007\u2009\u202f]/);
  });
});
