import pLimit from 'p-limit';

/**
 * Presses that are answered at once: the others are acknowledged and wait, so that no press waits for its acknowledgement.
 * While a crowd still comes in, only a few are answered.
 */
const answersAtOnce = { usually: 32, inCrowd: 2 };
/** So many that wait while so many more press within a span are a crowd; it is over after a span with fewer. */
const crowd = { waiting: 64, more: 16, spanMs: 100 };

/** Has presses answered in their turn. */
export function answersInTurn(): (answer: () => Promise<void>) => Promise<void> {
  const inTurn = pLimit(answersAtOnce.usually);
  let came = 0;
  let counting = false;

  function count(): void {
    counting = true;
    came = 0;
    setTimeout(() => {
      if (came < crowd.more) inTurn.concurrency = answersAtOnce.usually;
      if (came > 0) count();
      else counting = false;
    }, crowd.spanMs);
  }

  return (answer) => {
    if (!counting) count();
    came += 1;
    if (came >= crowd.more && inTurn.pendingCount >= crowd.waiting)
      inTurn.concurrency = answersAtOnce.inCrowd;
    return inTurn(answer);
  };
}
