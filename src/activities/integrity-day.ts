import { type Ask, type Command, note, type Outcome, open, plainDraft, record, refuse, say } from '../ask.ts';
import { localTime, shiftWorkingDays } from '../calendar.ts';
import { correct, renew, withdraw } from '../cards/change.ts';
import { changes, retry } from '../cards/failures.ts';
import { cardBase, cardDays, cardOf, previewOf, recordOf, renewals, withdrawal } from '../cards/month.ts';
import { channelPosts, copiesKnown } from '../cards/posts.ts';
import { cardOfPost, isPersonal, renewalOf } from '../due/keys.ts';
import type { Draft } from '../entry.ts';
import { legible } from '../input/clean.ts';
import { fold, type Token } from '../input/words.ts';
import { calendarOf } from '../owed.ts';
import { cardPicture } from '../pictures/card.ts';
import { posterPicture } from '../pictures/poster.ts';
import { programmeOfYear } from '../programme/versions.ts';
import { notAllowed } from '../texts/common.ts';
import { type Card, cardTexts as texts } from '../texts/integrity-day.ts';
import { pictureTexts } from '../texts/pictures.ts';
import { beginning } from '../texts/visible.ts';
import { programmeFor, readWhen } from './when.ts';

/** Activity 6, for the committee: preview, change, pause, correct, withdraw, note one that the bot did not send. */
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
      case 'corregir':
        return correct({ ...ask, tokens: rest });
      case 'retirar':
        return withdraw({ ...ask, tokens: rest });
      case 'nueva':
        return renew({ ...ask, tokens: rest });
      case 'cambios':
        return changes({ ...ask, tokens: rest });
      case 'reintentar':
        return retry({ ...ask, tokens: rest });
      case 'envios':
        return results(ask, rest[0]?.text);
      case 'reenviar':
        return resend(ask);
      case 'imagen':
        return pictures(ask, rest[0]?.text);
      case 'cartel':
        return poster(ask);
      case 'a':
      case 'todos':
        return toEach(ask);
      default:
        return refuse(texts.how());
    }
  },
};

/** The next card that has not gone out, this month's first; in December the next year's where it is approved. */
function nextCard(ask: Ask): Card | null {
  const next = programmeOfYear(ask.view, ask.programme, ask.programme.year + 1, ask.today);
  for (const programme of next ? [ask.programme, next] : [ask.programme])
    for (const [period, on] of cardDays(programme))
      if (on >= ask.today && !recordOf(ask.view, period)) return cardOf(programme, ask.view, period);
  return null;
}

/** A month's card as pictures, wide and square; the next one's where no month is said. */
function pictures(ask: Ask, said: string | undefined): Outcome {
  const c = said === undefined ? nextCard(ask) : cardOf(programmeFor(ask, said), ask.view, said);
  if (c === null) return refuse(texts.noMonth(said ?? ''));
  const programme = programmeFor(ask, c.period);
  const papers = (['wide', 'square'] as const).map((shape) => ({
    type: 'picture' as const,
    name: pictureTexts.files.card(c.period, shape === 'square'),
    drawing: { kind: 'picture' as const, picture: cardPicture(c, programme, shape) },
  }));
  return { ...say(texts.pictures(c.period)), papers };
}

/** The poster of the campaign for energy (activity 5), on both sizes of paper. */
function poster({ programme }: Ask): Outcome {
  const papers = (['LETTER', 'A4'] as const).map((size) => ({
    type: 'poster' as const,
    name: pictureTexts.files.poster(size),
    size,
    picture: posterPicture(programme, size),
  }));
  return { ...say(texts.poster()), papers };
}

function show(ask: Ask): Outcome {
  const c = nextCard(ask);
  const channels = [...ask.view.channels.entries()].filter(([k]) => k.endsWith('/general')).length;
  return c
    ? say(previewOf(programmeFor(ask, c.period), ask.view, c, channels + ask.generalChannels))
    : refuse(texts.how());
}

function noteSent(ask: Ask): Outcome {
  if (!ask.fields && ask.tokens.length === 0) return open(texts.sentForm(ask.today));
  const when = readWhen(ask);
  if (!when.ok) return when.outcome;
  const period = when.date.slice(0, 7);
  if (!when.said || when.rest.length > 0) return refuse(texts.how());
  if (!cardDays(programmeFor(ask, period)).has(period)) return refuse(texts.noMonth(period));
  return record(
    ask,
    {
      kind: 'card.sent',
      base: cardBase(period),
      subject: null,
      occurredOn: when.date,
      body: { period, by: 'committee' },
    },
    (folio, fresh, { occurredOn }) => texts.sent(period, occurredOn, folio, fresh),
  );
}

function withCard(ask: Ask, said: Token | undefined, then: (c: Card) => Outcome): Outcome {
  const c = said ? cardOf(programmeFor(ask, said.text), ask.view, said.text) : nextCard(ask);
  if (!c) return refuse(texts.noMonth(said?.text ?? ''));
  if (recordOf(ask.view, c.period)) return refuse(texts.alreadyOut(c.period));
  return c.on < ask.today ? refuse(texts.over(c.period)) : then(c);
}

function change(ask: Ask, c: Card): Outcome {
  if (!ask.fields) return open(texts.form(c.period, c.value, c.sentence));
  const [value, sentence] = [ask.fields.value, ask.fields.sentence].map((s) => legible(s ?? ''));
  if (!value || !sentence) return refuse(texts.empty(), value ? 'sentence' : 'value');
  const [cutValue, cutSentence] = [beginning(value, 80), beginning(sentence, 600)];
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
  const periods = cardDays(said === undefined ? ask.programme : programmeFor(ask, said));
  const period = said ?? [...periods].findLast(([, on]) => on <= ask.today)?.[0];
  if (period === undefined || !periods.has(period)) return refuse(texts.noMonth(said ?? ''));
  const channels: Record<string, number> = {};
  for (const post of channelPosts(ask.view, period)) {
    const { status } = ask.view.posts.get(post)!;
    channels[status] = (channels[status] ?? 0) + 1;
  }
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
  if (withdrawal(ask.view, period)) return refuse(texts.isWithdrawn(period));
  const renewal = renewals(ask.view, period);
  const drafts = copiesKnown(ask.view, period).flatMap((post): Draft[] => {
    if (cardOfPost(post) !== period || renewalOf(post) !== renewal) return [];
    const { status, claims } = ask.view.posts.get(post)!;
    const failed = status === 'refused' || status === 'no-address';
    if (!failed && (status !== 'unknown' || isPersonal(post))) return [];
    return [plainDraft(ask, 'post.planned', `planned/${post}~${claims + 1}`, { post })];
  });
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
    if (!cardDays(programmeFor(ask, period)).has(period)) return refuse(texts.noMonth(period));
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
    if (!cardDays(programmeFor(ask, period)).has(period)) return refuse(texts.noMonth(period));
    if (withdrawal(ask.view, period)) return refuse(texts.isWithdrawn(period));
    const on = shiftWorkingDays(ask.today, 1, calendarOf(ask.programme, ask.view));
    const key = `later/${period}/${ask.who.id}/${on}`;
    return note(ask, { kind: 'card.later', key, subject: ask.who.id, body: { period, on } }, texts.later(on));
  },
};
