import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answersInTurn } from '../../../adapters/slack/crowd.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Answers that take 400 ms each, counted as they begin and end. */
function answers() {
  const inTurn = answersInTurn();
  const seen = { begun: 0, ended: 0 };
  return {
    seen,
    press: () =>
      void inTurn(async () => {
        seen.begun += 1;
        await new Promise((done) => setTimeout(done, 400));
        seen.ended += 1;
      }),
  };
}

it('while a crowd comes in few more are answered, and all once it has', async () => {
  const { seen, press } = answers();
  for (let n = 0; n < 3000; n += 1) {
    press();
    if (n % 10 === 0) await vi.advanceTimersByTimeAsync(4);
  }
  expect(seen.begun).toBeLessThan(50);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(seen.ended).toBe(3000);
});

it('a crowd is over although a few still come: nobody waits until nobody presses any more', async () => {
  const { seen, press } = answers();
  for (let n = 0; n < 150; n += 1) press();
  for (let n = 0; n < 150; n += 1) {
    await vi.advanceTimersByTimeAsync(20);
    press();
  }
  expect(seen.ended).toBeGreaterThanOrEqual(150);
});
