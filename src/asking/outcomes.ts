import { type Ask, type Outcome, refuse, say } from '../ask.ts';
import { fold } from '../input/words.ts';
import { askingOutcomes as texts } from '../texts/asking-outcomes.ts';
import { asking as askingTexts } from '../texts/pending.ts';
import type { Post } from '../view/posts.ts';
import { unitOn } from '../view/roster.ts';
import { recipients } from './batches.ts';

/** How many recipients one answer lists. */
const perPage = 20;

/** In this order: what may need somebody comes first. */
const order: readonly Post['status'][] = [
  'refused',
  'no-address',
  'unknown',
  'claimed',
  'planned',
  'missed',
  'sent',
];

/** `recordar envíos 3 [página 2]`: what became of a batch's reminder to each recipient, for the committee alone. */
export function outcomes(ask: Ask): Outcome {
  const at = ask.tokens.findIndex((t) => fold(t.text) === 'pagina');
  const words = at < 0 ? ask.tokens : ask.tokens.slice(0, at);
  const asked = at < 0 ? 1 : Number(ask.tokens[at + 1]?.text);
  const said = words[0]?.text ?? [...ask.view.askings.entries()].at(-1)?.[0] ?? '';
  const batch = /^\d{1,6}$/.test(said) ? String(Number(said)) : '';
  const found = ask.view.askings.get(batch);
  if (!found || words.length > 1) return refuse(askingTexts.noBatch(said.slice(0, 40)));
  const names = new Map(ask.people.list().map((p, i) => [p.id, i]));
  const all = [...recipients(ask.view, batch, found)].sort(
    (a, b) =>
      order.indexOf(a.state.status) - order.indexOf(b.state.status) ||
      (names.get(a.person) ?? 0) - (names.get(b.person) ?? 0),
  );
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const page = Math.min(Math.max(1, Math.trunc(asked) || 1), pages);
  const activity = ask.programme.activities.find((a) => a.number === found.activity);
  const failed = all.filter(({ state }) => state.status === 'refused' || state.status === 'no-address');
  return say(
    texts.list({
      ...{ batch, activity: found.activity, unit: found.unit, on: found.on, page, pages },
      counts: order.map((status) => ({ status, n: all.filter((r) => r.state.status === status).length })),
      rows: all.slice((page - 1) * perPage, page * perPage).map(({ person, state }) => ({
        number: ask.people.byId(person)?.number ?? '—',
        name: ask.people.byId(person)?.name ?? '—',
        unit: unitOn(ask.view, person, ask.today),
        status: state.status,
        reason: state.reason ?? null,
        // Whoever wrote to the bot since can be reached by now.
        reachable: state.status === 'no-address' && ask.reach(person) !== null,
      })),
      mayResend: failed.length > 0 && activity !== undefined && ask.today <= activity.end,
    }),
  );
}
