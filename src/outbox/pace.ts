import type { Allowance, Chat } from '../ports/chat.ts';

/** How fast something may be asked of a platform; shared by all who ask through one connection. */
export interface Pace {
  /** How many requests may begin now. */
  room(): number;
  /** The instant at which there is room again, where there is none. */
  next(): number;
  /** Nothing begins before this instant. */
  from(): number;
  /** Requests that begin now, or, where it is negative, do not begin after all. */
  take(requests: number): void;
  /** The platform took a request, whatever it said of it. */
  accepted(): void;
  /** The platform takes no more for so long; `began` is when the refused request did. */
  limited(afterMs: number, began: number): void;
  /** Nobody answers there; asked again after so long. */
  down(afterMs: number): void;
  /** Requests a second now. */
  rate(): number;
}

/** Room that was not used is kept for so long: a timer that comes late loses nothing. */
const keptMs = 1000;
/** Requests that begin together share what they cost the ledger. */
const togetherMs = 100;
/** Each request that was taken lets the rate grow by this share while nobody knows the limit. */
const growth = 0.01;
/** How far below the limit the rate begins after a refusal, as a share of it. */
const below = 0.03;
/** So many requests bring the rate back to the limit as it was; twice as many a little over it. */
const epoch = 600;
/** The first refusal tells little; the second is looked for soon. */
const firstEpoch = 80;
/** What fewer requests than these tell of the limit is chance. */
const fewest = 20;
/** Two figures that differ by no more than this share say the same. */
const near = 0.1;
/** What was taken tells the limit where it is more than this share of the rate that was refused. */
const wide = 0.6;
/** How far, of the way from what was taken to the rate that was refused, a limit is looked for that is between them. */
const upwards = 0.5;
/** A pause is not risked more often than so many times its length. */
const pauses = 50;

interface Known {
  /** The limit as far as it is known, a second. */
  readonly limit: number;
  readonly epoch: number;
  /** Whether it was measured, rather than looked for. */
  readonly sure: boolean;
  /** Requests taken since. */
  since: number;
}

/**
 * The pace of a platform whose limit nobody tells. It begins at `start` and grows until the platform refuses. What was
 * taken between two refusals is the limit itself, unless it went slower in between than the platform saves up; the rate
 * then stays just below it, comes near it slowly, and goes over it now and then, since limits change.
 */
export function createPace({ start, most }: Allowance, clock: () => number): Pace {
  let rate = start;
  let tokens = 1;
  let filled = clock();
  /** Nothing begins before this instant; what began before it tells of the same refusal. */
  let until = Number.NEGATIVE_INFINITY;
  let known: Known | null = null;
  /** Since when requests are counted, at what rate, whether a refusal began it, and for how many more there was room. */
  const marked = (at: number, refused: boolean) => ({ at, taken: 0, unused: 0, paused: 0, refused, rate });
  let mark = marked(clock(), false);
  /** Whether there was less room than was asked for. */
  let hungry = false;

  function fill(): void {
    const now = clock();
    if (now <= filled) return;
    const most = Math.max(2, (rate * keptMs) / 1000);
    tokens += ((now - filled) * rate) / 1000;
    filled = now;
    if (tokens < most) return;
    mark.unused += tokens - most;
    tokens = most;
    if (!hungry && known === null) mark = marked(now, false);
    hungry = false;
  }

  function stop(afterMs: number): void {
    const before = Math.max(until, clock());
    until = Math.max(until, clock() + afterMs);
    mark.paused += until - before;
    tokens = 0;
    filled = until;
  }

  /** What the requests that were taken since the mark tell of the limit. */
  function measured(now: number): number {
    const elapsed = Math.max(1, now - mark.at);
    const [whole, moving] = [mark.taken / elapsed, mark.taken / Math.max(1, elapsed - mark.paused)];
    // The first counts what the platform had saved up as well.
    if (!mark.refused) return 900 * whole;
    // What it saved up during a long pause it did not keep all of.
    return 1000 * (mark.paused < elapsed / 20 ? whole : moving * (1 - below));
  }

  return {
    room() {
      if (clock() < until) return 0;
      fill();
      return Math.floor(tokens);
    },
    next() {
      hungry = true;
      if (clock() < until) return until;
      const wanted = Math.max(1, Math.floor((rate * togetherMs) / 1000));
      return clock() + Math.ceil((Math.max(0, wanted - tokens) * 1000) / rate);
    },
    from: () => until,
    take(requests) {
      tokens -= requests;
    },
    accepted() {
      mark.taken += 1;
      if (known === null) {
        if (hungry) rate = Math.min(most, rate * (1 + growth));
        return;
      }
      known.since += 1;
      const x = known.since / known.epoch - 1;
      // Well over where the limit was: it is elsewhere by now.
      rate = Math.min(most, x > 1 ? rate * (1 + growth) : known.limit * (1 + below * x ** 3));
    },
    limited(afterMs, began) {
      const now = clock();
      if (began >= until) {
        // Who could not keep pace did not measure it: what was known before still is, if a little less.
        const kept = mark.unused > mark.taken * near && known?.sure ? known.limit * (1 - below) : 0;
        const least = Math.min(rate, Math.max(rate / 2, measured(now), kept));
        const again = known?.sure === true && Math.abs(least / known.limit - 1) < near;
        // While it went slower than it might, the platform saved up no more than it can keep: the limit may be higher.
        const close = again || least < mark.rate || least > rate * wide;
        const sure = close && mark.refused && mark.taken > fewest;
        const limit = close ? least : least + upwards * (rate - least);
        known = {
          ...{ limit, sure, since: 0 },
          epoch: sure ? Math.max(epoch, (pauses * afterMs * limit) / 1000) : firstEpoch,
        };
        rate = close ? limit * (1 - below) : limit;
        mark = marked(now, true);
      }
      stop(afterMs);
    },
    down: stop,
    rate: () => rate,
  };
}

/** The pace of a platform that tells no limits: one at a time, for so long as it asks. */
function unlimited(clock: () => number): Pace {
  let until = Number.NEGATIVE_INFINITY;
  const stop = (afterMs: number): void => {
    until = Math.max(until, clock() + afterMs);
  };
  return {
    room: () => (clock() < until ? 0 : Number.MAX_SAFE_INTEGER),
    next: () => until,
    from: () => until,
    take() {},
    accepted() {},
    limited: stop,
    down: stop,
    rate: () => Number.POSITIVE_INFINITY,
  };
}

export interface Paced {
  readonly pace: Pace;
  readonly atOnce: number;
}

/** Which pace holds for a chat's posts or edits. */
export type Paces = (chat: Chat, what: 'posts' | 'edits') => Paced;

/** The paces of all connections of a process: whoever posts through the same one is given the same. */
export function createPaces(clock: () => number): Paces {
  const all = new WeakMap<object, Record<'posts' | 'edits', Paced>>();
  return (chat, what) => {
    const { limits } = chat;
    const key = limits ?? chat;
    const of = (allowance: Allowance | undefined): Paced =>
      allowance
        ? { pace: createPace(allowance, clock), atOnce: allowance.atOnce }
        : { pace: unlimited(clock), atOnce: 1 };
    if (!all.has(key)) all.set(key, { posts: of(limits?.posts), edits: of(limits?.edits) });
    return all.get(key)![what];
  };
}
