/** Where something can be said: a channel by its id, or a person by theirs (never the platform's) on one platform. */
export interface Target {
  readonly platform: 'slack' | 'teams';
  readonly kind: 'channel' | 'person';
  readonly id: string;
}

/** A target in a post's key or in what it covers. */
export const place = ({ platform, kind, id }: Target): string =>
  kind === 'person' ? `${platform}/person/${id}` : `${platform}/${id}`;

/** A month's card, whatever it is said to; as a post it is the note that the month was missed. */
export const cardKey = (period: string): string => `integrity-day/${period}`;

/** A month's card; `renewal` counts the cards that went out instead of a withdrawn one. */
const edition = (period: string, renewal: number): string =>
  renewal === 0 ? cardKey(period) : `${cardKey(period)}/again-${renewal}`;

/** A month's card in one channel. */
export const channelCard = (period: string, to: Target, renewal = 0): string =>
  `${edition(period, renewal)}/${place(to)}`;

/** A month's card to one person, who gets it once however many platforms they use. */
export const personalCard = (period: string, person: string, renewal = 0): string =>
  `${edition(period, renewal)}/person/${person}`;

/** Which of a month's cards a post is: 0 for the first. */
export const renewalOf = (post: string): number => Number(/\/again-(\d+)\//.exec(post)?.[1] ?? 0);

/** The committee's reminder of an activity to one person, one of a batch. */
export const askPost = (activity: number, batch: number, person: string): string =>
  `ask/${activity}/${batch}/person/${person}`;

/** The batch and person of a reminder; null for any other post. */
export function askOfPost(post: string): { readonly batch: string; readonly person: string } | null {
  const m = /^ask\/\d+\/(\d+)\/person\/(.+)$/.exec(post);
  return m ? { batch: m[1]!, person: m[2]! } : null;
}

/** A convocation to one member, who gets it once however many platforms they use. */
export const convocationTo = (post: string, person: string): string => `${post}/person/${person}`;

/** The change of a message that was posted, by a card's revision: a row of its own, claimed and settled as posts are. */
export const fixPost = (revision: number, of: string): string => `fix/${revision}/${of}`;

/** What a change of a message is about: the message, its month and which revision; null for any other post. */
export function fixOfPost(
  post: string,
): { readonly of: string; readonly period: string; readonly revision: number } | null {
  const m = /^fix\/(\d+)\/(.+)$/.exec(post);
  return m ? { of: m[2]!, period: timeOf(m[2]!), revision: Number(m[1]) } : null;
}

/** The month of whose card a message is a copy, that of a promise to show it again included; null for any other. */
export const copyOf = (post: string): string | null =>
  kindOf(post) === 'later' ? timeOf(post) : cardOfPost(post);

/** A cover that tells with which revision's text a card went out; a card as it first went out has none. */
export const textCover = (period: string, revision: number): string[] =>
  revision === 0 ? [] : [`card/${period}/${revision}`];

/** The revision whose text a post has. */
export const textOfCovers = (covers: readonly string[]): number =>
  Number(covers.map((c) => /^card\/[^/]+\/(\d+)$/.exec(c)?.[1]).find((n) => n !== undefined) ?? 0);

/** What kind of message a post is: the first part of its key. */
export const kindOf = (post: string): string => post.slice(0, post.indexOf('/'));

/** The second part of a post's key: the month or day that it is about. */
export const timeOf = (post: string): string => post.split('/', 2)[1] ?? '';

/** The month whose card a post is; null for any other message. */
export const cardOfPost = (post: string): string | null =>
  kindOf(post) === 'integrity-day' && post.split('/').length > 2 ? timeOf(post) : null;

/** Whether a post goes to a person rather than into a channel. */
export const toPerson = (post: string): boolean => post.includes('/person/');

/** The person to whom a post goes; empty for one that goes into a channel. */
export const personOf = (post: string): string => /\/person\/([^/]+)$/.exec(post)?.[1] ?? '';

/** Whether a post is one of as many as there are people: what is due of them is not looked through at every tick. */
export const isBroad = (post: string): boolean =>
  ['ask', 'later', 'power', 'fix'].includes(kindOf(post)) || (toPerson(post) && cardOfPost(post) !== null);

/** Whether a post is one of many personal ones, which nobody hears of one by one. */
export const isPersonal = (post: string): boolean =>
  toPerson(post) && ['integrity-day', 'later', 'power', 'ask', 'leads'].includes(kindOf(post));
