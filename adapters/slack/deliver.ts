import type { Logger } from 'pino';
import type { PostOutcome } from '../../src/ports/chat.ts';

/** A way to give somebody an answer. */
export type Way = () => Promise<PostOutcome>;

const attempts = 3;
const longestWaitMs = 10_000;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/**
 * Gives an answer by the first way that works. A way that asks for patience gets it within bounds; one whose outcome
 * is unknown ends the matter, since a second answer is worse than one that may be missing and can be asked for again.
 */
export async function deliver(ways: readonly Way[], log: Logger): Promise<PostOutcome> {
  let last: PostOutcome = { status: 'no-address' };
  for (const way of ways) {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      last = await way();
      if (last.status !== 'retry') break;
      if (attempt < attempts) await pause(Math.min(last.afterMs, longestWaitMs));
    }
    if (last.status === 'sent') return last;
    if (last.status === 'unknown') break;
  }
  log.error({ outcome: last }, 'an answer in Slack was not delivered');
  return last;
}
