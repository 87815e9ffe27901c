import { fixOfPost, isBroad, kindOf, type Target, textOfCovers, toPerson } from './due/keys.ts';
import type { Due, Edit, Situation } from './due/situation.ts';
import { type Agenda, due } from './due.ts';
import { type ActsOptions, createActs, hidden, over } from './outbox/acts.ts';
import { createBroadcast } from './outbox/broadcast.ts';
import { createClaims, type Hold, waitAfter } from './outbox/claims.ts';
import * as facts from './outbox/facts.ts';
import type { Paces } from './outbox/pace.ts';
import type { Orphans } from './outbox/taking.ts';

export interface OutboxOptions extends Omit<ActsOptions, 'claims'> {
  /** Whether no other process writes this ledger, so that a claim that is not this process's is a crash's. */
  readonly alone: boolean;
  /** How long another process's claim is left alone, where that is not the usual time. */
  readonly leaseMs?: number | undefined;
  /** How fast each platform is asked; shared by all bots that speak through the same connection. */
  readonly paces: Paces;
  /** Does something later, in ms of the clock. */
  readonly later: (ms: number, run: () => void) => void;
}

/** A tick that takes longer ends, so that the next one looks at what is due by then. */
const budgetMs = 20_000;
/** Bookkeeping may make alarms due, which the same tick says. */
const rounds = 4;
/** What is due to everybody is looked through again after so many times as long as it took. */
const spare = 50;
/** The message with how a broadcast goes changes all the time, and is edited no more often. */
const progressMs = 4000;
const isProgress = (post: string): boolean => ['asking', 'fixing'].includes(kindOf(post));

/**
 * Says what is due: claims it in the ledger, posts, records the platform's outcome. A claim without an outcome
 * (a crash in between) is looked for on the platform first and never resent blindly. What goes into channels is said
 * here, one after the other; what goes to people is sent apart from it, and nobody waits for it.
 */
