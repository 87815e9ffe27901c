import { daysBetween } from '../calendar.ts';
import { changedCount, copies, isBehind, revisionOf, saysNow } from '../cards/month.ts';
import { sha256 } from '../entry.ts';
import { cardChanges as texts } from '../texts/card-changes.ts';
import type { Revision, View } from '../view.ts';
import type { Lapse } from './cards.ts';
import { toPerson } from './keys.ts';
import type { Due, Edit, Intent, Local, Rule } from './situation.ts';
import { changed } from './situation.ts';

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
      return [...copies(view, period, revision)].flatMap(({ post, row, of, original }): Due[] => {
        if (row.status !== 'planned' && row.status !== 'claimed') return [];
        const { platform, to, messageId } = original;
        if (!isBehind(original, revision.n) || platform === null || to === null) return [];
        const kind = toPerson(of) ? 'person' : 'channel';
        return [
          { post, to: { platform, kind, id: to }, message, covers: [], edits: { post: of, messageId } },
        ];
      });
    });

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
