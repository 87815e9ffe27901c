import type { Entry } from './entry.ts';
import type { BodyOf } from './kinds.ts';
import type { Revision } from './view/posts.ts';
import type { View } from './view.ts';

/** What a card says from now on, with what it said before. */
export function revise(
  view: View,
  { actor, occurredOn, recordedAt, key, body }: Entry & { body: BodyOf<'card.withdrawn'> },
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
