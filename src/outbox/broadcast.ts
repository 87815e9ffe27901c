import type { Due } from '../due/situation.ts';
import type { Chat, PostOutcome } from '../ports/chat.ts';
import type { Acts, ActsOptions, Landed } from './acts.ts';
import { type Hold, waitAfter } from './claims.ts';
import { createLanes, type Lane, left } from './lanes.ts';
import { createLooking } from './looking.ts';
import type { Paced, Paces } from './pace.ts';
import { type Claimed, createTaking, type Orphans, type Taken } from './taking.ts';

export interface BroadcastOptions extends ActsOptions {
  readonly acts: Acts;
  readonly paces: Paces;
  /** Does something later, in ms of the clock. */
  readonly later: (ms: number, run: () => void) => void;
}

/** Messages to people, on their way apart from all else. */
export interface Broadcast {
  /**
   * What is due to people now, in order. Where it is not the whole (`due`), what was due to many before stays due.
   * Orphans are claims that a crash left.
   */
  offer(dues: readonly Due[], whole: boolean, isBroad: (post: string) => boolean, orphans: Orphans): void;
  /** Resolves when nothing is under way and the rest waits for its time. */
  rest(): Promise<void>;
  /** Begins nothing more of what was offered; what is claimed is still sent, unless another process may send by now. */
  halt(lost?: boolean): void;
}

/** Most posts that share a claim. */
const mostClaims = 256;
/** After so many doubts in a row one at a time is tried, ever more seldom: where all breaks off nobody is to be in doubt. */
const mostDoubts = 5;

/**
 * Sends what is due to people as fast as each platform takes it and no faster, apart from the committee's messages and
 * from all answers. The ledger's claims are the guard: what goes out together is claimed in one write, with a last look
 * whether it is still due, and outcomes that came together are settled in one.
 */
