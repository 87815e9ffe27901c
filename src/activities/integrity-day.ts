import { type Ask, type Command, note, type Outcome, open, origin, record, refuse, say } from '../ask.ts';
import { localTime, shiftWorkingDays } from '../calendar.ts';
import { cardKey, cardOfPost, isPersonal } from '../due/keys.ts';
import type { Draft } from '../entry.ts';
import { fold, type Token } from '../input/words.ts';
import type { Programme } from '../programme/schema.ts';
import { calendarOf } from '../progress.ts';
import { notAllowed } from '../texts/common.ts';
import { type Card, preview, cardTexts as texts, where } from '../texts/integrity-day.ts';
import type { Rec, View } from '../view.ts';
import { readWhen } from './when.ts';

/** The occurrences of the card in the programme: `period` -> the day on which it goes out. */
export function cardDays(programme: Programme): Map<string, string> {
  return new Map(
    programme.activities.flatMap(({ measure }) =>
      measure.kind === 'series' && measure.counts === 'card.sent'
        ? measure.occurrences.flatMap((o) => ('on' in o.due ? [[o.id, o.due.on] as const] : []))
        : [],
    ),
  );
}

/** A month's card with what the committee changed in it; null when the programme has none for it. */
export function cardOf(programme: Programme, view: View, period: string): Card | null {
  const on = cardDays(programme).get(period);
  const draft = programme.integrityDay.months.find((m) => m.month === Number(on?.slice(5, 7)));
  if (on === undefined || !draft) return null;
  const changed = view.cards.get(period);
  return {
    period,
    on,
    value: changed?.value ?? draft.value,
    sentence: changed?.sentence ?? draft.sentence,
    reminder: programme.integrityDay.reminder,
    institution: programme.committee.institution,
  };
}

/** What the committee sees of a card before it goes out. */
export function previewOf(programme: Programme, view: View, c: Card, channels: number) {
  const changed = view.cards.get(c.period);
  const confirmed = programme.integrityDay.confirmed !== false || changed?.value !== undefined;
  return preview(
    c,
    programme.integrityDay.at,
    programme.timeZoneLabel,
    changed?.paused === true,
    confirmed,
    where(channels, view.cardToEach),
  );
}

/** The key of a month's card as a record: it counts once, however many channels got it. */
export const cardBase = (period: string): string => `card/${period}`;

/** The record of a month's card that stands; undefined while there is none, or it was voided. */
export function recordOf(view: View, period: string): Rec | undefined {
  const same = view.same.get(cardBase(period));
  const record = same && view.records.get(same.folio);
  return record?.voided === null ? record : undefined;
}

/** Activity 6, for the committee: preview, change, pause, note one that went out before the bot was there. */
export const card: Command = {
  words: ['tarjeta', 'tarjetas'],
  may: 'committee',
  run(ask) {
    const [first, ...rest] = ask.tokens;
    switch (fold(first?.text ?? '')) {
      case '':
        return show(ask);
      case 'enviada':
        return noteSent({ ...ask, tokens: rest });
      case 'cambiar':
        return withCard(ask, rest[0], (c) => change(ask, c));
      case 'pausar':
      case 'reanudar':
        return withCard(ask, rest[0], (c) => pause(ask, c, fold(first!.text) === 'pausar'));
      case 'envios':
        return results(ask, rest[0]?.text);
      case 'reenviar':
        return resend(ask);
      case 'a':
      case 'todos':
        return toEach(ask);
      default:
        return refuse(texts.how());
    }
  },
};

/** The next card that has not gone out, this month's first. */
function nextCard(ask: Ask): Card | null {
  const period = [...cardDays(ask.programme)].find(
    ([p, on]) => on >= ask.today && !recordOf(ask.view, p),
  )?.[0];
  return period === undefined ? null : cardOf(ask.programme, ask.view, period);
}

function show(ask: Ask): Outcome {
  const c = nextCard(ask);
  const channels = [...ask.view.channels.entries()].filter(([k]) => k.endsWith('/general')).length;
  return c ? say(previewOf(ask.programme, ask.view, c, channels + ask.generalChannels)) : refuse(texts.how());
}

function noteSent(ask: Ask): Outcome {
  if (!ask.fields && ask.tokens.length === 0) return open(texts.sentForm(ask.today));
  const when = readWhen(ask);
  if (!when.ok) return when.outcome;
  const period = when.date.slice(0, 7);
  if (!when.said || when.rest.length > 0) return refuse(texts.how());
  if (!cardDays(ask.programme).has(period)) return refuse(texts.noMonth(period));
  return record(
    ask,
    {
      kind: 'card.sent',
      base: cardBase(period),
      subject: null,
      occurredOn: when.date,
      body: { period, by: 'committee' },
    },
    (folio, fresh) => texts.sent(period, when.date, folio, fresh),
  );
}

function withCard(ask: Ask, said: Token | undefined, then: (c: Card) => Outcome): Outcome {
  const c = said ? cardOf(ask.programme, ask.view, said.text) : nextCard(ask);
  if (!c) return refuse(texts.noMonth(said?.text ?? ''));
  if (recordOf(ask.view, c.period)) return refuse(texts.alreadyOut(c.period));
  return c.on < ask.today ? refuse(texts.over(c.period)) : then(c);
}

