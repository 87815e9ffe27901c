import { readFile } from 'node:fs/promises';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { beforeAll, expect, it } from 'vitest';
import { cardPicture } from '../../src/pictures/card.ts';
import { drawPng } from '../../src/pictures/draw.ts';
import { shipped } from '../support/bot.ts';
import { cardOf, pictures, storedFolder } from './stored.ts';

/** Pixels that may look different in a whole picture: machines round edges in their own way, nobody sees that. */
const bound = 40;

/** How many pixels look different to an eye, edges aside. */
function difference(a: PNG, b: PNG): number {
  if (a.width !== b.width || a.height !== b.height) return a.data.length;
  return pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: 0.1 });
}

let drawn: ReadonlyMap<string, PNG>;
beforeAll(async () => {
  drawn = await pictures();
}, 60_000);

const names = [
  'cards-wide',
  'cards-square',
  'chart-programme',
  'chart-months',
  'chart-units',
  'poster',
] as const;

it.each(names)('%s looks as it was looked at; `npm run pictures` renews it', async (name) => {
  const stored = PNG.sync.read(await readFile(new URL(`${name}.png`, storedFolder)));
  expect(difference(drawn.get(name)!, stored)).toBeLessThanOrEqual(bound);
});

it('every picture is compared', () => {
  expect([...drawn.keys()]).toEqual([...names]);
});

it('sees what an eye sees: one word less, a colour a little darker', async () => {
  const programme = shipped();
  const draw = async (of: typeof programme, more: object = {}) =>
    PNG.sync.read(await drawPng(cardPicture(cardOf(5, of, more), of, 'wide'), 320));
  const card = await draw(programme);
  const { sentence } = programme.integrityDay.months[4]!;
  expect(difference(card, await draw(programme))).toBe(0);
  expect(
    difference(card, await draw(programme, { sentence: sentence.replace(' sin interrumpir', '') })),
  ).toBeGreaterThan(bound);
  const darker = { ...programme, appearance: { ...programme.appearance, paper: '#D8D0C0' } };
  expect(difference(card, await draw(darker))).toBeGreaterThan(bound);
});
