import type { Message } from '../../src/message.ts';
import type { Chat, PostOutcome, SendingLimits } from '../../src/ports/chat.ts';
import { type HiddenLimit, hiddenBucket } from './limits.ts';

/** What this process has computed so far, in ms of a processor: a machine that others use as well makes it no longer. */
function computed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Time that passes only when all that can be done at an instant is done; where `computing`, by as much as that took too,
 * as on a real machine.
 */
export function simulatedTime(start = 0, computing = false) {
  let now = start;
  let spent = computed();
  const clock = (): number => (computing ? now + computed() - spent : now);
  let count = 0;
  // A heap by instant, then by order.
  const heap: { at: number; n: number; run: () => void }[] = [];
  const before = (a: number, b: number): boolean =>
    heap[a]!.at < heap[b]!.at || (heap[a]!.at === heap[b]!.at && heap[a]!.n < heap[b]!.n);
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  const turn = (): Promise<void> => new Promise((next) => setImmediate(next));

  function later(ms: number, run: () => void): void {
    count += 1;
    heap.push({ at: clock() + Math.max(0, ms), n: count, run });
    for (let i = heap.length - 1; i > 0; ) {
      const up = (i - 1) >> 1;
      if (!before(i, up)) break;
      swap(i, up);
      i = up;
    }
  }

  function next() {
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    heap[0] = last;
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && before(child, least)) least = child;
      if (least === i) return top;
      swap(i, least);
      i = least;
    }
  }

  return {
    clock,
    later,
    sleep: (ms: number) => new Promise<void>((done) => later(ms, done)),
    /** Lets time pass until `done`; throws where nothing is left to happen. `turns` of the event loop for each event. */
    async until(done: () => boolean, turns = 3): Promise<void> {
      while (!done()) {
        const event = next();
        if (!event) throw new Error('nothing happens any more');
        now = Math.max(clock(), event.at);
        spent = computed();
        event.run();
        // The journal takes a turn of the event loop for each write.
        for (let n = 0; n < turns; n += 1) await turn();
      }
    },
  };
}

export type SimulatedTime = ReturnType<typeof simulatedTime>;

/** What becomes of an attempt besides what the limit says: the connection breaks before or after it is taken. */
export type Break = 'before' | 'after' | null;

export interface SimulatedPlatform {
  readonly chat: Chat;
  readonly bucket: ReturnType<typeof hiddenBucket>;
  /** How often each person got a message. */
  readonly got: Map<string, number>;
}

/** A platform in simulated time, with a limit that it does not tell; whether it tells what it holds, as Slack does. */
export function simulatedPlatform(options: {
  readonly time: SimulatedTime;
  readonly limit: HiddenLimit;
  readonly limits: SendingLimits;
  readonly platform: 'slack' | 'teams';
  readonly breaks?: (attempt: number) => Break;
  /** Milliseconds that a request is under way, there and back. */
  readonly travel?: (attempt: number) => number;
}): SimulatedPlatform {
  const {
    time,
    limit,
    limits,
    platform,
    breaks = () => null,
    travel = (n) => 80 + ((n * 37) % 90),
  } = options;
  const bucket = hiddenBucket(limit, time.clock);
  const got = new Map<string, number>();
  const held = new Set<string>();
  let attempts = 0;
  let ids = 0;

  async function post(to: string, key: string): Promise<PostOutcome> {
    attempts += 1;
    const [way, fate] = [travel(attempts), breaks(attempts)];
    await time.sleep(way / 2);
    if (fate === 'before') return { status: 'unknown', reason: 'ECONNRESET' };
    const wait = bucket.ask();
    if (wait === null) {
      got.set(to, (got.get(to) ?? 0) + 1);
      held.add(key);
    }
    if (fate === 'after' && wait === null) return { status: 'unknown', reason: 'ECONNRESET' };
    await time.sleep(way / 2);
    ids += 1;
    return wait === null
      ? { status: 'sent', messageId: `m${ids}` }
      : { status: 'retry', afterMs: wait * 1000 };
  }

  return {
    bucket,
    got,
    chat: {
      platform,
      limits,
      // What goes to whoever ordered it is not of the crowd.
      post: (to, _: Message, key) =>
        key.startsWith('ask/') ? post(to.id, key) : Promise.resolve({ status: 'sent', messageId: 'own' }),
      async find(_, key) {
        await time.sleep(50);
        if (platform === 'teams') return null;
        return held.has(key) ? { status: 'sent', messageId: 'found' } : { status: 'retry', afterMs: 0 };
      },
      update: async (_, messageId) => ({ status: 'sent', messageId }),
    },
  };
}
