import { createPace } from '../../src/outbox/pace.ts';
import type { Allowance } from '../../src/ports/chat.ts';
import { type HiddenLimit, hiddenBucket } from './limits.ts';
import { simulatedTime } from './simulated.ts';

/** Sends so many through a pace to a bucket that does not tell its limit, in simulated time; no bot is needed for it. */
export async function paced(
  allowance: Allowance,
  limit: HiddenLimit,
  posts: number,
  at: (taken: number, now: number) => void = () => {},
  travel: (taken: number) => number = (taken) => 40 + ((taken * 37) % 60),
) {
  const time = simulatedTime();
  const pace = createPace(allowance, time.clock);
  const bucket = hiddenBucket(limit, time.clock);
  let left = posts;
  let flying = 0;
  let landed = 0;
  let waiting = false;
  const land = (began: number, wait: number | null): void => {
    flying -= 1;
    if (wait === null) {
      pace.accepted();
      landed += 1;
      at(landed, time.clock());
    } else {
      left += 1;
      pace.limited(wait * 1000, began);
    }
    pump();
  };
  const begin = (): void => {
    const began = time.clock();
    const way = travel(bucket.taken);
    flying += 1;
    time.later(way, () => {
      const wait = bucket.ask();
      time.later(way, () => land(began, wait));
    });
  };
  function pump(): void {
    const going = Math.min(pace.room(), left, allowance.atOnce - flying);
    pace.take(Math.max(0, going));
    left -= Math.max(0, going);
    for (let n = 0; n < going; n += 1) begin();
    if (left === 0 || waiting || flying >= allowance.atOnce) return;
    waiting = true;
    time.later(Math.max(1, pace.next() - time.clock()), () => {
      waiting = false;
      pump();
    });
  }
  pump();
  await time.until(() => bucket.taken === posts, 0);
  return bucket;
}
