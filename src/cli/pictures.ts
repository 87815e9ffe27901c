import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { cardDays, cardOf } from '../cards/month.ts';
import { cardPicture } from '../pictures/card.ts';
import { drawPdf, drawPng } from '../pictures/draw.ts';
import { posterPicture } from '../pictures/poster.ts';
import { Refused } from '../refused.ts';
import { pictureCli as texts } from '../texts/cli-pictures.ts';
import { openReading, readView } from './data.ts';
import { writable } from './write.ts';

type Say = (text: string) => void;

/** `pat tarjeta 2024-05 --salida FILE`: the month's card as PNG, as the committee last changed it. */
export async function drawCard(
  period: string,
  { salida, cuadrada }: { salida: string; cuadrada?: boolean },
  say: Say,
): Promise<boolean> {
  const reading = await openReading();
  const { programme } = reading;
  const card = cardOf(programme, await readView(reading), period);
  if (card === null) throw new Refused(texts.noMonth(period, [...cardDays(programme).keys()]), 2);
  const png = await drawPng(cardPicture(card, programme, cuadrada ? 'square' : 'wide'));
  await writable(salida, () => writeFile(resolve(salida), png));
  say(texts.written(salida));
  return true;
}

/** `pat cartel --salida FILE`: the notice «apaga tu PC» as PDF. */
export async function drawPoster(
  { salida, a4 }: { salida: string; a4?: boolean },
  say: Say,
): Promise<boolean> {
  const { programme } = await openReading();
  const size = a4 ? 'A4' : 'LETTER';
  const pdf = await drawPdf(posterPicture(programme, size), size);
  await writable(salida, () => writeFile(resolve(salida), pdf));
  say(texts.written(salida));
  return true;
}
