import type { Logger } from 'pino';
import { fixOfPost, kindOf, textOfCovers, toPerson } from './due/keys.ts';
import { type Agenda, type Due, due, type Edit, type Situation, type Target } from './due.ts';
import type { Draft } from './entry.ts';
import type { Journal } from './journal.ts';
import { createClaims, type Hold, waitAfter } from './outbox/claims.ts';
import type { Final } from './outbox/facts.ts';
import * as facts from './outbox/facts.ts';
import type { Address, Chat, PostOutcome } from './ports.ts';
import type { View } from './view.ts';

export interface OutboxOptions {
  readonly journal: Journal;
  readonly situation: () => Situation;
  readonly chats: () => readonly Chat[];
  /** The address of a channel or person; undefined while none is known. */
  readonly address: (to: Target) => Address | undefined;
  readonly log: Logger;
  /** Real time in ms, for retries only. */
  readonly clock: () => number;
  /** Whether no other process writes this ledger, so that a claim that is not this process's is a crash's. */
  readonly alone: boolean;
}

/** A tick that takes longer ends, so that the next one looks at what is due by then. */
const budgetMs = 20_000;
/** Bookkeeping may make alarms due, which the same tick says. */
const rounds = 4;

/**
 * Says what is due: claims it in the ledger, posts, records the platform's outcome. A claim without an outcome
 * (a crash in between) is looked for on the platform first and never resent blindly.
 */
