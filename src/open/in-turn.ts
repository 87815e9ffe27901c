import { setTimeout as sleep } from 'node:timers/promises';
import { DamagedLedger } from '../ports/ledger.ts';

/** How long after a failure it is tried again. */
const againMs = 3000;

/**
 * Calls that come while one is under way share the one that follows it. What failed is done again until it is done, but
 * for a ledger that is damaged; `end` waits for the last.
 */
export function inTurn(work: () => Promise<void>, failed: (error: unknown) => void) {
  const ending = new AbortController();
  let running: Promise<void> | null = null;
  let again = false;
  async function all(): Promise<void> {
    while (again && !ending.signal.aborted) {
      again = false;
      try {
        await work();
      } catch (error) {
        failed(error);
        if (error instanceof DamagedLedger) continue;
        again = true;
        await sleep(againMs, null, { signal: ending.signal }).catch(() => {});
      }
    }
    running = null;
  }
  return {
    run(): void {
      again = true;
      running ??= all();
    },
    async end(): Promise<void> {
      ending.abort();
      await running;
    },
  };
}
