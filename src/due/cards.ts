import { localDate, localTime } from '../calendar.ts';
import { cardDays, cardOf, recordOf, renewals, revisionOf, withdrawal } from '../cards/month.ts';
import type { Programme } from '../programme/schema.ts';
import { knownSince } from '../programme/versions.ts';
import { type Card, card } from '../texts/integrity-day.ts';
import { unitOn } from '../view/roster.ts';
import type { View } from '../view.ts';
import { cardKey, cardOfPost, channelCard, personalCard, personOf, textCover } from './keys.ts';
import { type Due, type Intent, type Local, type Recheck, type Rule, unsettled } from './situation.ts';

/** A post whose time passed: nobody tried it (`missed`), or nobody knew where to (`no-address`). */
export interface Lapse {
  readonly post: string;
  readonly status: 'missed' | 'no-address';
}

/** Activity 6: on the 9th from 09:00 until 20:00, weekends too, to the general channels. */
export const channelCards: Rule = (local): Due[] => {
  const open = cardOutNow(local);
  if (!open || isPaused(local.view, open.period)) return [];
  return local.general.map((to) => ({ ...shows(local, open, (n) => channelCard(open.period, to, n)), to }));
};

/** A card as it goes out now, under the key that it has by how often it was renewed. */
const shows = ({ view }: Local, open: Card, key: (renewal: number) => string) => ({
  post: key(renewals(view, open.period)),
  message: card(open),
  covers: textCover(open.period, revisionOf(view, open.period)),
});

/** Entry with which everybody had the month's card: nobody is looked through again until something is recorded. */
const complete = new WeakMap<View, { readonly seq: number; readonly today: string }>();

/** The same to everybody on the roster who is not absent, if the secretary chose so. */
export const personalCards: Rule = (local): Intent[] => {
  const { view, today } = local;
  const open = view.cardToEach ? cardOutNow(local) : null;
  if (!open || isPaused(view, open.period)) return [];
  const known = complete.get(view);
  if (known?.seq === view.head.seq && known.today === today) return [];
  const cardTo = cardToOne(local, open);
  const intents: Intent[] = [];
  for (const [person] of view.roster.entries()) {
    const intent = cardTo(person);
    if (intent) intents.push(intent);
  }
  if (intents.length === 0) complete.set(view, { seq: view.head.seq, today });
  return intents;
};

/** The same of one person's card. */
export const cardStill: Recheck = (local) => {
  const { view } = local;
  const open = view.cardToEach ? cardOutNow(local) : null;
  if (!open || isPaused(view, open.period)) return () => null;
  const cardTo = cardToOne(local, open);
  return (post) => {
    const intent = cardTo(personOf(post));
    return intent?.post === post && intent.to ? { ...intent, to: intent.to } : null;
  };
};

function cardToOne(local: Local, open: Card) {
  const { view, today } = local;
  const said = shows(local, open, () => '');
  const renewal = renewals(view, open.period);
  return (person: string): Intent | null => {
    const post = personalCard(open.period, person, renewal);
    // Most have it already, so that is asked first.
    if (!unsettled(view, post) || isAbsent(view, person, today) || unitOn(view, person, today) === null)
      return null;
    return { ...said, post, to: local.reach(person) };
  };
}

/** The card whose hours these are, unless the committee noted that it went out by other means, or withdrew it. */
export function cardOutNow({ programme, view, today, time }: Local): Card | null {
  const { at, until } = programme.integrityDay;
  if (time < at || time >= until) return null;
  const period = [...cardDays(programme)].find(([, on]) => on === today)?.[0];
  if (period === undefined || isNoted(view, period) || withdrawal(view, period)) return null;
  return cardOf(programme, view, period);
}

/** Whether the committee holds a month's card back. */
export const isPaused = (view: View, period: string): boolean => view.cards.get(period)?.paused === true;

/** Whether the committee noted that a month's card went out by other means. */
export const isNoted = (view: View, period: string): boolean =>
  recordOf(view, period)?.body.by === 'committee';

/** Whether a person asked for quiet until a day from today on. */
export const isAbsent = (view: View, person: string, today: string): boolean =>
  (view.absences.get(person) ?? '') >= today;

/** Whether the hours of a card that goes out on a day are over. */
export function hoursOver({ programme, today, time }: Local, on: string): boolean {
  return on < today || (on === today && time >= programme.integrityDay.until);
}

/** Claimed cards whose hours are not over: paused now, perhaps resumed. */
export function heldCards(local: Local): string[] {
  const days = new Map(local.running.flatMap((p) => [...cardDays(p)]));
  return local.view.open.filter((post) => {
    const on = days.get(cardOfPost(post) ?? '');
    return on !== undefined && !hoursOver(local, on);
  });
}

/** Cards whose hours ended without one while the bot was there, and people whom a card never reached. */
export function lapsed(local: Local): Lapse[] {
  const over = local.running.flatMap((p) =>
    [...cardDays(p)].flatMap(([period, on]) => (hoursOver(local, on) ? [{ p, period, on }] : [])),
  );
  return over.flatMap(({ p, period, on }) => [
    ...(isMissed({ ...local, programme: p }, period, on)
      ? [{ post: cardKey(period), status: 'missed' as const }]
      : []),
    ...((local.view.outcomes.get(`${period}/planned`) ?? 0) > 0 ? unreached(local, period) : []),
  ]);
}

/** A card that perhaps arrived is not missed: only the committee can tell. */
function isMissed({ programme, view, general }: Local, period: string, on: string): boolean {
  if (view.posts.has(cardKey(period)) || recordOf(view, period)) return false;
  if (!wasThere(programme, view, on)) return false;
  return !general.some((to) =>
    ['claimed', 'sent', 'unknown'].includes(view.posts.get(channelCard(period, to))?.status ?? ''),
  );
}

/** Whether the bot was there with this programme before a card's hours ended. */
function wasThere({ id, timeZone, integrityDay }: Programme, view: View, on: string): boolean {
  const known = knownSince(view, id);
  if (known === null) return false;
  const since = new Date(known);
  const day = localDate(since, timeZone);
  return day < on || (day === on && localTime(since, timeZone) < integrityDay.until);
}

function unreached({ view, reach }: Local, period: string): Lapse[] {
  const posts: Lapse[] = [];
  for (const [person] of view.roster.entries())
    for (let renewal = renewals(view, period); renewal >= 0; renewal -= 1) {
      const post = personalCard(period, person, renewal);
      if (view.posts.get(post)?.status !== 'planned') continue;
      posts.push({ post, status: reach(person) === null ? 'no-address' : 'missed' });
    }
  return posts;
}
