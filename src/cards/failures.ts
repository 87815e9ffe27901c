import { programmeFor } from '../activities/when.ts';
import { type Ask, type Outcome, plainDraft, refuse, say } from '../ask.ts';
import { countsOf } from '../due/fixes.ts';
import { toPerson } from '../due/keys.ts';
import { fold } from '../input/words.ts';
import { cardOutcomes as texts } from '../texts/card-outcomes.ts';
import { cardTexts } from '../texts/integrity-day.ts';
import type { Revision } from '../view/posts.ts';
import { cardDays, cardOf, copies, revisionOf, revisionsOf } from './month.ts';

/** How many failures one answer lists. */
const perPage = 20;

/** The month that words name, else the newest that was corrected or withdrawn, with its newest change. */
function newest(ask: Ask): { period: string; last: Revision } | Outcome {
  const said = ask.tokens[0]?.text;
  const days = cardDays(said === undefined ? ask.programme : programmeFor(ask, said));
  if (said !== undefined && !days.has(said)) return refuse(cardTexts.noMonth(said.slice(0, 40)));
  const period = said ?? [...days.keys()].findLast((p) => revisionOf(ask.view, p) > 0);
  const last = period === undefined ? undefined : revisionsOf(ask.view, period).at(-1);
  return period !== undefined && last ? { period, last } : refuse(texts.noChanges(period ?? null));
}

const failures = ['refused', 'no-address', 'unknown'];

/** Messages that a change did not reach, as far as anybody knows. */
const failed = (ask: Ask, period: string, last: Revision) =>
  [...copies(ask.view, period, last)].filter(({ row }) => failures.includes(row.status));

/** `tarjeta cambios 2024-05`: what it said when, who changed it and why, and the messages that could not be changed. */
export function changes(ask: Ask): Outcome {
  const at = ask.tokens.findIndex((t) => fold(t.text) === 'pagina');
  const asked = at < 0 ? 1 : Number(ask.tokens[at + 1]?.text);
  const found = newest(at < 0 ? ask : { ...ask, tokens: ask.tokens.slice(0, at) });
  if (!('period' in found)) return found;
  const { period, last } = found;
  const all = failed(ask, period, last);
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const page = Math.min(Math.max(1, Math.trunc(asked) || 1), pages);
  const c = cardOf(programmeFor(ask, period), ask.view, period)!;
  return say(
    texts.history({
      period,
      now: last.what === 'withdrawn' ? null : c,
      revisions: revisionsOf(ask.view, period).map((r) => ({
        ...r,
        by: ask.people.byId(r.by)?.name ?? '—',
        reason: r.reason && ask.textOf(r.reason),
      })),
      counts: { ...countsOf(ask.view, period, last), superseded: false },
      failures: all.slice((page - 1) * perPage, page * perPage).map(({ of, row, original }) => ({
        where: placeName(ask, of, original.platform, original.to),
        status: row.status,
        reason: row.reason ?? null,
      })),
      ...{ page, pages },
    }),
  );
}

function placeName(ask: Ask, of: string, platform: string | null, to: string | null): string {
  if (!toPerson(of)) return texts.channel(platform, to);
  const person = to === null ? null : ask.people.byId(to);
  return texts.person(person?.number ?? '—', person?.name ?? '—', platform);
}

/** `tarjeta reintentar 2024-05`: the newest change again where it failed. Doing it twice does no harm: it says the same. */
export function retry(ask: Ask): Outcome {
  const found = newest(ask);
  if (!('period' in found)) return found;
  const again = failed(ask, found.period, found.last);
  const drafts = again.map(({ post, row }) =>
    plainDraft(ask, 'post.planned', `planned/${post}~${row.claims + 1}`, { post }),
  );
  return { ...say(texts.retried(found.period, again.length)), drafts };
}
