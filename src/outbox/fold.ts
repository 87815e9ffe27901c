import { putFix } from '../cards/fold.ts';
import { addCopy } from '../cards/posts.ts';
import { askOfPost, cardOfPost, fixOfPost, isPersonal, kindOf, timeOf } from '../due/keys.ts';
import { type Entry, isDay } from '../entry.ts';
import type { Post } from '../view/posts.ts';
import type { Steps } from '../view/steps.ts';
import type { View } from '../view.ts';

/** A post of which nothing is known yet. */
export const blankPost: Post = {
  status: 'planned',
  platform: null,
  to: null,
  messageId: null,
  covers: [],
  claims: 0,
};

/** How the view takes in what is recorded of what the bot says of its own accord. */
export const postSteps = {
  'asking.started': (view, e) => {
    const { activity, unit, batch } = e.body;
    const asking = { activity, unit, by: e.actor, key: e.key, on: e.occurredOn, people: 0 };
    view.askings.set(String(batch), asking);
  },
  'post.planned': (view, e) => {
    const before = view.posts.get(e.body.post) ?? blankPost;
    if (before.status !== 'sent' && before.status !== 'claimed')
      put(view, e, e.body.post, { ...blankPost, claims: before.claims });
  },
  'post.claimed': (view, e) => {
    const { post, platform, to, covers } = e.body;
    const claims = (view.posts.get(post)?.claims ?? 0) + 1;
    put(view, e, post, { status: 'claimed', platform, to, messageId: null, covers, claims });
    for (const what of covers) view.said.set(what, post);
  },
  'post.settled': (view, e) => {
    const { post, status, messageId, reason } = e.body;
    const known = view.posts.get(post) ?? blankPost;
    put(view, e, post, { ...known, status, messageId, ...(reason !== null && { reason }) });
  },
  'post.edited': (view, { body }) => {
    view.posts.set(body.post, { ...(view.posts.get(body.post) ?? blankPost), covers: body.covers });
    for (const what of body.covers) view.said.set(what, body.post);
  },
  'post.missed': (view, e) => {
    const { post, covers } = e.body;
    const known = view.posts.get(post) ?? blankPost;
    put(view, e, post, { ...known, status: 'missed', ...(covers && { covers }) });
    for (const what of covers ?? []) view.said.set(what, post);
  },
} satisfies Steps;

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
