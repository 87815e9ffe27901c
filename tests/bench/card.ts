/**
 * How long a month's card takes: drawn as the bot draws it, by the process that prints, from the order to the PNG. Run
 * with `node --import tsx tests/bench/card.ts`; the bound is 300 ms, the median of two years of cards in both shapes.
 */
import { createPress } from '../../src/papers/press.ts';
import { cardPicture } from '../../src/pictures/card.ts';
import { cardOf } from '../pictures/stored.ts';
import { shipped } from '../support/bot.ts';
import { quantile } from './load.ts';

const boundMs = 300;
const mostBytes = 500_000;
const programme = shipped();
const press = createPress();

async function draw(month: number, shape: 'wide' | 'square'): Promise<{ ms: number; bytes: number }> {
  const picture = cardPicture(cardOf(month, programme), programme, shape);
  const drawing = { kind: 'picture', picture } as const;
  const began = performance.now();
  const [printed] = await press.print({ type: 'picture', name: 'tarjeta.png', drawing });
  return { ms: performance.now() - began, bytes: printed!.bytes.length };
}

const first = await draw(1, 'wide');
const cards: { ms: number; bytes: number }[] = [];
for (let round = 0; round < 2; round += 1)
  for (let month = 1; month <= 12; month += 1)
    for (const shape of ['wide', 'square'] as const) cards.push(await draw(month, shape));
await press.close();
const times = cards.map((c) => c.ms);
const largest = Math.max(...cards.map((c) => c.bytes));
console.log(
  `card: median ${quantile(times, 0.5).toFixed(0)} ms, slowest ${Math.max(...times).toFixed(0)} ms of ${times.length} (bound ${boundMs}), largest ${(largest / 1000).toFixed(0)} kB (bound ${mostBytes / 1000}); the very first, with the start of the process that draws, ${first.ms.toFixed(0)} ms`,
);
process.exitCode = quantile(times, 0.5) < boundMs && largest < mostBytes ? 0 : 1;
