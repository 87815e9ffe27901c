import { expect, it } from 'vitest';
import { readAnchor } from '../../src/input/anchor.ts';
import { anchorLine } from '../../src/texts/reports.ts';
import { upkeepTexts } from '../../src/texts/upkeep.ts';

const hash = '78c359d79ba068cc8969806ee3097a6c6d40b3d20a69401b81615078909af651';

it.each([
  [`1234:${hash}`, { seq: 1234, hash }],
  ['1234:78c359d7', { seq: 1234, hash: '78c359d7' }],
  ['1,234 : 78C359D79BA0…', { seq: 1234, hash: '78c359d79ba0' }],
  [upkeepTexts.anchor({ seq: 1234, hash }).summary, { seq: 1234, hash }],
  [anchorLine({ anchor: { seq: 1234, hash }, restores: [] }), { seq: 1234, hash }],
])('reads %s', (said, anchor) => {
  expect(readAnchor(said)).toEqual(anchor);
});

it.each([
  '',
  '1234',
  '1234:78c359',
  hash,
  `0:${hash}`,
  'hola',
  '1234:no-es-una-huella',
])('refuses «%s»', (said) => {
  expect(readAnchor(said)).toBeNull();
});
