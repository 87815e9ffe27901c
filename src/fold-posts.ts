import { askOfPost, cardOfPost, fixOfPost, isPersonal } from './due/keys.ts';
import type { Entry } from './entry.ts';
import { putFix } from './fold-cards.ts';
import type { Post, View } from './view.ts';

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
  const count = (status: Post['status'], by: number) =>
    view.outcomes.set(`${period}/${status}`, (view.outcomes.get(`${period}/${status}`) ?? 0) + by);
  if (period !== null) {
    if (before !== undefined) count(before, -1);
    count(post.status, 1);
  }
}

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
