import type { Due } from '../due/situation.ts';
import type { Chat } from '../ports/chat.ts';

/** One kind of request to one platform. */
export interface Lane {
  readonly platform: Chat['platform'];
  readonly what: 'posts' | 'edits';
  /** Due now, the few before the many, each with how far it is through. */
  few: readonly Due[];
  many: readonly Due[];
  at: { few: number; many: number };
  /** What is tried again before all others. */
  readonly again: Due[];
  /** Crashed claims and doubtful outcomes that wait to be looked for. */
  readonly looks: { readonly post: string; readonly run: () => Promise<void> }[];
  looking: number;
  readonly flying: Set<string>;
  pumping: boolean;
  waiting: boolean;
  /** When the platform took something last. */
  takenAt: number;
  /** Attempts in a row of which nobody knows whether they arrived. */
  doubts: number;
}

/** How many wait in a lane. */
export const left = ({ few, many, at, again }: Lane): number =>
  again.length + few.length - at.few + many.length - at.many;

/** Takes the next out of a lane. */
export function shift(lane: Lane): Due | undefined {
  const { few, many, at, again } = lane;
  if (again.length > 0) return again.shift();
  if (at.few < few.length) return few[at.few++];
  return at.many < many.length ? many[at.many++] : undefined;
}

/** What waits to be sent to people, by platform and kind of request. */
export function createLanes() {
  const lanes = new Map<string, Lane>();

  function of({ to: { platform }, edits }: Due): Lane {
    const what = edits ? 'edits' : 'posts';
    const name = `${platform}/${what}`;
    const known = lanes.get(name);
    if (known) return known;
    const lane: Lane = {
      ...{ platform, what, few: [], many: [], at: { few: 0, many: 0 }, again: [], looks: [] },
      ...{ looking: 0, flying: new Set<string>(), pumping: false, waiting: false, takenAt: 0, doubts: 0 },
    };
    lanes.set(name, lane);
    return lane;
  }

  return {
    of,
    all: () => lanes.values(),
    /** Takes what is due now in the place of what was; where it is not the whole, what was due to many stays. */
    offer(dues: readonly Due[], whole: boolean, isBroad: (post: string) => boolean): void {
      const sorted = new Map<Lane, { few: Due[]; many: Due[] }>();
      for (const due of dues) {
        const lane = of(due);
        const mine = sorted.get(lane) ?? { few: [], many: [] };
        sorted.set(lane, mine);
        (isBroad(due.post) ? mine.many : mine.few).push(due);
      }
      for (const lane of lanes.values()) {
        const { few, many } = sorted.get(lane) ?? { few: [], many: [] };
        lane.few = few;
        lane.at.few = 0;
        if (!whole) continue;
        lane.again.length = 0;
        lane.many = many;
        lane.at.many = 0;
      }
    },
    clear(): void {
      for (const lane of lanes.values()) {
        for (const { post } of lane.looks.splice(0)) lane.flying.delete(post);
        lane.again.length = 0;
        Object.assign(lane, { few: [], many: [], at: { few: 0, many: 0 } });
      }
    },
  };
}
