import { daysBetween } from '../calendar.ts';
import { type Copy, changedCount, copies, isBehind, revisionOf, saysNow } from '../cards/month.ts';
import { sha256 } from '../entry.ts';
import type { Message } from '../message.ts';
import { cardOutcomes as texts } from '../texts/card-outcomes.ts';
import type { Revision } from '../view/posts.ts';
import type { View } from '../view.ts';
import type { Lapse } from './cards.ts';
import { fixOfPost, toPerson } from './keys.ts';
import {
  changed,
  type Due,
  type Edit,
  type Intent,
  type Local,
  type Recheck,
  type Rule,
} from './situation.ts';

/** For so many days the message with how a change goes is kept up. */
const shownDays = 30;

interface Fix {
  readonly period: string;
  readonly revision: Revision;
}

const all = (view: View): Fix[] =>
  [...view.cards.entries()].flatMap(([period, { revisions = [] }]) =>
    revisions.map((revision) => ({ period, revision })),
  );

/** Revisions of which some message still waits. */
const running = (view: View): Fix[] =>
  all(view).filter(
    ({ period, revision: { n } }) =>
      changedCount(view, period, n, 'planned') + changedCount(view, period, n, 'claimed') > 0,
  );

const isNewest = (view: View, { period, revision }: Fix): boolean => revisionOf(view, period) === revision.n;

/** Messages of a card that was corrected or withdrawn and that still say what they said: each is changed in place, at once. */
export const fixes: Rule = ({ programme, view }): Due[] =>
  running(view)
    .filter((fix) => isNewest(view, fix))
    .flatMap(({ period, revision }) => {
      const message = saysNow(programme, view, period);
      if (!message) return [];
      return [...copies(view, period, revision)].flatMap((copy) => fixOf(copy, revision.n, message) ?? []);
    });

/** The same of one message. */
export const fixStill: Recheck = ({ programme, view }) => {
  const texts = new Map<string, Message | null>();
  return (post) => {
    const fix = fixOfPost(post);
    if (!fix || revisionOf(view, fix.period) !== fix.revision) return null;
    if (!texts.has(fix.period)) texts.set(fix.period, saysNow(programme, view, fix.period));
    const [row, original] = [view.posts.get(post), view.posts.get(fix.of)];
    const message = texts.get(fix.period);
    return message && row && original
      ? fixOf({ post, row, of: fix.of, original }, fix.revision, message)
      : null;
  };
};

function fixOf({ post, row, of, original }: Copy, revision: number, message: Message): Due | null {
  if (row.status !== 'planned' && row.status !== 'claimed') return null;
  const { platform, to, messageId } = original;
  if (!isBehind(original, revision) || platform === null || to === null) return null;
  const kind = toPerson(of) ? 'person' : 'channel';
  return { post, to: { platform, kind, id: to }, message, covers: [], edits: { post: of, messageId } };
}

/** Messages that need no change any more: they never arrived, already say it, or another revision followed. */
export const lapsedFixes = ({ view }: Local): Lapse[] =>
  running(view).flatMap((fix) =>
    [...copies(view, fix.period, fix.revision)].flatMap(({ post, row, original }): Lapse[] => {
      const waits = original.status === 'claimed' || isBehind(original, fix.revision.n);
      const needless = !isNewest(view, fix) || !waits;
      return row.status === 'planned' && needless ? [{ post, status: 'missed' }] : [];
    }),
  );

/** How a change goes, in one message to whoever made it. */
export const fixProgress: Rule = (local): Intent[] =>
  shown(local).map((fix) => ({
    post: progressPost(fix),
    to: local.reach(fix.revision.by),
    ...progressOf(local, fix),
  }));

/** The same message where the figures are other ones now. */
export const editedFixes = (local: Local): Edit[] =>
  shown(local).flatMap((fix) => changed(local.view, progressPost(fix), progressOf(local, fix)));

const shown = ({ view, today }: Local): Fix[] =>
  all(view).filter(({ revision }) => revision.messages > 0 && daysBetween(revision.on, today) <= shownDays);

const progressPost = ({ period, revision }: Fix): string =>
  `fixing/${period}/${revision.n}/person/${revision.by}`;

function progressOf({ view }: Local, fix: Fix) {
  const { period, revision } = fix;
  const counts = { ...countsOf(view, period, revision), superseded: !isNewest(view, fix) };
  const hash = sha256(JSON.stringify(counts)).slice(0, 16);
  return {
    message: texts.progress(period, revision.what, counts),
    covers: [`fixing/${period}/${revision.n}/${hash}`],
  };
}

/** What became of the messages of a revision. */
export function countsOf(view: View, period: string, { n, messages }: Revision) {
  const count = (status: Parameters<typeof changedCount>[3]) => changedCount(view, period, n, status);
  return {
    messages,
    changed: count('sent'),
    waiting: count('planned') + count('claimed'),
    refused: count('refused') + count('no-address'),
    unknown: count('unknown'),
    needless: count('missed'),
  };
}
