import type { Entry } from '../entry.ts';
import { DamagedRun } from '../ports/runs.ts';
import { atOnce, inTurns, isSteps } from '../steps.ts';
import { fork, type View } from '../view.ts';
import { type Decision, keeps } from './decision.ts';
import type { Job } from './jobs.ts';
import { sealing } from './sealing.ts';

interface Options {
  readonly committee: string;
  readonly view: View;
  /** What was decided aside waits for its turn from then on. */
  readonly comeBack: (job: Job) => void;
}

/** What came of deciding a batch: its entries, and whose they are. */
export interface Decided {
  readonly entries: readonly Entry[];
  readonly decided: readonly { readonly job: Job; readonly decision: Decision<unknown> }[];
}

/** Decides what waits: in order on a working copy, and what takes long aside while others go on. */
export function deciding({ committee, view, comeBack }: Options) {
  /** What is being decided while others go on. */
  const aside = new Set<Promise<void>>();
  /** What ever was: it comes back by itself, whatever becomes of those with whom it came. */
  const wentAside = new WeakSet<Job>();

  /**
   * Every job decided in order on a copy; what fails to decide is refused alone. What takes long is decided aside, and
   * comes back once it is; where others recorded meanwhile it is decided anew, and they wait.
   */
  async function decideAll(jobs: readonly Job[], recordedAt: string): Promise<Decided> {
    const working = fork(view);
    const entries: Entry[] = [];
    const decided: { job: Job; decision: Decision<unknown> }[] = [];
    for (const job of jobs) {
      try {
        const { ready } = job;
        const made = ready?.at === working.head.seq ? ready.decision : job.decide(working);
        if (isSteps(made) && ready === undefined) {
          const work: Promise<void> = decideAside(job).finally(() => aside.delete(work));
          aside.add(work);
          wentAside.add(job);
          continue;
        }
        const decision = isSteps(made) ? await inTurns(made) : made;
        const sealed = sealing(committee, working, decision.drafts, recordedAt);
        entries.push(...(ready === undefined ? atOnce(sealed) : await inTurns(sealed)));
        decided.push({ job, decision });
      } catch (error) {
        if (error instanceof DamagedRun) throw error;
        job.reject(error);
      }
    }
    return { entries, decided };
  }

  /** Decides what takes long while others go on; what is only a question is answered then. */
  async function decideAside(job: Job): Promise<void> {
    const at = view.head.seq;
    try {
      const made = job.decide(fork(view));
      const decision = isSteps(made) ? await inTurns(made) : made;
      if (!keeps(decision)) return job.resolve(decision.value);
      comeBack({ ...job, ready: { at, decision } });
    } catch (error) {
      if (view.head.seq === at && !(error instanceof DamagedRun)) return job.reject(error);
      // What others recorded meanwhile may have come between: it is decided anew, with nobody else.
      comeBack({ ...job, ready: { at: -1, decision: { drafts: [], value: null } } });
    }
  }

  /** Whether a question was answered at once, from what is on disk: whoever only asks waits for nobody who records much. */
  function answeredMeanwhile({ decide, resolve, reject }: Job): boolean {
    try {
      const decision = decide(fork(view));
      if (isSteps(decision) || keeps(decision)) return false;
      resolve(decision.value);
    } catch (error) {
      reject(error);
    }
    return true;
  }

  return {
    decideAll,
    answeredMeanwhile,
    wentAside: (job: Job): boolean => wentAside.has(job),
    /** Resolves when those are decided who are aside now; null where nobody is. */
    aside: (): Promise<unknown> | null => (aside.size > 0 ? Promise.all(aside) : null),
  };
}
