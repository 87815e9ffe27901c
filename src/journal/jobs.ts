import type { Decide, Decision } from './decision.ts';

/** Somebody who waits for a decision. */
export interface Job {
  readonly decide: Decide<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Decided already, in steps, on the view that ended so. */
  readonly ready?: { readonly at: number; readonly decision: Decision<unknown> };
}

/** Who waits, and who of them goes next. */
export function waitingJobs() {
  let queue: Job[] = [];
  /** Whether the last batch was of those who need not wait for what takes long. */
  let othersWent = false;
  return {
    add: (job: Job): void => void queue.push(job),
    /** Those of a batch that did not go after all: before whoever came since. */
    putBack: (jobs: readonly Job[]): void => void queue.unshift(...jobs),
    any: (): boolean => queue.length > 0,
    /** What was decided aside goes alone: at once while that holds for a view that ends at `seq`, else after the others. */
    next(seq: number): readonly Job[] {
      const others = queue.filter(({ ready }) => !ready);
      const holds = queue.find(({ ready }) => ready?.at === seq);
      const long =
        holds ?? (others.length === 0 || othersWent ? queue.find(({ ready }) => ready) : undefined);
      othersWent = long === undefined;
      const batch = long ? [long] : others;
      queue = queue.filter((job) => !batch.includes(job));
      return batch;
    },
  };
}
