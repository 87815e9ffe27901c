import { addDays } from '../calendar.ts';
import { askPost } from '../due/keys.ts';
import type { Asking, Post, View } from '../view.ts';

/** The days over which the programme's limit of reminders to a person runs. */
const limitDays = 7;

/** Reminders that a person got in the seven days up to `today`, those that perhaps arrived included. */
export const askedLately = (view: View, person: string, today: string): number =>
  (view.asked.get(person) ?? []).filter((day) => day > addDays(today, -limitDays)).length;

/** Recipients of a batch with where their reminder stands. */
export function* recipients(
  view: View,
  batch: string,
  { activity, people }: Asking,
): IterableIterator<{ person: string; post: string; state: Post }> {
  for (let n = 0; n < people; n += 1) {
    const person = view.askedPeople.get(`${batch}#${n}`)!;
    const post = askPost(activity, Number(batch), person);
    const state = view.posts.get(post);
    if (state) yield { person, post, state };
  }
}

/** How many recipients of a batch stand at a status. */
export const countOf = (view: View, batch: string, status: Post['status']): number =>
  view.outcomes.get(`ask/${batch}/${status}`) ?? 0;

/** Batches of which somebody still waits. */
export const running = (view: View): [batch: string, asking: Asking][] =>
  [...view.askings.entries()].filter(([b]) => countOf(view, b, 'planned') + countOf(view, b, 'claimed') > 0);
