import { expect, it } from 'vitest';
import { takeAmount, takeDate } from '../../src/input/extract.ts';
import { tokens } from '../../src/input/words.ts';

const fillers = [
  'kg ',
  'a ',
  '1 ',
  '7 de ',
  '99/99 ',
  '31/2 ',
  '2024- ',
  '1 a ',
  '31 febrero ',
  '2 kg y ',
  'medio ',
  'jueves 9 ',
  '3.5.',
];

it.each(fillers)('as many words «%s» as a message holds are looked through at once', (filler) => {
  const said = tokens(filler.repeat(2000 / filler.length));
  const began = performance.now();
  takeDate(said, '2024-05-09');
  takeDate(said, '2024-05-09', { prefer: 'future' });
  takeAmount(said, { g: 5, pieces: 5, min: 5 });
  expect(performance.now() - began).toBeLessThan(1000);
});
