import { daysBetween } from '../calendar.ts';
import { cardDays, recordOf, withdrawal } from '../cards/month.ts';
import type { Message } from '../message.ts';
import { notices } from '../texts/notices.ts';
import type { Post } from '../view/posts.ts';
import { cardOutNow, hoursOver, isNoted, isPaused } from './cards.ts';
import { cardKey, cardOfPost, kindOf, place, type Target, timeOf } from './keys.ts';
import { type Due, failed, type Local, type Rule, unheard } from './situation.ts';

/** Something that should have gone out and did not. */
interface Alarm {
  /** What it tells of, but for whom it is said to; the last that is news names the post. */
  readonly covers: readonly string[];
  readonly message: (covers: readonly string[]) => Message;
  /** The place that did not take the post: no use telling it there. */
  readonly not?: Post;
}

/** How long a failure is news: a channel that the committee chooses later does not hear of old ones. */
const newsDays = 7;

/** What should have gone out and did not: said at once, on any day. */
export const alarms: Rule = (local): Due[] => {
  const { view } = local;
  const all = [...failedPosts(local), ...missedCards(local), ...cardOfToday(local), ...missedPeople(local)];
  return all.flatMap((alarm) =>
    audience(local, alarm).flatMap((to) => {
      const open = alarm.covers.filter((c) => unheard(view, `${c}@${place(to)}`));
      const last = open.at(-1);
      if (last === undefined) return [];
      const covers = open.map((c) => `${c}@${place(to)}`);
      return [{ post: `${last}/${place(to)}`, to, message: alarm.message(open), covers }];
    }),
  );
};

/** The committee's channels; the secretary personally where none of them takes it. */
function audience({ view, committee, secretary }: Local, { covers, not }: Alarm): Target[] {
  const takes = (to: Target) => !(not?.platform === to.platform && not.to === to.id);
  const channels = committee.filter(takes);
  const nobody = channels.every((to) => covers.some((c) => failed(view, view.said.get(`${c}@${place(to)}`))));
  if (!nobody) return channels;
  const others = secretary.filter((to) => takes(to) && !channels.some((c) => place(c) === place(to)));
  const all = [...channels, ...others];
  // A place that did not take one message may take another, and silence is worse.
  return all.length > 0 ? all : [...committee];
}

/** Posts that a platform did not take, or of which it hides the outcome. */
function failedPosts({ view, today }: Local): Alarm[] {
  const found = new Map<string, Alarm>();
  for (const [post, { status, on }] of view.trouble.entries()) {
    if (status !== 'refused' && status !== 'no-address' && status !== 'unknown') continue;
    const cover = daysBetween(on, today) <= newsDays ? coverOf(post) : null;
    if (cover === null) continue;
    const message = () => notices.unsent(kindOf(post), timeOf(post), status);
    found.set(cover, {
      covers: [cover],
      message,
      ...(status !== 'unknown' && { not: view.posts.get(post)! }),
    });
  }
  return [...found.values()];

  function coverOf(post: string): string | null {
    const again = view.posts.get(post)!.claims > 1 ? `~${view.posts.get(post)!.claims}` : '';
    switch (kindOf(post)) {
      case 'integrity-day': {
        const period = cardOfPost(post);
        const told = period === null || isNoted(view, period) || view.posts.has(cardKey(period));
        return told ? null : `alarm/${post}${again}`;
      }
      case 'preview':
      case 'report':
      case 'convocation':
      case 'vacancy':
      case 'restored':
        return `alarm/${post}${again}`;
      // What goes out day by day fails day by day: once a month is enough.
      case 'digest':
      case 'membership':
        return `alarm/${kindOf(post)}/${timeOf(post).slice(0, 7)}${post.slice(kindOf(post).length + 1 + timeOf(post).length)}`;
      default:
        return null;
    }
  }
}

/** Cards whose hours ended without one; that the committee paused them it was told on the day. */
function missedCards({ view, today, committee }: Local): Alarm[] {
  const missed = [...view.trouble.entries()].flatMap(([post, { status, on }]) => {
    const period = timeOf(post);
    const news = status === 'missed' && post === cardKey(period) && daysBetween(on, today) <= newsDays;
    const known =
      isPaused(view, period) && committee.every((to) => view.said.has(`${pausedCover(period)}@${place(to)}`));
    return news && !known && !recordOf(view, period) ? [period] : [];
  });
  if (missed.length === 0) return [];
  return [
    {
      covers: missed.map((period) => `alarm/missed/${period}`),
      message: (covers) => notices.missedCards(covers.map(timeOfAlarm)),
    },
  ];
}

const timeOfAlarm = (cover: string): string => cover.split('/')[2]!;
const pausedCover = (period: string): string => `alarm/paused/${period}`;

/** On the 9th at nine: the card does not go out because the committee paused it, or no channel was chosen. */
function cardOfToday(local: Local): Alarm[] {
  const { view, general, programme } = local;
  const { until } = programme.integrityDay;
  const card = cardOutNow(local);
  if (!card || recordOf(view, card.period)) return [];
  const { period } = card;
  if (isPaused(view, period))
    return [{ covers: [pausedCover(period)], message: () => notices.pausedCard(period, until) }];
  if (general.length > 0) return [];
  return [{ covers: [`alarm/no-channel/${period}`], message: () => notices.noChannel(period, until) }];
}

/** How many people a card did not reach, once its hours are over. */
function missedPeople(local: Local): Alarm[] {
  const { running, view } = local;
  return running
    .flatMap((p) => [...cardDays(p)])
    .flatMap(([period, on]) => {
      const count = (status: Post['status']) => view.outcomes.get(`${period}/${status}`) ?? 0;
      const counts = {
        noAddress: count('no-address'),
        refused: count('refused') + count('missed'),
        unknown: count('unknown'),
      };
      const some = counts.noAddress + counts.refused + counts.unknown > 0;
      if (!some || !hoursOver(local, on) || count('planned') + count('claimed') > 0) return [];
      if (isNoted(view, period) || withdrawal(view, period)) return [];
      if (daysBetween(on, local.today) > newsDays * 4) return [];
      return [{ covers: [`alarm/people/${period}`], message: () => notices.missedPeople(period, counts) }];
    });
}
