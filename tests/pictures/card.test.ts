import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardPicture, type Shape, shapes } from '../../src/pictures/card.ts';
import { drawPdf, drawPng, drawSvg } from '../../src/pictures/draw.ts';
import { palettes } from '../../src/pictures/motifs.ts';
import { posterPicture } from '../../src/pictures/poster.ts';
import { contrast, legible } from '../../src/programme/contrast.ts';
import { altOf, type Card } from '../../src/texts/integrity-day.ts';
import { shipped } from '../support/bot.ts';

const programme = shipped();
const cardOf = (month: number, more: Partial<Card> = {}): Card => {
  const { value, sentence } = programme.integrityDay.months[month - 1]!;
  const period = `2024-${String(month).padStart(2, '0')}`;
  const { reminder } = programme.integrityDay;
  return { period, on: `${period}-09`, value, sentence, reminder, institution: '', ...more };
};

/** Width and height of a PNG, from its header (W3C PNG, 11.2.2). */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

describe('the card', () => {
  it.each(
    (['wide', 'square'] as Shape[]).flatMap((shape) => [1, 5, 12].map((month) => [shape, month] as const)),
  )('%s, month %i: a PNG of its size under 500 KB', async (shape, month) => {
    const png = await drawPng(cardPicture(cardOf(month), programme, shape));
    expect(sizeOf(png)).toEqual([...shapes[shape]]);
    expect(png.length).toBeLessThan(500_000);
  });

  it('is drawn the same each time, and each month is another one', async () => {
    const svgs = await Promise.all(
      Array.from({ length: 12 }, (_, i) => drawSvg(cardPicture(cardOf(i + 1), programme, 'wide'))),
    );
    expect(new Set(svgs.map((s) => s.length)).size).toBeGreaterThan(10);
    expect(await drawSvg(cardPicture(cardOf(5), programme, 'wide'))).toBe(svgs[4]);
  });

  it('says in words all that it shows', () => {
    const card = cardOf(5);
    const alt = altOf(card);
    for (const part of ['9 de mayo de 2024', card.value, card.sentence, card.reminder])
      expect(alt).toContain(part);
  });

  it('takes any text that the committee writes, and draws none of it as markup', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 600 }),
        async (value, sentence) => {
          const svg = await drawSvg(cardPicture(cardOf(3, { value, sentence }), programme, 'square'));
          expect(svg).not.toMatch(/<(script|foreignObject|text)\b/i);
        },
      ),
      { numRuns: 15 },
    );
    const svg = await drawSvg(
      cardPicture(cardOf(3, { value: '<script>alert(1)</script>' }), programme, 'wide'),
    );
    expect(svg).not.toContain('<script');
  });
});

it('headlines and ink can be read on the card’s paper (WCAG AA)', () => {
  const { paper, ink } = programme.appearance;
  for (const colour of [ink, ...palettes.map((p) => p.headline)])
    expect(contrast(paper, colour)).toBeGreaterThanOrEqual(legible);
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2);
});

it.each([
  ['A4', /595\.28 841\.89/],
  ['LETTER', /612 792/],
] as const)('the poster is one page of %s', async (size, box) => {
  const pdf = (await drawPdf(posterPicture(programme, size), size)).toString('latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect(pdf).toMatch(box);
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
});