function change(ask: Ask, c: Card): Outcome {
  if (!ask.fields) return open(texts.form(c.period, c.value, c.sentence));
  const [value, sentence] = [ask.fields.value, ask.fields.sentence].map((s) =>
    (s ?? '').normalize('NFC').trim(),
  );
  if (!value || !sentence) return refuse(texts.empty(), value ? 'sentence' : 'value');
  const [cutValue, cutSentence] = [value.slice(0, 80), sentence.slice(0, 600)];
  if (cutValue === c.value && cutSentence === c.sentence) return say(texts.changed(c.period));
  const key = `card-changed/${c.period}/${ask.view.head.seq + 1}`;
  const body = { period: c.period, value: cutValue, sentence: cutSentence };
  return note(ask, { kind: 'card.changed', key, body }, texts.changed(c.period));
}

function pause(ask: Ask, c: Card, paused: boolean): Outcome {
  const reply = texts.paused(c.period, paused);
  if ((ask.view.cards.get(c.period)?.paused ?? false) === paused) return say(reply);
  const key = `card-paused/${c.period}/${ask.view.head.seq + 1}`;
  return note(ask, { kind: 'card.paused', key, body: { period: c.period, paused } }, reply);
}

/** How a month's card fared: never «read», which no platform tells. */
function results(ask: Ask, said: string | undefined): Outcome {
  const periods = cardDays(ask.programme);
  const period = said ?? [...periods].findLast(([, on]) => on <= ask.today)?.[0];
  if (period === undefined || !periods.has(period)) return refuse(texts.noMonth(said ?? ''));
  const channels: Record<string, number> = {};
  for (const [post, { status }] of ask.view.posts.entries())
    if (cardOfPost(post) === period && !isPersonal(post)) channels[status] = (channels[status] ?? 0) + 1;
  const people = Object.fromEntries(
    postStatuses.map((status) => [status, ask.view.outcomes.get(`${period}/${status}`) ?? 0]),
  );
  const acks = ask.view.acks.get(period) ?? 0;
  return say(
    texts.results(period, { channels, people, acks, record: recordOf(ask.view, period)?.folio ?? null }),
  );
}

const postStatuses = ['sent', 'planned', 'claimed', 'unknown', 'refused', 'no-address', 'missed'];

/**
 * Resends to failures only, while it is the card's day. Channels where the platform hid the outcome too: somebody
 * looked there before asking. Nobody can look into a person's chat.
 */
function resend(ask: Ask): Outcome {
  const { at, until } = ask.programme.integrityDay;
  const period = [...cardDays(ask.programme)].find(([, on]) => on === ask.today)?.[0];
  const time = localTime(ask.now, ask.programme.timeZone);
  if (period === undefined || time < at || time >= until) return refuse(texts.notNow(at, until));
  const again = [...ask.view.posts.entries()].filter(
    ([post, { status }]) =>
      post.startsWith(`${cardKey(period)}/`) &&
      (status === 'refused' || status === 'no-address' || (status === 'unknown' && !isPersonal(post))),
  );
  const drafts = again.map(
    ([post, { claims }]): Draft => ({
      kind: 'post.planned',
      key: `planned/${post}~${claims + 1}`,
      folio: null,
      subject: null,
      occurredOn: ask.today,
      body: { post },
      ...origin(ask),
    }),
  );
  return { ...say(texts.resent(period, drafts.length)), drafts };
}

function toEach(ask: Ask): Outcome {
  if (!ask.who.levels.has('secretary')) return say(notAllowed(texts.toEachOnly, 'secretary'));
  const said = fold(ask.tokens.at(-1)!.text);
  if (said !== 'si' && said !== 'no') return refuse(texts.how());
  const on = said === 'si';
  if (ask.view.cardToEach === on) return say(texts.toEach(on));
  const key = `card-personal/${ask.view.head.seq + 1}`;
  return note(ask, { kind: 'card.personal', key, body: { on } }, texts.toEach(on));
}

/** The card's button Enterado/a: counted once for each person and month. */
export const acknowledge: Command = {
  words: ['enterado', 'enterada'],
  may: 'employee',
  hidden: true,
  run(ask) {
    const period = ask.tokens[0]?.text ?? ask.today.slice(0, 7);
    if (!cardDays(ask.programme).has(period)) return refuse(texts.noMonth(period));
    const key = `ack/${period}/${ask.who.id}`;
    return note(
      ask,
      { kind: 'card.acknowledged', key, subject: ask.who.id, body: { period } },
      texts.acknowledged(period),
    );
  },
};

/** The card's button Recuérdame después: it comes again, personally, the next working day. */
export const later: Command = {
  words: ['despues'],
  may: 'employee',
  hidden: true,
  run(ask) {
    const period = ask.tokens[0]?.text ?? ask.today.slice(0, 7);
    if (!cardDays(ask.programme).has(period)) return refuse(texts.noMonth(period));
    const on = shiftWorkingDays(ask.today, 1, calendarOf(ask.programme, ask.view));
    const key = `later/${period}/${ask.who.id}/${on}`;
    return note(ask, { kind: 'card.later', key, subject: ask.who.id, body: { period, on } }, texts.later(on));
  },
};
