import { nextFolio } from '../ask.ts';
import { localDate } from '../calendar.ts';
import { cardBase, recordOf, revisionOf } from '../cards/month.ts';
import type { Lapse } from '../due/cards.ts';
import { cardOfPost, copyOf, fixOfPost, textOfCovers } from '../due/keys.ts';
import type { Due, Situation } from '../due/situation.ts';
import type { Draft } from '../entry.ts';
import type { PostOutcome } from '../ports/chat.ts';
import type { View } from '../view.ts';

/** What became of a post once and for all. */
export type Final = Exclude<PostOutcome, { status: 'retry' }>;

const bySystem = (s: Situation) =>
  ({ actor: 'system', platform: 'system', subject: null, folio: null, occurredOn: dayOf(s) }) as const;

/** Broadcasts ask for the same day thousands of times. */
const days = new WeakMap<Situation, string>();

function dayOf(s: Situation): string {
  const day = days.get(s) ?? localDate(s.now, s.programme.timeZone);
  days.set(s, day);
  return day;
}

/** One row for each intended recipient that has none. */
export function planned(view: View, s: Situation, posts: readonly string[]): Draft[] {
  return posts
    .filter((post) => !view.posts.has(post))
    .map((post) => ({ ...bySystem(s), kind: 'post.planned', key: `planned/${post}`, body: { post } }));
}

/**
 * The claim of a post after `claims` earlier ones; none where somebody else was faster, nor for a card whose text was
 * changed since it was made up.
 */
export function claimed(view: View, s: Situation, { post, to, covers }: Due, claims: number): Draft[] {
  const known = view.posts.get(post);
  const open = known === undefined || known.status === 'planned' || known.status === 'claimed';
  if (!open || (known?.claims ?? 0) !== claims || outOfDate(view, post, covers)) return [];
  const key = claims === 0 ? post : `${post}~${claims + 1}`;
  const body = { post, platform: to.platform, to: to.id, covers: [...covers] };
  return [{ ...bySystem(s), kind: 'post.claimed', key, body }];
}

function outOfDate(view: View, post: string, covers: readonly string[]): boolean {
  const fix = fixOfPost(post);
  if (fix) return fix.revision !== revisionOf(view, fix.period);
  const period = copyOf(post);
  return period !== null && textOfCovers(covers) !== revisionOf(view, period);
}

/** The outcome of a claim and, where a card arrived for the first time, its record. */
export function settled(view: View, s: Situation, post: string, claims: number, outcome: Final): Draft[] {
  const known = view.posts.get(post);
  if (known?.status !== 'claimed' || known.claims !== claims) return [];
  const body = {
    post,
    status: outcome.status,
    messageId: outcome.status === 'sent' && fixOfPost(post) === null ? outcome.messageId : null,
    reason: 'reason' in outcome ? code(outcome.reason) : null,
  };
  const draft = { ...bySystem(s), kind: 'post.settled', key: `settled/${post}~${claims}`, body };
  const period = outcome.status === 'sent' ? cardOfPost(post) : null;
  return period === null || recordOf(view, period) ? [draft] : [draft, cardRecord(view, s, period)];
}

/** Posts whose time passed without an attempt. */
export function lapsed(view: View, s: Situation, lapses: readonly Lapse[]): Draft[] {
  return lapses.flatMap(({ post, status }): Draft[] => {
    const known = view.posts.get(post);
    const key = `${status === 'missed' ? 'missed' : 'settled'}/${post}~${known?.claims ?? 0}`;
    if ((known && known.status !== 'planned') || view.keys.has(key)) return [];
    return status === 'missed'
      ? [{ ...bySystem(s), kind: 'post.missed', key, body: { post } }]
      : [
          {
            ...bySystem(s),
            kind: 'post.settled',
            key,
            body: { post, status, messageId: null, reason: null },
          },
        ];
  });
}

/** That a message says something else now. */
export function edited(view: View, s: Situation, post: string, covers: readonly string[]): Draft[] {
  if (view.posts.get(post)?.covers[0] === covers[0]) return [];
  const key = `edited/${post}/${view.head.seq + 1}`;
  return [{ ...bySystem(s), kind: 'post.edited', key, body: { post, covers: [...covers] } }];
}

function cardRecord(view: View, s: Situation, period: string): Draft {
  const day = bySystem(s);
  const before = view.same.get(cardBase(period));
  return {
    ...day,
    kind: 'card.sent',
    key: before ? `${cardBase(period)}~${before.times + 1}` : cardBase(period),
    folio: nextFolio(view, Number(day.occurredOn.slice(0, 4)), 'card.sent'),
    body: { period, by: 'bot' },
  };
}

/** A platform's error code without what may follow it: texts can hold people's ids. */
const code = (reason: string): string =>
  /^[A-Za-z][A-Za-z_-]*( \d{3})?/.exec(reason)?.[0].slice(0, 80) ?? 'other';
