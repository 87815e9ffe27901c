import { PNG } from 'pngjs';
import { sampleEntries } from '../../src/demo.ts';
import { cardPicture, type Shape, shapes } from '../../src/pictures/card.ts';
import { drawingPng, drawPng } from '../../src/pictures/draw.ts';
import type { Drawing } from '../../src/pictures/layout.ts';
import { posterPicture } from '../../src/pictures/poster.ts';
import type { Programme } from '../../src/programme/schema.ts';
import { sampleRoster } from '../../src/roster/sample.ts';
import type { Card } from '../../src/texts/integrity-day.ts';
import { cast, type Scene, scene } from '../rules/support.ts';
import { shipped } from '../support/bot.ts';

/** Where the pictures lie with which new ones are compared. */
export const storedFolder = new URL('../fixtures/pictures/', import.meta.url);

/** A month's card as the programme has it. */
export function cardOf(month: number, { integrityDay }: Programme, more: Partial<Card> = {}): Card {
  const { value, sentence } = integrityDay.months[month - 1]!;
  const period = `2024-${String(month).padStart(2, '0')}`;
  const { reminder } = integrityDay;
  return { period, on: `${period}-09`, value, sentence, reminder, institution: '', ...more };
}

/** The twelve cards of a year side by side, each `width` pixels wide. */
export async function cardsSheet(programme: Programme, shape: Shape, width: number): Promise<PNG> {
  const height = Math.round((shapes[shape][1] * width) / shapes[shape][0]);
  const sheet = new PNG({ width: width * 4, height: height * 3 });
  for (let at = 0; at < 12; at += 1) {
    const card = PNG.sync.read(
      await drawPng(cardPicture(cardOf(at + 1, programme), programme, shape), width),
    );
    PNG.bitblt(card, sheet, 0, 0, width, height, (at % 4) * width, Math.floor(at / 4) * height);
  }
  return sheet;
}

/** A bot with the demo's 300 people and their history, on a day in May. */
export async function sampleScene(): Promise<Scene> {
  const s = await scene({ at: '2024-05-10T17:00:00Z' });
  const sample = sampleRoster(2024);
  await s.bot.journal.submit((view) => ({
    drafts: sampleEntries(view, s.programme, sample, '2024-05-09'),
    people: sample.people,
    value: null,
  }));
  return s;
}

/** The drawings of an answer. */
export async function drawingsOf(s: Scene, words: string): Promise<Drawing[]> {
  const { message } = await s.ask(cast.secretary, words);
  return message.blocks.flatMap((b) => (b.type === 'drawing' ? [b.drawing] : []));
}

/** All pictures that are compared, by the name of their file. */
export async function pictures(): Promise<ReadonlyMap<string, PNG>> {
  const programme = shipped();
  const s = await sampleScene();
  const [whole] = await drawingsOf(s, 'avance');
  const [months, units] = await drawingsOf(s, 'avance 9');
  const drawn = async (drawing: Drawing) => PNG.sync.read(await drawingPng(drawing));
  return new Map([
    ['cards-wide', await cardsSheet(programme, 'wide', 320)],
    ['cards-square', await cardsSheet(programme, 'square', 240)],
    ['chart-programme', await drawn(whole!)],
    ['chart-months', await drawn(months!)],
    ['chart-units', await drawn(units!)],
    ['poster', PNG.sync.read(await drawPng(posterPicture(programme, 'A4'), 400))],
  ]);
}
