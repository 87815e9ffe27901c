import { expect, it } from 'vitest';
import { inPieces, inTurns, type Steps } from '../src/steps.ts';
import { turnsOf } from './support/turns.ts';

function* steps(how: 'long' | undefined, n: number): Steps<string> {
  for (let i = 0; i < n; i += 1) yield how;
  return 'done';
}

it('others are let in after each long step, and after some short ones', async () => {
  const long = await turnsOf(async () => expect(await inTurns(steps('long', 40))).toBe('done'));
  const short = await turnsOf(async () => expect(await inTurns(steps(undefined, 40))).toBe('done'));
  expect(long).toBeGreaterThanOrEqual(39);
  expect(short).toBeGreaterThanOrEqual(4);
});

it('a long text goes out in pieces, made as they are taken, and others are let in', async () => {
  let made = 0;
  function* lines(): Generator<string> {
    for (; made < 5000; made += 1) yield `${String(made).padStart(98, '0')}\r\n`;
  }
  const pieces: Uint8Array[] = [];
  const turns = await turnsOf(async () => {
    for await (const piece of inPieces(lines())) {
      pieces.push(piece);
      // No more than a piece beyond what was taken lies in memory.
      expect(made * 100 - Buffer.concat(pieces).length).toBeLessThanOrEqual(100);
    }
  });
  expect(turns).toBeGreaterThanOrEqual(70);
  expect(Math.max(...pieces.map((p) => p.length))).toBeLessThan(70_000);
  const text = Buffer.concat(pieces).toString();
  expect(text.split('\r\n')).toHaveLength(5001);
  expect(text.endsWith(`${String(4999).padStart(98, '0')}\r\n`)).toBe(true);
});
