/** What a platform takes, which it does not tell: so many at once, and so many a second. */
export interface HiddenLimit {
  readonly perSecond: number;
  readonly burst: number;
  /** Seconds that it asks to wait; by its own bucket, rounded up, where nothing is said. */
  readonly retryAfter?: number;
}

/** A token bucket as platforms keep them. `now` in ms. */
export function hiddenBucket(limit: HiddenLimit, now: () => number) {
  let tokens = limit.burst;
  let filled = now();
  const bucket = {
    taken: 0,
    refused: 0,
    first: 0,
    last: 0,
    /** Null where it takes a request, else the seconds to wait. */
    ask(): number | null {
      // Platforms change their limits.
      const { perSecond, burst, retryAfter } = limit;
      tokens = Math.min(burst, tokens + ((now() - filled) * perSecond) / 1000);
      filled = now();
      if (tokens >= 1) {
        tokens -= 1;
        if (bucket.taken === 0) bucket.first = now();
        bucket.taken += 1;
        bucket.last = now();
        return null;
      }
      bucket.refused += 1;
      return retryAfter ?? Math.max(1, Math.ceil((1 - tokens) / perSecond));
    },
    /** What it took, as a share of what it would have taken in the same time without a moment's pause. */
    share: () => bucket.taken / (((bucket.last - bucket.first) * limit.perSecond) / 1000),
    /** Requests that it refused, as a share of all. */
    refusals: () => bucket.refused / Math.max(1, bucket.taken + bucket.refused),
  };
  return bucket;
}
