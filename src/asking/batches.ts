import { addDays } from '../calendar.ts';
import { askPost } from '../due/keys.ts';
import type { Asking, Post } from '../view/posts.ts';
import type { View } from '../view.ts';

/** The days over which the programme's limit of reminders to a person runs. */
const limitDays = 7;

/** Reminders that a person got in the seven days up to `today`, those that perhaps arrived included. */
export const askedLately = (view: View, person: string, today: string): number =>
  (view.asked.get(person) ?? []).filter((day) => day > addDays(today, -limitDays)).length;

/** Somebody whom a batch is to reach, and where their reminder stands. */
export interface Recipient {
  readonly person: string;
  readonly post: string;
  readonly state: Post;
}

/** All recipients of a batch. */
export function* recipients(
  view: View,
  batch: string,
  { activity, people }: Asking,
): IterableIterator<Recipient> {
  for (let n = 0; n < people; n += 1) {
    const person = view.askedPeople.get(`${batch}#${n}`)!;
    const post = askPost(activity, Number(batch), person);
    const state = view.posts.get(post);
    if (state) yield { person, post, state };
  }
}

/** Who waited when a batch was looked through last. Whoever is planned anew is so by another `asking`. */
const waited = new WeakMap<
  View,
  Map<string, { asking: Asking; those: Pick<Recipient, 'person' | 'post'>[] }>
>();

/** Recipients of a batch whose reminder has no outcome yet; who has one is looked at no more. */
export function waiting(view: View, batch: string, asking: Asking): readonly Recipient[] {
  const batches = waited.get(view) ?? new Map();
  waited.set(view, batches);
  const known = batches.get(batch);
  const those: Iterable<Pick<Recipient, 'person' | 'post'>> =
    known?.asking === asking ? known.those : recipients(view, batch, asking);
  const open: Recipient[] = [];
  for (const { person, post } of those) {
    const state = view.posts.get(post)!;
    if (state.status === 'planned' || state.status === 'claimed') open.push({ person, post, state });
  }
  batches.set(batch, { asking, those: open });
  return open;
}

/** How many recipients of a batch stand at a status. */
export const countOf = (view: View, batch: string, status: Post['status']): number =>
  view.outcomes.get(`ask/${batch}/${status}`) ?? 0;

/** Batches of which somebody still waits. */
export const running = (view: View): [batch: string, asking: Asking][] =>
  [...view.askings.entries()].filter(([b]) => countOf(view, b, 'planned') + countOf(view, b, 'claimed') > 0);
