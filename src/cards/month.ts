import { fixPost, textOfCovers, toPerson } from '../due/keys.ts';
import type { Message } from '../message.ts';
import { cardPicture } from '../pictures/card.ts';
import type { Programme } from '../programme/schema.ts';
import { type Card, card, preview, where, withdrawn } from '../texts/integrity-day.ts';
import type { Post, Revision } from '../view/posts.ts';
import type { Rec } from '../view/shapes.ts';
import type { View } from '../view.ts';
import { copiesKnown } from './posts.ts';

/** The occurrences of the card in the programme: `period` -> the day on which it goes out. */
export function cardDays(programme: Programme): Map<string, string> {
  return new Map(
    programme.activities.flatMap(({ measure }) =>
      measure.kind === 'series' && measure.counts === 'card.sent'
        ? measure.occurrences.flatMap((o) => ('on' in o.due ? [[o.id, o.due.on] as const] : []))
        : [],
    ),
  );
}

/** A month's card with what the committee changed in it; null when the programme has none for it. */
export function cardOf(programme: Programme, view: View, period: string): Card | null {
  const on = cardDays(programme).get(period);
  const draft = programme.integrityDay.months.find((m) => m.month === Number(on?.slice(5, 7)));
  if (on === undefined || !draft) return null;
  const changed = view.cards.get(period);
  const last = changed?.revisions?.at(-1);
  return pictured(programme, {
    period,
    on,
    value: changed?.value ?? draft.value,
    sentence: changed?.sentence ?? draft.sentence,
    reminder: programme.integrityDay.reminder,
    institution: programme.committee.institution,
    ...(last?.what === 'corrected' && { correctedOn: last.on }),
  });
}

/** A card with its picture, which follows its words. */
export const pictured = (programme: Programme, c: Card): Card => ({
  ...c,
  drawing: { kind: 'picture', picture: cardPicture(c, programme, 'wide') },
});

/** What the committee sees of a card before it goes out. */
export function previewOf(programme: Programme, view: View, c: Card, channels: number): Message {
  const changed = view.cards.get(c.period);
  const confirmed = programme.integrityDay.confirmed !== false || changed?.value !== undefined;
  return preview(
    c,
    programme.integrityDay.at,
    programme.timeZoneLabel,
    changed?.paused === true,
    confirmed,
    where(channels, view.cardToEach),
  );
}

/** The key of a month's card as a record: it counts once, however many channels got it. */
export const cardBase = (period: string): string => `card/${period}`;

/** The record of a month's card that stands; undefined while there is none, or it was voided. */
export function recordOf(view: View, period: string): Rec | undefined {
  const same = view.same.get(cardBase(period));
  const record = same && view.records.get(same.folio);
  return record?.voided === null ? record : undefined;
}

/** What became of a month's card since it went out, in order. */
export const revisionsOf = (view: View, period: string): readonly Revision[] =>
  view.cards.get(period)?.revisions ?? [];

/** How often a month's card was corrected, withdrawn or renewed. */
export const revisionOf = (view: View, period: string): number => revisionsOf(view, period).length;

/** The withdrawal of a card, undefined where it stands as it is. */
export function withdrawal(view: View, period: string): Revision | undefined {
  const last = revisionsOf(view, period).at(-1);
  return last?.what === 'withdrawn' ? last : undefined;
}

/** How many cards went out instead of a withdrawn one. */
export const renewals = (view: View, period: string): number =>
  revisionsOf(view, period).filter((r) => r.what === 'renewed').length;

/** What a month's card, once out, says now. */
export function saysNow(programme: Programme, view: View, period: string): Message | null {
  const c = cardOf(programme, view, period);
  const taken = withdrawal(view, period);
  return c && (taken ? withdrawn(c, taken.on) : card(c));
}

/** Messages that arrived, or perhaps did, or are on their way, and show the card that stands (not one before a renewal); channels first. */
export function copiesOf(view: View, period: string): string[] {
  const since = revisionsOf(view, period).findLast((r) => r.what === 'renewed')?.n ?? 0;
  return copiesKnown(view, period)
    .filter((post) => {
      const state = view.posts.get(post)!;
      return arrives(state) && textOfCovers(state.covers) >= since;
    })
    .sort((a, b) => Number(toPerson(a)) - Number(toPerson(b)));
}

const arrives = ({ status }: Post): boolean =>
  status === 'sent' || status === 'unknown' || status === 'claimed';

/** A message that a revision changes, with the row of the change. */
export interface Copy {
  /** The row's key. */
  readonly post: string;
  readonly row: Post;
  readonly of: string;
  readonly original: Post;
}

/** Whether a message shows a text from before a revision: it arrived, or perhaps did. */
export const isBehind = ({ status, covers }: Post, revision: number): boolean =>
  (status === 'sent' || status === 'unknown') && textOfCovers(covers) < revision;

/** The messages that a revision changes, in the order in which they got their rows. */
export function* copies(view: View, period: string, { n, messages }: Revision): IterableIterator<Copy> {
  for (let at = 0; at < messages; at += 1) {
    const of = view.fixed.get(`${period}/${n}#${at}`)!;
    const post = fixPost(n, of);
    const [row, original] = [view.posts.get(post), view.posts.get(of)];
    if (row && original) yield { post, row, of, original };
  }
}

/** How many messages of a revision stand at a status; `sent` is changed. */
export const changedCount = (view: View, period: string, n: number, status: Post['status']): number =>
  view.outcomes.get(`fix/${period}/${n}/${status}`) ?? 0;
