import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAmount, type Unit } from '../../src/input/amounts.ts';
import { hours, kilograms, pieces } from '../../src/texts/format.ts';

const most = { g: 500_000, pieces: 10_000, min: 6_000 };
const read = (text: string, bare?: Unit) => {
  const amount = readAmount(text, most, bare);
  return amount.ok ? `${amount.value} ${amount.unit}` : amount.reason;
};

describe('readAmount', () => {
  it.each([
    ['2.5 kg', '2500 g'],
    ['2,5 kilos', '2500 g'],
    ['2.5kg', '2500 g'],
    ['2.5 KG.', '2500 g'],
    ['500 g', '500 g'],
    ['500 gramos', '500 g'],
    ['1,234 g', '1234 g'],
    ['1.234 kg', '1234 g'],
    ['0,500 kg', '500 g'],
    ['.5 kg', '500 g'],
    ['1,234.5 g', '1235 g'],
    ['0.1 kg', '100 g'],
    ['medio kilo', '500 g'],
    ['½ kilo', '500 g'],
    ['1/4 kg', '250 g'],
    ['un kilo', '1000 g'],
    ['kilo y medio', '1500 g'],
    ['2 kilos y medio', '2500 g'],
    ['3 kg 200 g', '3200 g'],
    ['3 piezas', '3 pieces'],
    ['1,234 piezas', '1234 pieces'],
    ['dos cobijas', '2 pieces'],
    ['4h', '240 min'],
    ['4 horas', '240 min'],
    ['90 min', '90 min'],
    ['1.5 h', '90 min'],
    ['1 h 30 min', '90 min'],
    ['1h30', '90 min'],
    ['media hora', '30 min'],
    ['hora y media', '90 min'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('is exact where floating point is not', () => {
    expect(['1.005 kg', '2.675 kg', '4.35 kg', '0.29 kg', '1.15 kg'].map((t) => read(t))).toEqual([
      '1005 g',
      '2675 g',
      '4350 g',
      '290 g',
      '1150 g',
    ]);
  });

  it('rounds what is finer than a gram or a minute, half up', () => {
    expect(['1.2344 kg', '1.2345 kg', '0.33 h'].map((t) => read(t))).toEqual(['1234 g', '1235 g', '20 min']);
  });

  it.each([
    ['-3 kg', 'negative'],
    ['−3 kg', 'negative'],
    ['menos 3 kg', 'negative'],
    ['0 kg', 'zero'],
    ['0.0001 kg', 'zero'],
    ['999999 kg', 'too-large'],
    ['501 kg', 'too-large'],
    ['99999999999999999999999 kg', 'too-large'],
    ['3', 'no-unit'],
    ['3 litros', 'no-unit'],
    ['2.5 piezas', 'fraction'],
    ['muchos kilos', 'unknown'],
    ['kg', 'unknown'],
    ['', 'unknown'],
    ['1,23,4 kg', 'unknown'],
    ['1.234,5 kg', 'unknown'],
    ['3 kg 3 horas', 'unknown'],
    ['3 kg de tapitas', 'unknown'],
    ['2 1/2 kg', 'unknown'],
    ['1e3 kg', 'unknown'],
    ['7/5/2024', 'unknown'],
  ])('%s is refused: %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('takes exactly the most that is allowed', () => {
    expect([read('500 kg'), read('500.001 kg')]).toEqual(['500000 g', 'too-large']);
  });

  it('says what it understood of what it refuses', () => {
    expect(readAmount('-3 kg', most)).toEqual({ ok: false, reason: 'negative', understood: '-3 kg' });
    expect(readAmount('999999 kilos', most)).toEqual({
      ok: false,
      reason: 'too-large',
      understood: '999,999 kg',
    });
    expect(readAmount('3', most)).toEqual({ ok: false, reason: 'no-unit', understood: '3' });
    expect(readAmount('muchos kilos', most)).toEqual({ ok: false, reason: 'unknown' });
  });

  it('takes a bare number in the unit that is meant, never one in an unknown unit', () => {
    expect([
      read('3', 'pieces'),
      read('90', 'min'),
      read('3 litros', 'pieces'),
      read('3 kg', 'pieces'),
    ]).toEqual(['3 pieces', '90 min', 'no-unit', '3000 g']);
  });

  it('reads back what the bot writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: most.g }), (n) => {
        expect(read(kilograms(n))).toBe(`${n} g`);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: most.pieces }), (n) => {
        expect(read(pieces(n))).toBe(`${n} pieces`);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: most.min }), (n) => {
        expect(read(hours(n))).toBe(`${n} min`);
      }),
    );
  });

  it('answers anything, with a whole number in its limits or a reason', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[-0-9.,/]{1,8} ?(kg|g|h|piezas)?$/),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const amount = readAmount(text, most);
        if (amount.ok)
          expect(
            Number.isInteger(amount.value) && amount.value > 0 && amount.value <= most[amount.unit],
          ).toBe(true);
        else expect(amount.reason).toMatch(/^(unknown|negative|zero|too-large|no-unit|fraction)$/);
      }),
      { numRuns: 500 },
    );
  });
});
