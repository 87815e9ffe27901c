import { setTimeout as pause } from 'node:timers/promises';
import { failureOf } from './failure.ts';

const longestWaitMs = 10_000;

/**
 * Does something that Teams may be too busy for now, and again when it says that it may be tried again, so often at most;
 * `down` says whether also where nobody answers at all. Throws the last `ConnectorFailure`; an outcome that Teams hides is
 * not tried again.
 */
export async function patiently<T>(
  { attempts, down }: { readonly attempts: number; readonly down: boolean },
  act: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      const outcome = failureOf(error);
      const again = outcome.status === 'retry' && (down || outcome.why !== 'down');
      if (!again || attempt === attempts) throw error;
      await pause(Math.min(outcome.afterMs, longestWaitMs));
    }
  }
}
