import type { Programme } from '../programme/schema.ts';
import { shortDate } from '../texts/format.ts';
import type { CardWords } from '../texts/integrity-day.ts';
import { pictureTexts } from '../texts/pictures.ts';
import { powerIcon } from './icons.ts';
import { box, type Drawing, image, type Node, type Picture, sizeFor, words } from './layout.ts';
import { motif, palettes } from './motifs.ts';

/** Pixels of the two shapes: wide for chats, square for whatever is square. */
export const shapes = { wide: [1600, 900], square: [1080, 1080] } as const;
export type Shape = keyof typeof shapes;

/** A month's Integrity Day card as a picture: the motif, the day, the value, its sentence, the reminder, whose it is. */
export function cardPicture(
  card: CardWords,
  { committee, appearance }: Pick<Programme, 'committee' | 'appearance'>,
  shape: Shape,
): Picture {
  const [width, height] = shapes[shape];
  const month = Number(card.period.slice(5, 7));
  const { paper, ink } = appearance;
  const palette = (appearance.palettes ?? palettes)[month - 1]!;
  const { headline } = palette;
  const wide = shape === 'wide';
  const art = wide
    ? { x: 1000, y: 0, width: 600, height, side: 150 }
    : { x: 0, y: 0, width, height: 360, side: 120 };
  const text = wide
    ? { left: 0, top: 0, width: 1000, height }
    : { left: 0, top: 360, width, height: height - 360 };
  const body: Node = box(
    {
      position: 'absolute',
      ...text,
      boxSizing: 'border-box',
      flexDirection: 'column',
      justifyContent: 'space-between',
      padding: wide ? '68px 76px 56px' : '44px 64px 44px',
    },
    [
      box({ flexDirection: 'column' }, [
        words(pictureTexts.day, {
          ...{ fontSize: wide ? 27 : 25, fontWeight: 600, letterSpacing: 5, color: headline },
        }),
        words(shortDate(card.on), { fontSize: wide ? 30 : 27, color: ink, marginTop: 6 }),
        words(card.value, {
          ...{
            fontFamily: 'Fraunces',
            fontWeight: 600,
            color: headline,
            lineHeight: 1.04,
            textWrap: 'balance',
          },
          fontSize: sizeFor(card.value, wide ? 112 : 100, 15, 60),
          marginTop: wide ? 38 : 22,
        }),
        words(card.sentence, {
          ...{ color: ink, lineHeight: 1.34, textWrap: 'pretty', marginTop: wide ? 30 : 20 },
          fontSize: sizeFor(card.sentence, wide ? 46 : 42, 125, 22),
        }),
      ]),
      box({ flexDirection: 'column' }, [
        box({ alignItems: 'center', borderTop: `3px solid ${headline}`, paddingTop: 20 }, [
          image(powerIcon(headline), 46, 46, { marginRight: 20 }),
          words(card.reminder, {
            fontSize: sizeFor(card.reminder, wide ? 25 : 23, 130, 17),
            color: ink,
            flex: 1,
            lineHeight: 1.25,
          }),
        ]),
        box({ alignItems: 'center', marginTop: 22 }, [
          ...(appearance.logo === null
            ? []
            : [image(appearance.logo, 54, 54, { marginRight: 18, objectFit: 'contain' })]),
          words(committee.institution, {
            fontSize: sizeFor(committee.institution, 22, 90, 16),
            color: ink,
            flex: 1,
            fontWeight: 600,
          }),
        ]),
      ]),
    ],
  );
  return {
    width,
    height,
    background: paper,
    under: `<svg x="${art.x}" y="${art.y}" width="${art.width}" height="${art.height}" overflow="hidden">${motif(month, palette, art.width, art.height, art.side)}</svg>`,
    content: body,
  };
}

/** A card where it is one of several: sharp on a phone and in print at a third of a page's width, some 45 kB. */
export const smallCard = (
  card: CardWords,
  programme: Pick<Programme, 'committee' | 'appearance'>,
): Drawing => ({ kind: 'picture', picture: cardPicture(card, programme, 'wide'), width: 560 });
