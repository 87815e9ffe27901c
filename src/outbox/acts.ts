import type { Logger } from 'pino';
import { kindOf, type Target } from '../due/keys.ts';
import type { Due, Situation } from '../due/situation.ts';
import type { Draft } from '../entry.ts';
import type { Journal } from '../journal.ts';
import type { Chat, PostOutcome } from '../ports/chat.ts';
import type { Address } from '../ports/directory.ts';
import type { View } from '../view.ts';
import { arrivesMs, type Claims, type Hold } from './claims.ts';
import type { Final } from './facts.ts';
import * as facts from './facts.ts';

export interface ActsOptions {
  readonly journal: Journal;
  /** How things stand, by the view of what is on disk unless another is given. */
  readonly situation: (view?: View) => Situation;
  readonly chats: () => readonly Chat[];
  /** The address of a channel or person; undefined while none is known. */
  readonly address: (to: Target) => Address | undefined;
  readonly log: Logger;
  /** Real time in ms, for retries only. */
  readonly clock: () => number;
  readonly claims: Claims;
}

/** A post whose claim is over, with what became of it. */
export interface Landed {
  readonly post: string;
  readonly hold: Hold | { readonly claims: number };
  readonly outcome: Final;
}

/** A platform that can't tell now is asked again. */
const askAgainMs = 30_000;

/** What is done to one post, whoever's turn it is: attempted, looked for, settled. */
export function createActs({ journal, situation, chats, address, log, clock, claims }: ActsOptions) {
  /** Crashed claims that are certainly not on the platform: how often they were claimed. */
  const absent = new Map<string, number>();

  /** Appends what a decision gives; whether that was anything. */
  async function append(decide: (view: View) => readonly Draft[]): Promise<boolean> {
    return journal.submit((view) => {
      const drafts = decide(view);
      return { drafts, value: drafts.length > 0 };
    });
  }

  const addressOf = (t: Target): Address =>
    address(t) ?? { platform: t.platform, kind: t.kind, tenant: '', id: t.id, ref: null };

  const chatOf = (platform: Chat['platform']): Chat | undefined =>
    chats().find((c) => c.platform === platform);

  /** An adapter that throws leaves open what arrived. */
  const safely = (post: string, act: Promise<PostOutcome>): Promise<PostOutcome> =>
    act.catch((error): PostOutcome => {
      log.error({ err: error, post: kindOf(post) }, 'the platform broke off');
      return { status: 'unknown', reason: 'broke-off' };
    });

  /** Changes a message that was posted; one whose id nobody kept is looked for by its key. */
  async function change(chat: Chat, { to, message }: Due, { post, messageId }: NonNullable<Due['edits']>) {
    const at = addressOf(to);
    if (messageId !== null) return chat.update(at, messageId, message);
    const found = await chat.find(at, post);
    if (found === 'later') return { status: 'retry' as const, afterMs: askAgainMs, why: 'place' as const };
    if (found?.status === 'sent') return chat.update(at, found.messageId, message);
    return found === null ? untold : gone;
  }

  return {
    absent,
    append,
    addressOf,
    chatOf,
    safely,
    attempt: (chat: Chat, due: Due): Promise<PostOutcome> =>
      safely(
        due.post,
        due.edits ? change(chat, due, due.edits) : chat.post(addressOf(due.to), due.message, due.post),
      ),
    /** Looks a claimed post up: its outcome (`told` where the platform can't tell), or that it is not there. */
    async lookUp(to: Target, post: string, told: Final): Promise<Final | 'later' | 'absent'> {
      const found = await chatOf(to.platform)
        ?.find(addressOf(to), post)
        .catch(() => 'later' as const);
      if (found === undefined || found === 'later') return 'later';
      if (found === null) return told;
      return found.status === 'retry' ? 'absent' : found;
    },
    /** What a look-up of an own claim in doubt comes to: its outcome, or null while it waits or may be tried again. */
    judge(to: Target, post: string, hold: Hold, seen: Final | 'later' | 'absent'): Final | null {
      if (typeof seen !== 'string') return seen;
      const { doubt, ...rest } = hold;
      const settledAfter = chatOf(to.platform)?.limits?.settledAfterMs ?? arrivesMs;
      if (seen === 'absent' && hold.looked) claims.hold(post, { ...rest, looked: false, at: clock() });
      else if (doubt)
        claims.hold(post, {
          ...rest,
          doubt,
          looked: seen === 'absent',
          at: clock() + (seen === 'absent' ? settledAfter : askAgainMs),
        });
      return null;
    },
    /** Records outcomes in one write; what the store does not take now is kept for the next tick. */
    async settle(landed: readonly Landed[]): Promise<boolean> {
      for (const { post, hold, outcome } of landed)
        if ('at' in hold) claims.hold(post, { ...hold, flying: false, outcome });
      const s = situation();
      const wrote = await append((view) =>
        landed.flatMap(({ post, hold, outcome }) => facts.settled(view, s, post, hold.claims, outcome)),
      );
      for (const { post, outcome } of landed) {
        claims.drop(post);
        absent.delete(post);
        if (outcome.status !== 'sent') log.warn({ post: kindOf(post), status: outcome.status }, 'not sent');
      }
      return wrote;
    },
  };
}

export type Acts = ReturnType<typeof createActs>;

/** Not due any more before it was sent. */
export const over: Final = { status: 'refused', reason: 'too-late' };
/** A crash left its claim, and the platform can't tell. */
export const hidden: Final = { status: 'unknown', reason: 'no-outcome' };
const untold: Final = { status: 'unknown', reason: 'no-message-id' };
const gone: Final = { status: 'refused', reason: 'not-there' };
