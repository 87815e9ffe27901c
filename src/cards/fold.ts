import type { Revision } from '../view/posts.ts';
import { addTo, type Fact, type Steps } from '../view/steps.ts';
import type { View } from '../view.ts';

/** How the view takes in what is recorded of the month's cards. */
export const cardSteps = {
  'card.changed': (view, { body: { period, value, sentence } }) =>
    void view.cards.set(period, { ...view.cards.get(period), value, sentence }),
  'card.paused': (view, { body: { period, paused } }) =>
    void view.cards.set(period, { ...view.cards.get(period), paused }),
  'card.corrected': (view, e) => revise(view, e, 'corrected', e.body),
  'card.withdrawn': (view, e) => revise(view, e, 'withdrawn', {}),
  'card.renewed': (view, e) => revise(view, e, 'renewed', e.body),
  'card.personal': (view, e) => {
    view.cardToEach = e.body.on;
  },
  'card.acknowledged': (view, e) =>
    void view.acks.set(e.body.period, (view.acks.get(e.body.period) ?? 0) + 1),
  'card.later': (view, e) => addTo(view.later, e.body.on, { period: e.body.period, person: e.subject! }),
} satisfies Steps;

/** What a card says from now on, with what it said before. */
function revise(
  view: View,
  { actor, occurredOn, recordedAt, key, body }: Fact<'card.withdrawn'>,
  what: Revision['what'],
  now: { readonly value?: string; readonly sentence?: string },
): void {
  const { period, revision: n, before, reason } = body;
  const known = view.cards.get(period);
  const { value = before.value, sentence = before.sentence } = now;
  const revision: Revision = {
    ...{ n, what, key, recordedAt, on: occurredOn, by: actor },
    ...{ ...before, reason: reason?.id ?? null, messages: 0 },
  };
  view.cards.set(period, { ...known, value, sentence, revisions: [...(known?.revisions ?? []), revision] });
}

/** Which messages a revision changes. */
export function putFix(
  view: View,
  { of, period, revision }: { readonly of: string; readonly period: string; readonly revision: number },
): void {
  const card = view.cards.get(period);
  const at = card?.revisions?.findIndex((r) => r.n === revision) ?? -1;
  if (!card?.revisions || at < 0) return;
  const known = card.revisions[at]!;
  view.fixed.set(`${period}/${revision}#${known.messages}`, of);
  const revisions = card.revisions.with(at, { ...known, messages: known.messages + 1 });
  view.cards.set(period, { ...card, revisions });
}