export function createBroadcast(options: BroadcastOptions): Broadcast {
  const { journal, situation, acts, claims, clock, paces, later, log } = options;
  const lanes = createLanes();
  let orphans: Orphans = new Map();
  let landing: Landed[] = [];
  let flushing = false;
  /** Grows when another process may send: what was claimed before is not sent here. */
  let reign = 0;
  /** How often all was stopped. */
  let stops = 0;
  let busy = 0;
  let resting: (() => void)[] = [];

  /** Keeps `rest` waiting until it is done; what fails is logged, and offered again at the next tick. */
  function work(act: () => Promise<void>): void {
    busy += 1;
    act()
      .catch((error) => log.error({ err: error }, 'broadcast failed'))
      .finally(() => {
        busy -= 1;
        if (busy > 0) return;
        for (const done of resting) done();
        resting = [];
      });
  }

  async function pump(lane: Lane): Promise<void> {
    if (lane.pumping) return;
    lane.pumping = true;
    try {
      for (;;) {
        const chat = acts.chatOf(lane.platform);
        if (!chat || left(lane) === 0) return;
        const paced = paces(chat, lane.what);
        const atOnce = lane.doubts < mostDoubts ? paced.atOnce : 1;
        const room = Math.min(paced.pace.room(), mostClaims, atOnce - lane.flying.size);
        if (room <= 0) {
          // What is under way calls again when it lands.
          if (lane.flying.size < atOnce) wait(lane, paced.pace.next() - clock());
          return;
        }
        const taken = take(lane, room);
        if (taken.length > 0) await send(lane, chat, paced, taken);
      }
    } finally {
      lane.pumping = false;
    }
  }

  async function send(lane: Lane, chat: Chat, paced: Paced, taken: readonly Taken[]): Promise<void> {
    const began = reign;
    paced.pace.take(taken.length);
    let going: readonly Claimed[] = [];
    try {
      going = await claim(taken);
    } finally {
      const posts = new Set(going.map(({ due }) => due.post));
      for (const { due } of taken) if (!posts.has(due.post)) lane.flying.delete(due.post);
      paced.pace.take(going.length - taken.length);
    }
    // One after the other, so that a refusal of the first holds the others back, and still faster than they come.
    const gap = 500 / Math.max(1, paced.pace.rate());
    for (const [n, { due, own }] of going.entries()) {
      acts.absent.delete(due.post);
      if (began === reign) claims.hold(due.post, own);
      work(async () => {
        if (n > 0) await new Promise<void>((go) => later(n * gap, go));
        if (began === reign) await fly(lane, chat, paced, due, own);
        else lane.flying.delete(due.post);
      });
    }
  }

  async function fly(lane: Lane, chat: Chat, { pace }: Paced, due: Due, own: Hold): Promise<void> {
    const began = clock();
    if (began < pace.from()) {
      pace.take(-1);
      claims.hold(due.post, { ...own, flying: false, tries: own.tries - 1, at: pace.from() });
      lane.flying.delete(due.post);
      return comeBack(lane, due, pace.from());
    }
    const outcome = await acts.attempt(chat, due);
    if (outcome.status === 'retry') {
      putOff(lane, pace, due, own, outcome, began);
    } else {
      lane.doubts = outcome.status === 'unknown' ? lane.doubts + 1 : 0;
      if (lane.doubts < mostDoubts) pace.accepted();
      else pace.down(waitAfter(lane.doubts - mostDoubts + 1, 0));
      lane.takenAt = clock();
      if (outcome.status === 'unknown' && !due.edits) {
        const doubt = { ...own, flying: false, doubt: outcome };
        claims.hold(due.post, doubt);
        lookFor(lane, due, doubt, outcome);
        return again(lane);
      }
      land({ post: due.post, hold: own, outcome });
    }
    lane.flying.delete(due.post);
    again(lane);
  }

  function putOff(
    lane: Lane,
    { limited, down }: Paced['pace'],
    due: Due,
    own: Hold,
    { afterMs, why = 'limit' }: PostOutcome & { status: 'retry' },
    began: number,
  ): void {
    const { post } = due;
    // Refused again while others were taken: it is this conversation that takes no more.
    const alone = why === 'place' || (own.refusedAt !== undefined && lane.takenAt > own.refusedAt);
    if (why === 'down') down(afterMs);
    else if (!alone) limited(afterMs, began);
    const at = clock() + (why === 'limit' && own.tries === 1 ? afterMs : waitAfter(own.tries, afterMs));
    claims.hold(post, { ...own, flying: false, at, ...(why === 'limit' && { refusedAt: clock() }) });
    comeBack(lane, due, at);
  }

  /** Outcomes that come while others are written share the next write; what one of these refuses is left to the next tick. */
  function land(landed: Landed): void {
    landing.push(landed);
    if (flushing) return;
    flushing = true;
    work(async () => {
      while (landing.length > 0) {
        const these = landing;
        landing = [];
        await acts.settle(these).catch((error) => log.error({ err: error }, 'outcomes not recorded yet'));
      }
      flushing = false;
    });
  }

  const again = (lane: Lane): void => work(() => pump(lane));

  /** Has a post tried, or looked for, again at an instant, unless all was stopped meanwhile. */
  function comeBack(lane: Lane, due: Due, at: number): void {
    const began = stops;
    later(Math.max(0, at - clock()), () => {
      if (began !== stops) return;
      lane.again.push(due);
      again(lane);
    });
  }

  function wait(lane: Lane, ms: number): void {
    if (lane.waiting) return;
    lane.waiting = true;
    later(Math.max(1, ms), () => {
      lane.waiting = false;
      again(lane);
    });
  }

  const lookFor = createLooking({ journal, claims, acts, work, land, comeBack, again });
  const { take, claim } = createTaking({
    journal,
    situation,
    claims,
    acts,
    clock,
    lookFor,
    orphans: () => orphans,
  });

  return {
    offer(dues, whole, isBroad, crashed) {
      orphans = crashed;
      lanes.offer(dues, whole, isBroad);
      for (const lane of lanes.all()) again(lane);
    },
    rest: () =>
      new Promise((resolve) => {
        if (busy === 0) resolve();
        else resting.push(resolve);
      }),
    halt(lost = false) {
      if (lost) reign += 1;
      stops += 1;
      lanes.clear();
    },
  };
}