export function createOutbox({ journal, situation, chats, address, log, clock, alone }: OutboxOptions) {
  const claims = createClaims(clock, alone);
  /** Crashed claims that are certainly not on the platform: how often they were claimed. */
  const absent = new Map<string, number>();
  /** Until when a platform takes no personal posts, and when to try an edit again. */
  const quiet = new Map<string, number>();
  const edits = new Map<string, { tries: number; at: number }>();

  async function tick(): Promise<void> {
    const end = clock() + budgetMs;
    if (!alone) await journal.refresh();
    let s = situation();
    let agenda = due(s);
    for (let round = 0; round < rounds && (await keepBooks(s, agenda)); round += 1) {
      s = situation();
      agenda = due(s);
    }
    if (agenda.plan.length > 0) await append((view) => facts.planned(view, s, agenda.plan));
    for (const d of agenda.say) {
      if (clock() > end) break;
      await say(s, d);
    }
    for (const e of agenda.edit) await edit(s, e);
  }

  /** Appends what a decision gives; whether that was anything. */
  async function append(decide: (view: View) => readonly Draft[]): Promise<boolean> {
    return journal.submit((view) => {
      const drafts = decide(view);
      return { drafts, value: drafts.length > 0 };
    });
  }

  /** Settles what needs no post: outcomes that the store did not take, what is over, what a crash left. */
  async function keepBooks(s: Situation, agenda: Agenda): Promise<boolean> {
    const still = new Set([...agenda.say.map((d) => d.post), ...agenda.held]);
    let wrote = false;
    for (const [post] of claims.all()) {
      const hold = claims.held(s.view, post);
      if (hold?.outcome) wrote = (await settle(s, post, hold, hold.outcome)) || wrote;
      else if (hold && !still.has(post)) wrote = (await settle(s, post, hold, over)) || wrote;
    }
    // What a crash left behind before the backup waits, as all else does.
    const orphans = claims.orphans(s.view).filter(({ post }) => !agenda.paused || still.has(post));
    for (const orphan of orphans) wrote = (await settleOrphan(s, orphan, still)) || wrote;
    if (agenda.lapsed.length > 0)
      wrote = (await append((view) => facts.lapsed(view, s, agenda.lapsed))) || wrote;
    return wrote;
  }

  async function settleOrphan(
    s: Situation,
    { post, claims: n }: { post: string; claims: number },
    still: ReadonlySet<string>,
  ): Promise<boolean> {
    // The change of a message can be made again at will: it says the same afterwards.
    if (fixOfPost(post)) absent.set(post, n);
    if (absent.get(post) !== n) {
      const { platform, to } = s.view.posts.get(post)!;
      const chat = chats().find((c) => c.platform === platform);
      if (!chat || !platform || !to) return false;
      const target: Target = { platform, kind: toPerson(post) ? 'person' : 'channel', id: to };
      const found = await chat.find(addressOf(target), post);
      if (found?.status !== 'retry')
        return settle(s, post, { claims: n }, found?.status === 'sent' ? found : hidden);
      absent.set(post, n);
    }
    return still.has(post) ? false : settle(s, post, { claims: n }, over);
  }

  async function say(s: Situation, d: Due): Promise<void> {
    const chat = chats().find((c) => c.platform === d.to.platform);
    if (!chat) return;
    const hold = claims.held(s.view, d.post) ?? null;
    const known = s.view.posts.get(d.post);
    const done = known?.claims ?? 0;
    if (hold ? hold.outcome || clock() < hold.at : known?.status === 'claimed' && absent.get(d.post) !== done)
      return;
    if (d.to.kind === 'person' && clock() < (quiet.get(d.to.platform) ?? 0)) return;
    const renew = !hold || !claims.fresh(hold) || textOfCovers(known!.covers) !== textOfCovers(d.covers);
    if (renew) {
      if (!(await append((view) => facts.claimed(view, s, d, done)))) return;
      absent.delete(d.post);
    }
    const own: Hold = {
      claims: renew ? done + 1 : hold.claims,
      since: renew ? clock() : hold.since,
      tries: (hold?.tries ?? 0) + 1,
      at: clock(),
    };
    claims.hold(d.post, own);
    const outcome = await attempt(
      d.post,
      d.edits ? change(chat, d, d.edits) : chat.post(addressOf(d.to), d.message, d.post),
    );
    if (outcome.status === 'retry') return later(d, own, outcome.afterMs);
    await settle(s, d.post, own, outcome);
  }

  /** Changes a message that was posted; one whose id nobody kept is looked for by its key. */
  async function change(chat: Chat, { to, message }: Due, { post, messageId }: NonNullable<Due['edits']>) {
    const address = addressOf(to);
    if (messageId !== null) return chat.update(address, messageId, message);
    const found = await chat.find(address, post);
    if (found?.status === 'sent') return chat.update(address, found.messageId, message);
    return found === null ? untold : gone;
  }

  /** An adapter that throws leaves open what arrived. */
  const attempt = (post: string, act: Promise<PostOutcome>): Promise<PostOutcome> =>
    act.catch((error): PostOutcome => {
      log.error({ err: error, post: kindOf(post) }, 'the platform broke off');
      return { status: 'unknown', reason: 'broke-off' };
    });

  function later({ post, to }: Due, hold: Hold, asked: number): void {
    const at = clock() + waitAfter(hold.tries, asked);
    claims.hold(post, { ...hold, at });
    if (to.kind === 'person') quiet.set(to.platform, clock() + asked);
  }

  /** Records an outcome; what the store does not take now is kept for the next tick. */
  async function settle(
    s: Situation,
    post: string,
    hold: Hold | { claims: number },
    outcome: Final,
  ): Promise<boolean> {
    if ('at' in hold) claims.hold(post, { ...hold, outcome });
    const wrote = await append((view) => facts.settled(view, s, post, hold.claims, outcome));
    claims.drop(post);
    absent.delete(post);
    if (outcome.status !== 'sent') log.warn({ post: kindOf(post), status: outcome.status }, 'not sent');
    return wrote;
  }

  /** Edits may be tried again at will: the message says the same afterwards. */
  async function edit(s: Situation, e: Edit): Promise<void> {
    const waiting = edits.get(e.post);
    const chat = chats().find((c) => c.platform === e.to.platform);
    if (!chat || (waiting && clock() < waiting.at)) return;
    const outcome = await attempt(e.post, chat.update(addressOf(e.to), e.messageId, e.message));
    if (outcome.status === 'retry' || outcome.status === 'unknown') {
      const tries = (waiting?.tries ?? 0) + 1;
      edits.set(e.post, {
        tries,
        at: clock() + waitAfter(tries, 'afterMs' in outcome ? outcome.afterMs : 0),
      });
      return;
    }
    edits.delete(e.post);
    if (outcome.status !== 'sent') log.warn({ post: kindOf(e.post), status: outcome.status }, 'not edited');
    await append((view) => facts.edited(view, s, e.post, e.covers));
  }

  const addressOf = (t: Target): Address =>
    address(t) ?? { platform: t.platform, kind: t.kind, tenant: '', id: t.id, ref: null };

  return { tick };
}

const over: Final = { status: 'refused', reason: 'too-late' };
const untold: Final = { status: 'unknown', reason: 'no-message-id' };
const gone: Final = { status: 'refused', reason: 'not-there' };
const hidden: Final = { status: 'unknown', reason: 'no-outcome' };
