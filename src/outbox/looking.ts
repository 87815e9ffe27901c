import type { Due } from '../due/situation.ts';
import type { Acts, ActsOptions, Landed } from './acts.ts';
import type { Hold } from './claims.ts';
import type { Final } from './facts.ts';
import type { Lane } from './lanes.ts';

export interface LookingOptions extends Pick<ActsOptions, 'journal' | 'claims'> {
  readonly acts: Acts;
  /** Does something that others wait for. */
  readonly work: (act: () => Promise<void>) => void;
  /** Records what became of a post. */
  readonly land: (landed: Landed) => void;
  /** Has a post tried, or looked for, again at an instant. */
  readonly comeBack: (lane: Lane, due: Due, at: number) => void;
  /** Goes on with a lane. */
  readonly again: (lane: Lane) => void;
}

/** Has a post looked for, in its turn; `told` is its outcome where the platform can't tell. */
export type LookFor = (lane: Lane, due: Due, hold: Hold | { readonly claims: number }, told: Final) => void;

/** Look-ups at once: Slack answers fewer of them than it takes posts. */
const mostLooks = 3;

/**
 * Finds out what became of claims without an outcome: those that a crash left, and own attempts of which nobody knows
 * whether they arrived. What is certainly not on the platform is sent again; where the platform hides it, it never is.
 */
export function createLooking(options: LookingOptions): LookFor {
  const { journal, claims, acts, work, land, comeBack, again } = options;

  async function find(lane: Lane, due: Due, hold: Parameters<LookFor>[2], told: Final): Promise<void> {
    const { post, to } = due;
    const seen = await acts.lookUp(to, post, told);
    if ('at' in hold) {
      const outcome = acts.judge(to, post, hold, seen);
      if (outcome) land({ post, hold, outcome });
      else comeBack(lane, due, claims.held(journal.view(), post)?.at ?? 0);
    } else if (seen === 'absent') {
      // Otherwise it is looked for again when it is offered anew.
      if (!claims.arrived()) return;
      acts.absent.set(post, hold.claims);
      lane.again.push(due);
    } else if (seen !== 'later') land({ post, hold, outcome: seen });
  }

  function next(lane: Lane): void {
    while (lane.looking < mostLooks && lane.looks.length > 0) {
      lane.looking += 1;
      const { post, run } = lane.looks.shift()!;
      work(() =>
        run().finally(() => {
          lane.flying.delete(post);
          lane.looking -= 1;
          next(lane);
          again(lane);
        }),
      );
    }
  }

  return (lane, due, hold, told) => {
    lane.flying.add(due.post);
    lane.looks.push({ post: due.post, run: () => find(lane, due, hold, told) });
    next(lane);
  };
}
