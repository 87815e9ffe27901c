import type { Programme } from '../programme/schema.ts';
import { pictureTexts } from '../texts/pictures.ts';
import { powerIcon } from './icons.ts';
import { box, image, type Picture, sizeFor, words } from './layout.ts';
import { motif, palettes } from './motifs.ts';

/** Pixels of the two sizes of paper at 150 to the inch: in proportion, their unit does not matter. */
const posterSizes = { A4: [1240, 1754], LETTER: [1275, 1650] } as const;
export type PosterSize = keyof typeof posterSizes;

/** The notice of activity 5 for the time clock and each office: turn your PC off. June's motif, energy and environment. */
export function posterPicture(
  { committee, appearance }: Pick<Programme, 'committee' | 'appearance'>,
  size: PosterSize,
): Picture {
  const [width, height] = posterSizes[size];
  const { paper, ink } = appearance;
  const palette = (appearance.palettes ?? palettes)[5]!;
  const { headline } = palette;
  const side = width / 6;
  const band = side;
  return {
    width,
    height,
    background: paper,
    under: [0, height - band]
      .map(
        (y) =>
          `<svg x="0" y="${y}" width="${width}" height="${band}">${motif(6, palette, width, band, side)}</svg>`,
      )
      .join(''),
    content: box(
      {
        ...{ position: 'absolute', left: 0, top: band, width, height: height - 2 * band },
        ...{
          boxSizing: 'border-box',
          flexDirection: 'column',
          alignItems: 'center',
          justifyContent: 'space-between',
        },
        padding: '90px 90px 70px',
      },
      [
        image(powerIcon(headline), 300, 300, { flexShrink: 0 }),
        box({ flexDirection: 'column', alignItems: 'center' }, [
          words(pictureTexts.poster.before, { fontSize: 62, color: ink, textAlign: 'center' }),
          words(pictureTexts.poster.do, {
            ...{ fontFamily: 'Fraunces', fontWeight: 600, fontSize: 172, lineHeight: 1.04 },
            ...{ color: headline, textAlign: 'center', marginTop: 12 },
          }),
          words(pictureTexts.poster.why, {
            ...{
              fontSize: 46,
              color: ink,
              lineHeight: 1.3,
              marginTop: 44,
              textAlign: 'center',
              textWrap: 'balance',
            },
          }),
        ]),
        box({ flexDirection: 'column', alignItems: 'center' }, [
          words(pictureTexts.poster.campaign, {
            fontSize: 30,
            color: headline,
            fontWeight: 600,
            textAlign: 'center',
          }),
          words(committee.name, {
            ...{
              fontSize: sizeFor(committee.name, 30, 60, 20),
              color: ink,
              textAlign: 'center',
              marginTop: 10,
            },
          }),
        ]),
      ],
    ),
  };
}
