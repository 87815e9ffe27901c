import { ImageRun, Paragraph } from 'docx';
import type { Content } from 'pdfmake/interfaces.js';
import { legible } from '../input/clean.ts';
import { shapes } from '../pictures/card.ts';
import type { ShownCard } from '../texts/report-sheet.ts';
import { paragraph } from './docx-parts.ts';
import { type Across, grid } from './docx-tables.ts';

/** Pictures of cards as PNG, by the card's month. */
export type CardPictures = ReadonlyMap<string, Uint8Array>;

interface Pictured extends ShownCard {
  readonly png: Uint8Array;
}

const [wide, high] = shapes.wide;
const heightOf = (width: number): number => Math.round((width * high) / wide);

/** Cards that have a picture, in lines of as many: three of a quarter, four of a year. */
function linesOf(cards: readonly ShownCard[], pictures: CardPictures) {
  const shown = cards.flatMap((card): Pictured[] => {
    const png = pictures.get(card.period);
    return png ? [{ ...card, png }] : [];
  });
  const each = shown.length <= 3 ? 3 : 4;
  const lines = shown.flatMap((_, i) => (i % each === 0 ? [shown.slice(i, i + each)] : []));
  return { each, lines };
}

/** Rows of a DOCX table that show cards, each with what it is below; `width` of the table in twips. */
export function cardsDocx(cards: readonly ShownCard[], pictures: CardPictures, width: number): Across[] {
  const { each, lines } = linesOf(cards, pictures);
  const column = Math.floor((width - 140) / each);
  // Pixels, 15 twips each.
  const size = Math.round((column - 160) / 15);
  const picture = ({ png, alt, caption }: Pictured) =>
    new Paragraph({
      keepNext: true,
      spacing: { after: 40 },
      children: [
        new ImageRun({
          type: 'png',
          data: png,
          transformation: { width: size, height: heightOf(size) },
          altText: { name: legible(caption), description: legible(alt) },
        }),
      ],
    });
  return lines.map((line) => ({
    across: [
      grid(
        Array.from({ length: each }, (_, i) => {
          const card = line[i];
          return card ? [picture(card), paragraph(card.caption, { size: 14, after: 0 })] : [paragraph('')];
        }),
        column,
      ),
      paragraph('', { size: 2, after: 0 }),
    ],
  }));
}

/** The same rows for a PDF; `width` in points. */
export function cardsPdf(
  cards: readonly ShownCard[],
  pictures: CardPictures,
  width: number,
): { readonly across: Content }[] {
  const { each, lines } = linesOf(cards, pictures);
  const gap = 8;
  const size = Math.floor((width - gap * each) / each);
  return lines.map((line) => ({
    across: {
      columnGap: gap,
      margin: [0, 3, 0, 2],
      columns: line.map(({ png, caption }) => ({
        width: size,
        stack: [
          { image: `data:image/png;base64,${Buffer.from(png).toString('base64')}`, width: size },
          { text: legible(caption), margin: [0, 2, 0, 0] },
        ],
      })),
    },
  }));
}
