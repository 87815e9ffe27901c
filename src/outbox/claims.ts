import type { View } from '../view.ts';
import type { Final } from './facts.ts';

/** A claim of this process: how often the post was claimed by then, when, and when to try (again). */
export interface Hold {
  readonly claims: number;
  readonly since: number;
  readonly tries: number;
  readonly at: number;
  /** What the platform said, while the ledger does not have it. */
  readonly outcome?: Final;
  /** The attempt is under way. */
  readonly flying?: boolean;
  /** Nobody knows whether it arrived: it is looked for at `at`, and tried again only once it is certainly not there. */
  readonly doubt?: Final;
  /** It was looked for once and was not there. */
  readonly looked?: boolean;
  /** When the platform took no more. */
  readonly refusedAt?: number;
}

/** Another process's claim is left alone for so long; every attempt is over by then, as adapters time out. */
const usualLeaseMs = 10 * 60_000;
/**
 * The same where one process at a time sends: who no longer may acts on none of its claims, so that only an attempt
 * that was under way has to be over.
 */
export const takeOverMs = 90_000;
/**
 * What was on its way when its sender died, or its answer was lost, may still arrive for so long, where the platform
 * does not say how long: only then does a look that finds nothing tell that it will not be there.
 */
export const arrivesMs = 10_000;
/** An own claim is renewed before an attempt once it is this old, well before anybody may take it over. */
const ownMs = 4 * 60_000;

const shortestWait = 2000;
/** With `ownMs` well within the lease, so that a claim that waits is renewed and not taken over. */
const longestWait = 3 * 60_000;

/** How long to wait after so many tries: longer each time, and never less than the platform asked for. */
export const waitAfter = (tries: number, asked: number): number =>
  Math.max(asked, Math.min(longestWait, shortestWait * 2 ** Math.min(tries - 1, 20)));

/**
 * Whose claim is whose. A claim without an outcome that is not this process's is somebody's who is about to post, or
 * a crash's. Where nobody else writes the ledger (`alone`) it is a crash's; otherwise once the lease is over.
 */
export function createClaims(clock: () => number, alone: boolean, leaseMs = usualLeaseMs) {
  const began = clock();
  const mine = new Map<string, Hold>();
  const others = new Map<string, { claims: number; since: number }>();

  return {
    /** This process's claim of a post, as long as nobody took it over. */
    held(view: View, post: string): Hold | undefined {
      const hold = mine.get(post);
      const known = view.posts.get(post);
      if (hold && (known?.status !== 'claimed' || known.claims !== hold.claims)) mine.delete(post);
      return mine.get(post);
    },
    hold: (post: string, hold: Hold): void => void mine.set(post, hold),
    drop: (post: string): void => void mine.delete(post),
    all: (): [string, Hold][] => [...mine],
    /** Whether an own claim may be acted on without renewing it. */
    fresh: (hold: Hold): boolean => alone || clock() - hold.since < ownMs,
    /** Claims of which whoever made them will not say any more. */
    orphans(view: View): { post: string; claims: number }[] {
      const open = view.open.filter((post) => !this.held(view, post));
      for (const post of others.keys()) if (!open.includes(post)) others.delete(post);
      return open.flatMap((post) => {
        const { claims } = view.posts.get(post)!;
        if (others.get(post)?.claims !== claims) others.set(post, { claims, since: clock() });
        return alone || clock() - others.get(post)!.since >= leaseMs ? [{ post, claims }] : [];
      });
    },
    /** Whether all that a crash left on its way has arrived by now; over a lease it has. */
    arrived: (): boolean => !alone || clock() - began >= arrivesMs,
  };
}

export type Claims = ReturnType<typeof createClaims>;
