/** Work in steps: whoever does it may let others in after each. */
export type Steps<T> = Generator<void, T, void>;

/** Whether something is still to be worked out. */
export const isSteps = <T>(made: T | Steps<T>): made is Steps<T> =>
  typeof made === 'object' && made !== null && 'next' in made;

/** Does all of it at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Steps that are done between two turns of the event loop: some ms where each is a row of a list. */
const together = 8;

/** Does it without keeping anybody from what else there is to do. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (let n = 1; ; n += 1) {
    const step = steps.next();
    if (step.done) return step.value;
    if (n % together === 0) await new Promise((next) => setImmediate(next));
  }
}

/** What comes of it, changed. */
export function* afterwards<A, B>(steps: Steps<A>, change: (made: A) => B): Steps<B> {
  return change(yield* steps);
}
