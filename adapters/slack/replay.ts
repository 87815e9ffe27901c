import { type Claim, maxAgeSeconds, maxAheadSeconds } from './verify.ts';

/** Remembers which requests were carried out, for as long as their timestamp would still be accepted. */
export interface ReplayGuard {
  /**
   * Asks to carry a request out. `false`: it was already, with a 2xx. Otherwise the caller tells with `finish`
   * whether it ended with a 2xx; one that comes meanwhile waits for that answer.
   */
  begin(claim: Claim): Promise<false | { finish(ok: boolean): void }>;
}

/** A guard in memory of at most `limit` requests; `now` gives real milliseconds. */
export function createReplayGuard(now: () => number, limit = 50_000): ReplayGuard {
  const done = new Map<string, number>();
  const running = new Map<string, Promise<boolean>>();

  function remember(key: string, timestamp: string): void {
    done.set(key, (Number(timestamp) + maxAgeSeconds + maxAheadSeconds) * 1000);
    // Insertion order is nearly time order: what expired stands in front.
    for (const [old, until] of done) {
      if (until > now() && done.size <= limit) break;
      done.delete(old);
    }
  }

  return {
    async begin(claim) {
      const key = `${claim.timestamp}:${claim.signature}`;
      for (let before = running.get(key); before !== undefined; before = running.get(key)) await before;
      const until = done.get(key);
      if (until !== undefined && until > now()) return false;
      let settle: (ok: boolean) => void = () => {};
      running.set(
        key,
        new Promise((resolve) => {
          settle = resolve;
        }),
      );
      return {
        finish(ok) {
          if (ok) remember(key, claim.timestamp);
          running.delete(key);
          settle(ok);
        },
      };
    },
  };
}
