import { textOfCovers } from '../due/keys.ts';
import type { Due } from '../due/situation.ts';
import { stillDue } from '../due.ts';
import type { Draft } from '../entry.ts';
import { type Acts, type ActsOptions, hidden } from './acts.ts';
import type { Hold } from './claims.ts';
import * as facts from './facts.ts';
import { type Lane, shift } from './lanes.ts';
import type { LookFor } from './looking.ts';

/** Posts that a crash left claimed: how often they were. */
export type Orphans = ReadonlyMap<string, number>;

interface Options extends Pick<ActsOptions, 'journal' | 'situation' | 'claims' | 'clock'> {
  readonly acts: Acts;
  readonly lookFor: LookFor;
  readonly orphans: () => Orphans;
}

/** A post whose turn it is: this process's claim on it, where it has one, and how often it was claimed by then. */
export interface Taken {
  readonly due: Due;
  readonly hold: Hold | undefined;
  readonly done: number;
}

/** A post that is this process's to send. */
export interface Claimed {
  readonly due: Due;
  readonly own: Hold;
}

/** Which posts of a lane come next, and their claims. */
export function createTaking({ journal, situation, claims, acts, clock, lookFor, orphans }: Options) {
  /** The next posts that may be attempted, at most so many; what has to be looked for first is. */
  function take(lane: Lane, most: number): Taken[] {
    const taken: Taken[] = [];
    // At once, since the same post may wait in the lane twice: to be tried again, and offered anew.
    const go = (due: Due, hold: Hold | undefined, done: number): void => {
      lane.flying.add(due.post);
      taken.push({ due, hold, done });
    };
    const view = journal.view();
    try {
      while (taken.length < most) {
        const due = shift(lane);
        if (!due) break;
        const { post } = due;
        const known = view.posts.get(post);
        if (lane.flying.has(post) || (known && known.status !== 'planned' && known.status !== 'claimed'))
          continue;
        const hold = claims.held(view, post);
        const done = known?.claims ?? 0;
        if (hold) {
          if (hold.outcome || hold.flying || clock() < hold.at) continue;
          if (hold.doubt) lookFor(lane, due, hold, hold.doubt);
          else go(due, hold, done);
        } else if (known?.status !== 'claimed' || acts.absent.get(post) === done) {
          go(due, hold, done);
        } else if (orphans().get(post) === done) {
          // The change of a message can be made again at will: it says the same afterwards.
          if (due.edits) go(due, hold, done);
          else lookFor(lane, due, { claims: done }, hidden);
        }
      }
      return taken;
    } catch (error) {
      // What was kept of the view is damaged: they are offered anew once it was made again.
      for (const { due } of taken) lane.flying.delete(due.post);
      throw error;
    }
  }

  /** Claims what is still due, in one write; gives what was claimed, or was before. */
  function claim(taken: readonly Taken[]): Promise<Claimed[]> {
    return journal.submit((view) => {
      const s = situation(view);
      const still = stillDue(s);
      const drafts: Draft[] = [];
      const value: Claimed[] = [];
      for (const { due: offered, hold, done } of taken) {
        const due = still(offered);
        const known = view.posts.get(offered.post);
        if (due === null || (hold && known?.claims !== hold.claims)) continue;
        const same = hold && claims.fresh(hold) && textOfCovers(known!.covers) === textOfCovers(due.covers);
        const claimed = same ? [] : facts.claimed(view, s, due, done);
        if (!same && claimed.length === 0) continue;
        drafts.push(...claimed);
        const { refusedAt } = hold ?? {};
        const own: Hold = {
          ...{ claims: same ? hold.claims : done + 1, since: same ? hold.since : clock() },
          ...{ tries: (hold?.tries ?? 0) + 1, at: clock(), flying: true },
          ...(refusedAt !== undefined && { refusedAt }),
        };
        value.push({ due, own });
      }
      return { drafts, value };
    });
  }

  return { take, claim };
}
