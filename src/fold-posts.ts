import { addCopy } from './cards/posts.ts';
import { askOfPost, cardOfPost, fixOfPost, isPersonal, kindOf, timeOf } from './due/keys.ts';
import type { Entry } from './entry.ts';
import { putFix } from './fold-cards.ts';
import type { Post } from './view/posts.ts';
import type { View } from './view.ts';

/** A post of which nothing is known yet. */
export const blankPost: Post = {
  status: 'planned',
  platform: null,
  to: null,
  messageId: null,
  covers: [],
  claims: 0,
};

/** Keeps what is asked of posts at every tick beside them, so that no tick looks through them all. */
export function put(view: View, entry: Entry, key: string, post: Post): void {
  const before = view.posts.get(key)?.status;
  view.posts.set(key, post);
  const fix = fixOfPost(key);
  if (before === undefined) addCopy(view, key);
  putOther(view, key, before, post.status);
  if (before !== 'claimed' && post.status === 'claimed') view.open = [...view.open, key];
  if (before === 'claimed' && post.status !== 'claimed') view.open = view.open.filter((k) => k !== key);
  if (!isPersonal(key) && !fix) {
    const fine = post.status === 'sent' || post.status === 'planned' || post.status === 'claimed';
    if (!fine || view.trouble.has(key)) view.trouble.set(key, { status: post.status, on: entry.occurredOn });
    return;
  }
  const ask = askOfPost(key);
  if (ask) putAsk(view, entry, ask, before, post.status);
  if (fix && before === undefined) putFix(view, fix);
  const period = ask ? `ask/${ask.batch}` : fix ? `fix/${fix.period}/${fix.revision}` : cardOfPost(key);
  if (period !== null) count(view, period, before, post.status);
}

/** Counts a post where it stands now, no longer where it stood before. */
function count(view: View, what: string, before: Post['status'] | undefined, now: Post['status']): void {
  const add = (status: Post['status'], by: number) =>
    view.outcomes.set(`${what}/${status}`, (view.outcomes.get(`${what}/${status}`) ?? 0) + by);
  if (before !== undefined) add(before, -1);
  add(now, 1);
}

/** Of what is neither a card nor a batch's reminder: how many of a kind stand where, and the newest day that one is about. */
function putOther(view: View, key: string, before: Post['status'] | undefined, now: Post['status']): void {
  const kind = kindOf(key);
  if (cardOfPost(key) !== null || kind === 'ask') return;
  count(view, `kind/${kind}`, before, now);
  const about = timeOf(key);
  if (isDay(about) && about > (view.lastAbout.get(kind) ?? '')) view.lastAbout.set(kind, about);
}

const isDay = (said: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(said);

/** How many days of reminders are kept of a person. */
const keptDays = 10;

/** Who is in a batch, and when somebody got, or perhaps got, a reminder. */
function putAsk(
  view: View,
  entry: Entry,
  { batch, person }: { readonly batch: string; readonly person: string },
  before: Post['status'] | undefined,
  status: Post['status'],
): void {
  const asking = view.askings.get(batch);
  if (asking && status === 'planned') {
    const people = asking.people + (before === undefined ? 1 : 0);
    if (before === undefined) view.askedPeople.set(`${batch}#${asking.people}`, person);
    view.askings.set(batch, { ...asking, people, on: entry.occurredOn });
  }
  if (before === 'claimed' && (status === 'sent' || status === 'unknown'))
    view.asked.set(person, [...(view.asked.get(person) ?? []).slice(1 - keptDays), entry.occurredOn]);
}
