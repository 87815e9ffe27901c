import { cardDays, recordOf } from '../cards/month.ts';
import { channelPosts } from '../cards/posts.ts';
import { kindOf, timeOf } from '../due/keys.ts';
import { isDay } from '../entry.ts';
import type { Scope } from '../owed.ts';
import type { BoardReader, DeliveriesPage } from '../ports/board-pages.ts';
import type { People } from '../roster/identify.ts';
import { boardTexts as texts } from '../texts/board.ts';
import { erasedName } from '../texts/common.ts';
import { join, monthYear, shortDate } from '../texts/format.ts';
import type { Post } from '../view/posts.ts';
import type { View } from '../view.ts';

const statuses: readonly Post['status'][] = [
  'sent',
  'planned',
  'claimed',
  'unknown',
  'refused',
  'no-address',
  'missed',
];
const mostTroubles = 50;
const isMonth = (said: string): boolean => /^\d{4}-\d{2}$/.test(said);

const outcomeOf = (count: (status: Post['status']) => number): string | null =>
  join(statuses.filter((s) => count(s) > 0).map((s) => texts.outcome(count(s), s))) || null;

/** What the bot said of its own accord, and what became of it. */
export function deliveriesPage(
  scope: Scope,
  people: Pick<People, 'byId'>,
  reader: BoardReader['kind'],
): DeliveriesPage {
  const { view, programme, asOf } = scope;
  const titles = new Map(programme.activities.map((a) => [a.number, `${a.number}. ${a.title}`]));
  return {
    page: 'deliveries',
    troubles: [...view.trouble.entries()]
      .filter(([, t]) => t.status !== 'sent')
      .sort(([, a], [, b]) => b.on.localeCompare(a.on))
      .slice(0, mostTroubles)
      .map(([post, { status, on }]) => ({
        what: nameOf(post),
        outcome: texts.outcomes[status] ?? status,
        on: shortDate(on),
      })),
    cards: [...cardDays(programme)]
      .filter(([, on]) => on <= asOf)
      .reverse()
      .map(([period]) => {
        const inChannels = channelPosts(view, period).map((post) => view.posts.get(post)!.status);
        return {
          month: monthYear(period),
          folio: recordOf(view, period)?.folio ?? null,
          channels: outcomeOf((s) => inChannels.filter((status) => status === s).length),
          people: outcomeOf((s) => view.outcomes.get(`${period}/${s}`) ?? 0),
          acks: view.acks.get(period) ?? 0,
        };
      }),
    askings: [...view.askings.entries()].reverse().map(([batch, a]) => ({
      batch,
      activity: titles.get(a.activity) ?? String(a.activity),
      unit: texts.of(a.unit),
      by: reader === 'committee' ? (people.byId(a.by)?.name ?? erasedName) : null,
      on: shortDate(a.on),
      people: a.people,
      outcome: outcomeOf((s) => view.outcomes.get(`ask/${batch}/${s}`) ?? 0),
    })),
    others: others(view),
  };
}

/** A message by its kind and the month or day that it is about. */
function nameOf(post: string): string {
  const about = timeOf(post);
  const name = texts.posts[kindOf(post)] ?? texts.otherPost;
  return isDay(about)
    ? `${name}, ${shortDate(about)}`
    : isMonth(about)
      ? `${name}, ${monthYear(about)}`
      : name;
}

/** What was said that is neither a card nor a batch's reminder, by its name. */
function others({ outcomes, lastAbout }: View) {
  const kinds = new Map<string, { counts: Map<string, number>; last: string }>();
  for (const [what, n] of outcomes.entries()) {
    const [, kind, status] = /^kind\/(.+)\/(.+)$/.exec(what) ?? [];
    if (kind === undefined || status === undefined) continue;
    const name = texts.posts[kind] ?? texts.otherPost;
    const known = kinds.get(name) ?? { counts: new Map<string, number>(), last: '' };
    known.counts.set(status, (known.counts.get(status) ?? 0) + n);
    const last = lastAbout.get(kind) ?? '';
    kinds.set(name, { counts: known.counts, last: last > known.last ? last : known.last });
  }
  return [...kinds]
    .sort(([a], [b]) => a.localeCompare(b, 'es'))
    .map(([what, { counts, last }]) => ({
      what,
      outcome: outcomeOf((s) => counts.get(s) ?? 0),
      last: last === '' ? null : shortDate(last),
    }));
}
