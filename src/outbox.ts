import type { Logger } from 'pino';
import { cardBase } from './activities/integrity-day.ts';
import { nextFolio } from './ask.ts';
import { localDate } from './calendar.ts';
import { type Agenda, type Due, due, type Edit, type Situation, type Target } from './due.ts';
import type { Draft } from './entry.ts';
import type { Journal } from './journal.ts';
import type { Address, Chat, PostOutcome } from './ports.ts';

export interface OutboxOptions {
  readonly journal: Journal;
  readonly situation: () => Situation;
  readonly chats: () => readonly Chat[];
  /** The address of a channel or person; undefined while none is known. */
  readonly address: (to: Target) => Address | undefined;
  readonly log: Logger;
  /** Real time in ms, for retries only. */
  readonly clock: () => number;
}

const longestWait = 15 * 60_000;

/**
 * Says what is due: claims it in the ledger, posts, records the platform's outcome. A claim without an outcome
 * (a crash in between) is looked for on the platform first and never resent blindly.
 */
export function createOutbox({ journal, situation, chats, address, log, clock }: OutboxOptions) {
  /** Claims of this process: when to try again. Those of an earlier one are not here. */
  const mine = new Map<string, { tries: number; at: number }>();
  let orphansSettled = false;

  const today = (s: Situation): string => localDate(s.now, s.programme.timeZone);
  const system = (s: Situation) =>
    ({ actor: 'system', platform: 'system', subject: null, folio: null, occurredOn: today(s) }) as const;

  async function tick(): Promise<void> {
    const s = situation();
    const agenda = due(s);
    await noteMissed(s, agenda);
    if (!orphansSettled) {
      await settleOrphans(s, agenda);
      orphansSettled = true;
    }
    await planPersonal(s, agenda);
    for (const d of agenda.say)
      await say(s, d).catch((error) => log.error({ err: error, post: kindOf(d.post) }, 'post failed'));
    for (const e of agenda.edit) await edit(s, e);
    await giveUp(s, agenda);
  }

  async function noteMissed(s: Situation, { missed }: Agenda): Promise<void> {
    for (const post of missed)
      await journal.submit((view) => ({
        drafts: view.posts.has(post)
          ? []
          : [{ ...system(s), kind: 'post.missed', key: `missed/${post}`, body: { post } }],
        value: null,
      }));
  }

  /** One row for each intended recipient, before the first is sent. */
  async function planPersonal(s: Situation, { say: items }: Agenda): Promise<void> {
    const people = items.filter((d) => d.card && d.to.kind === 'person');
    if (people.every((d) => s.view.posts.has(d.post))) return;
    await journal.submit((view) => ({
      drafts: people
        .filter((d) => !view.posts.has(d.post))
        .map((d) => ({
          ...system(s),
          kind: 'post.planned',
          key: `planned/${d.post}`,
          body: { post: d.post },
        })),
      value: null,
    }));
  }

  async function say(s: Situation, d: Due): Promise<void> {
    const chat = chats().find((c) => c.platform === d.to.platform);
    if (!chat) return;
    const waiting = mine.get(d.post);
    if (waiting && clock() < waiting.at) return;
    if (!waiting && !(await claim(s, d))) {
      const found = await chat.find(addressOf(d.to), d.post);
      if (found?.status !== 'retry')
        return settle(s, d, found ?? { status: 'unknown', reason: 'no outcome was recorded' });
    }
    const tries = (waiting?.tries ?? 0) + 1;
    mine.set(d.post, { tries, at: clock() });
    const outcome = await chat.post(addressOf(d.to), d.message, d.post);
    if (outcome.status === 'retry') {
      const wait = Math.min(longestWait, Math.max(outcome.afterMs, 1000 * 2 ** tries));
      mine.set(d.post, { tries, at: clock() + wait });
      return;
    }
    await settle(s, d, outcome);
  }

  /** False when it is claimed already: by an earlier process, since this one's claims are in `mine`. */
  function claim(s: Situation, { post, to, covers }: Due): Promise<boolean> {
    return journal.submit((view) => {
      const status = view.posts.get(post)?.status;
      if (status !== undefined && status !== 'planned') return { drafts: [], value: false };
      const body = { post, platform: to.platform, to: to.id, covers: [...covers] };
      return { drafts: [{ ...system(s), kind: 'post.claimed', key: post, body }], value: true };
    });
  }

  async function settle(
    s: Situation,
    d: Pick<Due, 'post' | 'card'>,
    outcome: Exclude<PostOutcome, { status: 'retry' }>,
  ): Promise<void> {
    mine.delete(d.post);
    if (outcome.status !== 'sent') log.warn({ post: kindOf(d.post), status: outcome.status }, 'not sent');
    await journal.submit((view) => {
      if (view.posts.get(d.post)?.status !== 'claimed') return { drafts: [], value: null };
      const body = {
        post: d.post,
        status: outcome.status,
        messageId: outcome.status === 'sent' ? outcome.messageId : null,
        reason: 'reason' in outcome ? outcome.reason.slice(0, 200) : null,
      };
      const settled: Draft = { ...system(s), kind: 'post.settled', key: `settled/${d.post}`, body };
      const card =
        outcome.status === 'sent' && d.card && !view.same.has(cardBase(d.card))
          ? [cardRecord(s, d.card)]
          : [];
      return { drafts: [settled, ...card], value: null };

      function cardRecord(now: Situation, period: string): Draft {
        const folio = nextFolio(view, Number(today(now).slice(0, 4)), 'card.sent');
        return {
          ...system(now),
          kind: 'card.sent',
          key: cardBase(period),
          folio,
          body: { period, by: 'bot' },
        };
      }
    });
  }

  async function edit(s: Situation, e: Edit): Promise<void> {
    const chat = chats().find((c) => c.platform === e.to.platform);
    const outcome = await chat?.update(addressOf(e.to), e.messageId, e.message);
    if (!outcome || outcome.status === 'retry') return;
    const body = { post: e.post, covers: [...e.covers] };
    const key = `edited/${e.post}/${e.covers[0]}`;
    await journal.submit((view) => ({
      drafts: view.keys.has(key) ? [] : [{ ...system(s), kind: 'post.edited', key, body }],
      value: null,
    }));
  }

  /** After a start: claims of an earlier process that are no longer due are looked for once, then listed as unknown. */
  async function settleOrphans(s: Situation, { say: items }: Agenda): Promise<void> {
    const still = new Set(items.map((d) => d.post));
    for (const [post, p] of s.view.posts.entries()) {
      if (p.status !== 'claimed' || still.has(post) || mine.has(post) || !p.platform || !p.to) continue;
      const chat = chats().find((c) => c.platform === p.platform);
      const kind = /\/person\/|^(later|power)\//.test(post) ? 'person' : 'channel';
      const found = await chat?.find(addressOf({ platform: p.platform, kind, id: p.to }), post);
      const gone: PostOutcome = { status: 'unknown', reason: 'no outcome was recorded' };
      await settle(s, { post }, found && found.status !== 'retry' ? found : gone);
    }
  }

  /** What waited for another try until its time was over. */
  async function giveUp(s: Situation, { say: items }: Agenda): Promise<void> {
    const still = new Set(items.map((d) => d.post));
    for (const post of [...mine.keys()].filter((p) => !still.has(p)))
      await settle(s, { post }, { status: 'refused', reason: 'its time was over' });
  }

  const addressOf = (t: Target): Address =>
    address(t) ?? { platform: t.platform, kind: t.kind, tenant: '', id: t.id, ref: null };

  return { tick };
}

/** The first part of a post's key: what kind of message it is, without anybody's id. */
const kindOf = (post: string): string => post.split('/', 2).join('/');
