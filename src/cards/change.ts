import { programmeFor } from '../activities/when.ts';
import { type Ask, keepText, type Outcome, open, plainDraft, refuse, say } from '../ask.ts';
import { localTime } from '../calendar.ts';
import { fixPost, toPerson } from '../due/keys.ts';
import { legibleLines } from '../input/clean.ts';
import { fold, quoted, type Token, unquoted } from '../input/words.ts';
import type { Kind } from '../kinds.ts';
import { type Change, cardChanges as texts } from '../texts/card-changes.ts';
import { type Card, cardTexts } from '../texts/integrity-day.ts';
import type { Revision } from '../view/posts.ts';
import {
  cardDays,
  cardOf,
  copiesOf,
  pictured,
  recordOf,
  revisionOf,
  revisionsOf,
  withdrawal,
} from './month.ts';

const longest = { value: 80, sentence: 600, reason: 300 };

/** `tarjeta corregir 2024-05 "Valor" "Frase" ["motivo"]`: what went out says something else, in every place. */
export const correct = (ask: Ask): Outcome =>
  withSent(ask, (c, wish) => {
    if (wish === 'nothing')
      return open(texts.form('corregir', c.period, { ...c, messages: copiesOf(ask.view, c.period).length }));
    if (wish === null || !wish.value || !wish.sentence)
      return refuse(texts.how(), ask.fields ? emptyField(ask.fields) : undefined);
    const taken = withdrawal(ask.view, c.period) !== undefined;
    if (!taken && wish.value === c.value && wish.sentence === c.sentence) return say(texts.same(c.period));
    return revise(ask, 'corrected', c, wish);
  });

/** `tarjeta retirar 2024-05 "motivo"`: a short word that it was withdrawn takes its place. It counts as sent all the same. */
export const withdraw = (ask: Ask): Outcome =>
  withSent(ask, (c, wish) => {
    if (withdrawal(ask.view, c.period)) return say(texts.alreadyWithdrawn(c.period));
    const reason = ask.fields ? (ask.fields.reason ?? '') : wish && wish !== 'nothing' ? wish.value : '';
    if (wish === 'nothing') return open(texts.reasonForm(c.period, copiesOf(ask.view, c.period).length));
    if (wish === null || clean(reason, longest.reason) === '')
      return refuse(texts.withdrawHow(), ask.fields ? 'reason' : undefined);
    const { value, sentence } = c;
    return revise(ask, 'withdrawn', c, {
      ...wish,
      ...{ value, sentence, reason: clean(reason, longest.reason) },
    });
  });

/** `tarjeta nueva 2024-05 "Valor" "Frase"`: after a withdrawal, on the same day, another card; the month counts once. */
export const renew = (ask: Ask): Outcome =>
  withSent(ask, (c, wish) => {
    const { at, until } = ask.programme.integrityDay;
    const time = localTime(ask.now, ask.programme.timeZone);
    if (!withdrawal(ask.view, c.period)) return refuse(texts.notWithdrawn(c.period));
    if (c.on !== ask.today || time < at || time >= until) return refuse(cardTexts.notNow(at, until));
    if (wish === 'nothing') return open(texts.form('nueva', c.period, { ...c, messages: 0 }));
    if (wish === null || !wish.value || !wish.sentence)
      return refuse(texts.how(), ask.fields ? emptyField(ask.fields) : undefined);
    return revise(ask, 'renewed', c, wish);
  });

/** The card that words name, or the newest, as far as the bot sent it. */
function withSent(ask: Ask, then: (c: Card, wish: Wish | 'nothing' | null) => Outcome): Outcome {
  const month = /^\d{4}-\d\d$/.exec(ask.tokens[0]?.text ?? '')?.[0];
  const days = cardDays(month === undefined ? ask.programme : programmeFor(ask, month));
  const named = ask.tokens[0] && !ask.tokens[0].quoted && days.has(ask.tokens[0].text);
  const sent = (p: string) => revisionOf(ask.view, p) > 0 || copiesOf(ask.view, p).length > 0;
  const period = named
    ? ask.tokens[0]!.text
    : [...days].findLast(([p, on]) => on <= ask.today && sent(p))?.[0];
  const first = ask.tokens[0];
  if (!named && first && !first.quoted && fold(first.text) !== 'confirmar')
    return refuse(cardTexts.noMonth(first.text.slice(0, 40)));
  const c = period === undefined ? null : cardOf(programmeFor(ask, period), ask.view, period);
  if (!c) return refuse(texts.noneSent());
  if (!sent(c.period)) return refuse(texts.notSent(c.period, recordOf(ask.view, c.period) !== undefined));
  const wish = wishOf(ask, named ? ask.tokens.slice(1) : ask.tokens);
  const key = wish && wish !== 'nothing' && wish.confirmed && keyOf(c.period, wish.confirmed.nonce);
  const known = revisionsOf(ask.view, c.period).find((r) => r.key === key);
  return known ? say(texts.started(c.period, known.what, known.messages, false)) : then(c, wish);
}

