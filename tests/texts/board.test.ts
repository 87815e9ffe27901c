import { expect, it } from 'vitest';
import { boardTexts } from '../../src/texts/board.ts';

it.each([
  [1, 'sent', '1 enviada'],
  [2, 'sent', '2 enviadas'],
  [2, 'missed', '2 no salieron a tiempo'],
  [299, 'no-address', '299 sin chat conocido'],
])('%i of %s is «%s»', (n, status, said) => expect(boardTexts.outcome(n, status)).toBe(said));