export function createOutbox(options: OutboxOptions) {
  const { journal, situation, clock, alone, log } = options;
  const claims = createClaims(clock, alone, options.leaseMs);
  const acts = createActs({ ...options, claims });
  const broadcast = createBroadcast({ ...options, claims, acts });
  const { absent, append, settle } = acts;
  /** When to try an edit again, and until when which message is left as it is. */
  const edits = new Map<string, { tries: number; at: number }>();
  const edited = new Map<string, number>();
  /** When what is due to everybody is looked through again. */
  let wholeAt = Number.NEGATIVE_INFINITY;

  /** What is due now; seldom the whole of it, where that takes long. */
  function look(s: Situation, whole: boolean): Agenda {
    const began = clock();
    const agenda = due(s, whole);
    if (whole) wholeAt = clock() + spare * (clock() - began);
    return agenda;
  }

  async function tick(): Promise<void> {
    const end = clock() + budgetMs;
    if (!alone) await journal.refresh();
    const whole = clock() >= wholeAt;
    let s = situation();
    let agenda = look(s, whole);
    let orphans = orphansOf(s);
    for (let round = 0; round < rounds && (await keepBooks(s, agenda, orphans)); round += 1) {
      s = situation();
      agenda = look(s, whole);
      orphans = orphansOf(s);
    }
    if (agenda.plan.length > 0) await append((view) => facts.planned(view, s, agenda.plan));
    const personal = (d: Due): boolean => d.to.kind === 'person';
    if (agenda.paused) broadcast.halt();
    for (const d of agenda.say.filter((d) => !personal(d))) {
      if (clock() > end) break;
      await say(s, d);
    }
    for (const e of agenda.edit) await edit(s, e);
    broadcast.offer(agenda.say.filter(personal), agenda.whole, isBroad, orphans);
  }

  const orphansOf = ({ view }: Situation): Orphans =>
    new Map(claims.orphans(view).map(({ post, claims: n }) => [post, n]));

  /** Settles what needs no post: outcomes that the store did not take, what is over, what a crash left. */
  async function keepBooks(s: Situation, agenda: Agenda, orphans: Orphans): Promise<boolean> {
    let due: Set<string> | undefined;
    const isDue = (post: string): boolean => {
      due ??= new Set([...agenda.say.map((d) => d.post), ...agenda.held]);
      return due.has(post);
    };
    const still = (post: string): boolean => (!agenda.whole && isBroad(post)) || isDue(post);
    let wrote = false;
    for (const [post] of claims.all()) {
      const hold = claims.held(s.view, post);
      if (!hold || hold.flying) continue;
      if (hold.outcome) wrote = (await settle([{ post, hold, outcome: hold.outcome }])) || wrote;
      else if (hold.doubt) wrote = (!isSent(s, post, still) && (await clear(s, post, hold))) || wrote;
      else if (!still(post)) wrote = (await settle([{ post, hold, outcome: over }])) || wrote;
    }
    // What a crash left behind before the backup waits, as all else does.
    for (const [post, n] of orphans)
      if (!(agenda.paused && !still(post)) && !isSent(s, post, still))
        wrote = (await settleOrphan(s, post, n, still)) || wrote;
    if (agenda.lapsed.length > 0)
      wrote = (await append((view) => facts.lapsed(view, s, agenda.lapsed))) || wrote;
    return wrote;
  }

  /** Whether a claim is the broadcast's to look for: still due, and to a person. */
  const isSent = ({ view }: Situation, post: string, still: (post: string) => boolean): boolean =>
    still(post) && targetOf(view.posts.get(post), post)?.kind === 'person';

  function targetOf(known: ReturnType<Situation['view']['posts']['get']>, post: string): Target | null {
    const { platform = null, to = null } = known ?? {};
    return platform && to ? { platform, kind: toPerson(post) ? 'person' : 'channel', id: to } : null;
  }

  async function settleOrphan(
    s: Situation,
    post: string,
    n: number,
    still: (post: string) => boolean,
  ): Promise<boolean> {
    // The change of a message can be made again at will: it says the same afterwards.
    if (fixOfPost(post)) absent.set(post, n);
    if (absent.get(post) !== n) {
      const to = targetOf(s.view.posts.get(post), post);
      const seen = to ? await acts.lookUp(to, post, hidden) : 'later';
      if (seen === 'later' || (seen === 'absent' && !claims.arrived())) return false;
      if (seen !== 'absent') return settle([{ post, hold: { claims: n }, outcome: seen }]);
      absent.set(post, n);
    }
    return still(post) ? false : settle([{ post, hold: { claims: n }, outcome: over }]);
  }

  /** Looks for a message in a channel that perhaps arrived, once it is time. */
  async function clear(s: Situation, post: string, hold: Hold): Promise<boolean> {
    const to = targetOf(s.view.posts.get(post), post);
    if (!to || !hold.doubt || clock() < hold.at) return false;
    const outcome = acts.judge(to, post, hold, await acts.lookUp(to, post, hold.doubt));
    return outcome !== null && settle([{ post, hold, outcome }]);
  }

  async function say(s: Situation, d: Due): Promise<void> {
    const chat = acts.chatOf(d.to.platform);
    if (!chat) return;
    const hold = claims.held(s.view, d.post) ?? null;
    const known = s.view.posts.get(d.post);
    const done = known?.claims ?? 0;
    if (hold ? hold.outcome || hold.doubt || clock() < hold.at : isOpen(d.post, known?.status, done)) return;
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
    const outcome = await acts.attempt(chat, d);
    if (outcome.status === 'retry')
      claims.hold(d.post, { ...own, at: clock() + waitAfter(own.tries, outcome.afterMs) });
    else if (outcome.status === 'unknown' && !d.edits)
      await clear(s, d.post, holdInDoubt(d.post, { ...own, doubt: outcome }));
    else await settle([{ post: d.post, hold: own, outcome }]);
  }

  /** Whether somebody's claim of a post has no outcome yet, and it is not known that it never arrived. */
  const isOpen = (post: string, status: string | undefined, done: number): boolean =>
    status === 'claimed' && absent.get(post) !== done;

  function holdInDoubt(post: string, hold: Hold): Hold {
    claims.hold(post, hold);
    return hold;
  }

  /** Edits may be tried again at will: the message says the same afterwards. */
  async function edit(s: Situation, e: Edit): Promise<void> {
    const waiting = edits.get(e.post);
    const chat = acts.chatOf(e.to.platform);
    if (!chat || (waiting && clock() < waiting.at)) return;
    if (clock() < (edited.get(e.post) ?? 0)) return;
    const outcome = await acts.safely(e.post, chat.update(acts.addressOf(e.to), e.messageId, e.message));
    if (outcome.status === 'retry' || outcome.status === 'unknown') {
      const tries = (waiting?.tries ?? 0) + 1;
      edits.set(e.post, {
        tries,
        at: clock() + waitAfter(tries, 'afterMs' in outcome ? outcome.afterMs : 0),
      });
      return;
    }
    edits.delete(e.post);
    if (isProgress(e.post)) edited.set(e.post, clock() + progressMs);
    if (outcome.status !== 'sent') log.warn({ post: kindOf(e.post), status: outcome.status }, 'not edited');
    await append((view) => facts.edited(view, s, e.post, e.covers));
  }

  return { tick, rest: broadcast.rest, halt: broadcast.halt };
}