const keyOf = (period: string, nonce: string): string => `card-revised/${period}/${nonce}`;

interface Wish {
  readonly value: string;
  readonly sentence: string;
  readonly reason: string;
  /** What makes the button single, behind the revision that it was made for; null before it is pressed. */
  readonly confirmed: { readonly nonce: string; readonly revision: number } | null;
}

/** A text as the card shows it, cut to its length. */
const clean = (said: string, most: number): string =>
  legibleLines(said)
    .replace(/\n{3,}/g, '\n\n')
    .slice(0, most)
    .trim();

/** What should be said instead: `nothing` where nothing was written, null where it was not understood. */
function wishOf(ask: Ask, said: readonly Token[]): Wish | 'nothing' | null {
  if (ask.fields) return wished([ask.fields.value, ask.fields.sentence, ask.fields.reason], null);
  if (said.length === 0) return 'nothing';
  const confirming = fold(said[0]!.text) === 'confirmar' && !said[0]!.quoted;
  const m = confirming ? /^(\d{1,4})-([\w-]{4,64})$/.exec(said[1]?.text ?? '') : null;
  const between = said.slice(confirming ? 2 : 0);
  if ((confirming && !m) || between.length > 3 || between.some((t) => !t.quoted)) return null;
  return wished(
    between.map((t) => (confirming ? unquoted(t.text) : t.text)),
    m && { nonce: m[2]!, revision: Number(m[1]) },
  );
}

const wished = (texts_: readonly (string | undefined)[], confirmed: Wish['confirmed']): Wish => ({
  value: clean(texts_[0] ?? '', longest.value),
  sentence: clean(texts_[1] ?? '', longest.sentence),
  reason: clean(texts_[2] ?? '', longest.reason),
  confirmed,
});

const emptyField = (fields: Readonly<Record<string, string>>): string =>
  fields.value?.trim() ? 'sentence' : 'value';

const verbs = { corrected: 'corregir', withdrawn: 'retirar', renewed: 'nueva' } as const;
const kindsOf: Readonly<Record<Revision['what'], Kind>> = {
  corrected: 'card.corrected',
  withdrawn: 'card.withdrawn',
  renewed: 'card.renewed',
};

/** First a preview of old and new and how many messages change; by its button the change, a row for each message. */
function revise(ask: Ask, what: Revision['what'], c: Card, wish: Wish): Outcome {
  const { view } = ask;
  const revisions = revisionsOf(view, c.period);
  const key = wish.confirmed && keyOf(c.period, wish.confirmed.nonce);
  const posts = what === 'renewed' ? [] : copiesOf(view, c.period);
  const overtaken = wish.confirmed !== null && wish.confirmed.revision !== revisions.length;
  if (key === null || overtaken) return preview(ask, what, c, wish, posts, overtaken);
  const n = revisions.length + 1;
  const kept = wish.reason === '' ? null : keepText(ask, wish.reason);
  const body = {
    ...{ period: c.period, revision: n, reason: kept?.ref ?? null },
    before: { value: c.value, sentence: c.sentence },
    ...(what !== 'withdrawn' && { value: wish.value, sentence: wish.sentence }),
  };
  const rows = posts.map((of) => fixPost(n, of));
  return {
    ...say(texts.started(c.period, what, posts.length, true)),
    drafts: [
      plainDraft(ask, kindsOf[what], key, body),
      ...rows.map((post) => plainDraft(ask, 'post.planned', `planned/${post}`, { post })),
    ],
    texts: kept ? [kept.text] : [],
  };
}

function preview(
  ask: Ask,
  what: Revision['what'],
  c: Card,
  { value, sentence, reason }: Wish,
  posts: readonly string[],
  overtaken: boolean,
): Outcome {
  const people = posts.filter(toPerson).length;
  const nonce = `${revisionOf(ask.view, c.period)}-${ask.fresh()}`;
  const texts_ = what === 'withdrawn' ? [] : [value, sentence];
  const said = reason === '' ? texts_ : [...texts_, reason];
  const change: Change = {
    words: `tarjeta ${verbs[what]} ${c.period} confirmar ${nonce} ${said.map(quoted).join(' ')}`,
    ...{ what, before: c, nonce, overtaken, today: ask.today },
    after: pictured(programmeFor(ask, c.period), { ...c, value, sentence }),
    ...{ channels: posts.length - people, people },
    withdrawn: withdrawal(ask.view, c.period) !== undefined,
  };
  return change.words.length > mostWords ? refuse(texts.tooManySigns()) : say(texts.preview(change));
}

/** A button's words are read back by the same limit as any others, and Slack holds fewer characters than that. */
const mostWords = 1800;
