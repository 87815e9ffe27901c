import { cardBase, cardDays, cardOf, previewOf } from './activities/integrity-day.ts';
import { daysBetween, instantAt, isBusinessDay, localDate, localTime, shiftWorkingDays } from './calendar.ts';
import { sha256 } from './entry.ts';
import type { Message } from './message.ts';
import type { Programme } from './programme/schema.ts';
import { calendarOf, type Owed, owedBy, progressOf } from './progress.ts';
import { milestone } from './texts/committee.ts';
import { card as cardMessage, notices } from './texts/integrity-day.ts';
import { rosterOn, type View } from './view.ts';

/** Where something can be said: a channel by its id, or a person by theirs on one platform. */
export interface Target {
  readonly platform: 'slack' | 'teams';
  readonly kind: 'channel' | 'person';
  readonly id: string;
}

/** All that decides what has to be said now. */
export interface Situation {
  readonly programme: Programme;
  readonly view: View;
  readonly now: Date;
  readonly general: readonly Target[];
  /** The committee's channels, or its secretary's chats where there is no channel. */
  readonly committee: readonly Target[];
  /** The secretary's personal chats, or the committee's channels where none can be reached. */
  readonly secretary: readonly Target[];
  /** How a person is reached; null while no platform knows them. */
  readonly reach: (person: string) => Target | null;
  /** E-mail of somebody who asked to be added to the roster. */
  readonly label: (visitor: string) => string | null;
}

/** Something to say now. `post` is its key in the ledger: the claim that makes it single. */
export interface Due {
  readonly post: string;
  readonly to: Target;
  readonly message: Message;
  /** What it says, by channel, so that it is not said again. */
  readonly covers: readonly string[];
  /** Month of the card that this is, for the record that a sent card makes. */
  readonly card?: string;
}

/** A message said earlier whose content has changed. */
export interface Edit {
  readonly post: string;
  readonly to: Target;
  readonly messageId: string;
  readonly message: Message;
  readonly covers: readonly string[];
}

export interface Agenda {
  readonly say: readonly Due[];
  readonly edit: readonly Edit[];
  /** Posts whose time passed without them. */
  readonly missed: readonly string[];
}

interface Local extends Situation {
  readonly today: string;
  readonly time: string;
  readonly working: boolean;
}

/** What has to be said now; pure, and empty again once the ledger holds it. Only the newest step of anything is said. */
export function due(situation: Situation): Agenda {
  const { programme, view, now } = situation;
  const today = localDate(now, programme.timeZone);
  const working = isBusinessDay(today, calendarOf(programme, view));
  const local: Local = { ...situation, today, time: localTime(now, programme.timeZone), working };
  const inForce = today >= `${programme.year}-01-01` && today <= programme.closes;
  const say = inForce
    ? [...cards(local), ...previews(local), ...digest(local), ...laterCards(local), ...powerNotes(local)]
    : noProgramme(local);
  const open = [...alarms(local), ...say, ...membership(local)].filter((d) => unsaid(view, d));
  return { say: open, edit: inForce ? editedPreviews(local) : [], missed: inForce ? missedCards(local) : [] };
}

/** A post that nobody claimed, or that is claimed and not settled (the sender knows which are its own). */
function unsaid(view: View, { post }: Due): boolean {
  const status = view.posts.get(post)?.status;
  return status === undefined || status === 'planned' || status === 'claimed';
}

const at = (t: Target): string => `${t.platform}/${t.id}`;

/** Activity 6: on the 9th from 09:00 until 20:00, weekends too, to the general channels and, if chosen, to everybody. */
function cards(local: Local): Due[] {
  const { programme, view, today, time } = local;
  const { at: from, until } = programme.integrityDay;
  const period = [...cardDays(programme)].find(([, on]) => on === today)?.[0];
  if (period === undefined || time < from || time >= until || held(view, period)) return [];
  const message = cardMessage(cardOf(programme, view, period)!);
  const one = (to: Target, post: string): Due => ({ post, to, message, covers: [], card: period });
  const everybody = view.cardToEach
    ? [...rosterOn(view, today)].flatMap(([person]) => {
        const to = absent(view, person, today) ? null : local.reach(person);
        return to ? [one(to, `integrity-day/${period}/person/${person}`)] : [];
      })
    : [];
  return [...local.general.map((to) => one(to, `integrity-day/${period}/${at(to)}`)), ...everybody];
}

/** Paused by the committee, or noted as sent by it. */
function held(view: View, period: string): boolean {
  return view.cards.get(period)?.paused === true || recordedCard(view, period)?.body.by === 'committee';
}

function recordedCard(view: View, period: string) {
  const same = view.same.get(cardBase(period));
  const record = same && view.records.get(same.folio);
  return record?.voided === null ? record : undefined;
}

const absent = (view: View, person: string, today: string): boolean =>
  (view.absences.get(person) ?? '') >= today;

/** Cards whose day ended without one, since the bot is there. */
function missedCards({ programme, view, now }: Local): string[] {
  const { until } = programme.integrityDay;
  return [...cardDays(programme)].flatMap(([period, on]) => {
    const ended = instantAt(on, until, programme.timeZone);
    const post = `integrity-day/${period}`;
    const mine = view.installedAt !== null && Date.parse(view.installedAt) < ended.getTime();
    return mine && now >= ended && !recordedCard(view, period) && !view.posts.has(post) ? [post] : [];
  });
}

/** Three business days before, the committee sees exactly what will go out. */
function previews(local: Local): Due[] {
  const { programme, view, today, time, working } = local;
  if (!working || time < programme.reminders.at) return [];
  const calendar = calendarOf(programme, view);
  return [...cardDays(programme)].flatMap(([period, on]) => {
    const from = shiftWorkingDays(on, -programme.integrityDay.previewBusinessDays, calendar);
    if (today < from || today >= on || recordedCard(view, period)) return [];
    return local.committee.map((to) => {
      const { message, covers } = previewFor(local, period, to);
      return { post: `preview/${period}/${at(to)}`, to, message, covers };
    });
  });
}

function previewFor({ programme, view, general }: Local, period: string, to: Target) {
  const message = previewOf(programme, view, cardOf(programme, view, period)!, general.length);
  return { message, covers: [`preview/${period}/${sha256(JSON.stringify(message)).slice(0, 16)}@${at(to)}`] };
}

/** Previews whose card was changed or paused since. */
function editedPreviews(local: Local): Edit[] {
  const { programme, view, today } = local;
  return [...cardDays(programme)]
    .filter(([, on]) => on >= today)
    .flatMap(([period]) =>
      local.committee.flatMap((to) => {
        const post = `preview/${period}/${at(to)}`;
        const said = view.posts.get(post);
        if (said?.status !== 'sent' || said.messageId === null) return [];
        const now = previewFor(local, period, to);
        return said.covers[0] === now.covers[0] ? [] : [{ post, to, messageId: said.messageId, ...now }];
      }),
    );
}

/** The ladder of reminders to the committee, one digest a day at most, on working days only. */
function digest(local: Local): Due[] {
  const { programme, view, today, time, working } = local;
  if (!working || time < programme.reminders.at) return [];
  return local.committee.flatMap((to) => {
    const post = `digest/${today}/${at(to)}`;
    const claimed = view.posts.get(post)?.covers;
    const items = steps(local).filter(
      ({ key }) => claimed?.includes(`${key}@${at(to)}`) ?? !view.said.has(`${key}@${at(to)}`),
    );
    if (items.length === 0) return [];
    const message = notices.digest(
      today,
      items.map((i) => i.line),
    );
    return [{ post, to, message, covers: items.map((i) => `${i.key}@${at(to)}`) }];
  });
}

/** After so many reminders of something overdue the committee knows; the progress shows it all the same. */
const mostOverdue = 4;

/** The newest step of everything that is owed: 30, 15, 7, 3, 1 days before, the day, overdue. */
function steps({ programme, view, today }: Local): { key: string; line: string }[] {
  const { ladder, overdueEveryDays } = programme.reminders;
  const scope = { programme, view, asOf: today };
  return programme.activities.flatMap((activity) => {
    const { measure } = activity;
    if (measure.kind === 'campaign') return [];
    const owed: readonly Owed[] =
      measure.kind === 'headcount' ? progressOf(scope, activity).owed : owedBy(scope, activity);
    return owed.flatMap((o) => {
      const days = daysBetween(today, o.due.date);
      const byItself = measure.kind === 'series' && measure.counts === 'card.sent' && days >= 0;
      if (o.record || byItself) return [];
      const late = Math.floor((-days - 1) / overdueEveryDays);
      const step =
        days < 0
          ? late < mostOverdue
            ? `overdue-${late}`
            : null
          : (ladder.filter((s) => days <= s).at(-1) ?? null);
      if (step === null) return [];
      const how =
        measure.kind === 'headcount'
          ? null
          : ((milestone.examples[measure.counts] ?? null)?.replace('NÚMERO', String(activity.number)) ??
            null);
      return [
        {
          key: `ladder/${programme.id}/${activity.number}/${o.id}/${step}`,
          line: notices.due(
            activity.number,
            activity.title,
            o.label,
            o.due.date,
            days,
            o.due.provisional,
            how,
          ),
        },
      ];
    });
  });
}

/** Recuérdame después: the card again, personally, on the day that was promised. */
function laterCards({ programme, view, today, time, reach }: Local): Due[] {
  if (time < programme.reminders.at) return [];
  return [...view.later.entries()].flatMap(([who, { period, on }]) => {
    const person = who.slice(period.length + 1);
    const c = on === today ? cardOf(programme, view, period) : null;
    const to = c && !view.keys.has(`ack/${period}/${person}`) ? reach(person) : null;
    return c && to
      ? [{ post: `later/${period}/${on}/${person}`, to, message: cardMessage(c), covers: [] }]
      : [];
  });
}

/** How long after its time the personal note about the PC still makes sense. */
const powerGraceMinutes = 120;

/** Activity 5: the daily note about the PC, to those who chose it, on working days. */
function powerNotes({ programme, view, now, today, working, reach }: Local): Due[] {
  const { at: time, text } = programme.powerNote;
  const since = now.getTime() - instantAt(today, time, programme.timeZone).getTime();
  if (!working || since < 0 || since > powerGraceMinutes * 60_000) return [];
  return [...view.powerNotes.entries()].flatMap(([person, on]) => {
    const to = on && !absent(view, person, today) ? reach(person) : null;
    return to ? [{ post: `power/${today}/${person}`, to, message: notices.power(text), covers: [] }] : [];
  });
}

/** What should have gone out and did not: said at once, on any day. */
function alarms(local: Local): Due[] {
  const { view, committee } = local;
  const missed = [...cardDays(local.programme).keys()].filter(
    (p) => view.posts.get(`integrity-day/${p}`)?.status === 'missed' && !recordedCard(view, p),
  );
  const failed = [...view.trouble.entries()].flatMap(([post]) =>
    /^(integrity-day|digest|preview)\//.test(post) && !post.includes('/person/')
      ? [[post, view.posts.get(post)!] as const]
      : [],
  );
  return committee.flatMap((to) => {
    const cardsUnsaid = missed.filter((p) => !view.said.has(`alarm/missed/${p}@${at(to)}`));
    const one = cardsUnsaid.at(-1);
    return [
      ...(one === undefined
        ? []
        : [
            {
              post: `alarm/missed/${one}/${at(to)}`,
              to,
              message: notices.missedCards(cardsUnsaid),
              covers: cardsUnsaid.map((p) => `alarm/missed/${p}@${at(to)}`),
            },
          ]),
      ...failed
        .filter(
          ([post, p]) => `${p.platform}/${p.to}` !== at(to) && !view.said.has(`alarm/${post}@${at(to)}`),
        )
        .map(([post, p]) => {
          const [kind, period] = post.split('/');
          const what = notices.whatPost(kind!, period!);
          return {
            post: `alarm/${post}/${at(to)}`,
            to,
            message: notices.unsent(what, p.status as 'refused'),
            covers: [`alarm/${post}@${at(to)}`],
          };
        }),
    ];
  });
}

/** People who are not on the roster and tried: one message a day, to the secretary. */
function membership({ view, today, secretary, label }: Local): Due[] {
  return secretary.flatMap((to) => {
    const asked = [...view.requests.entries()].map(([visitor]) => visitor);
    const claimed = view.posts.get(`membership/${today}/${at(to)}`)?.covers;
    const open = asked.filter(
      (v) => claimed?.includes(`membership/${v}@${at(to)}`) ?? !view.said.has(`membership/${v}@${at(to)}`),
    );
    if (open.length === 0) return [];
    const labels = open.map((v) => label(v) ?? notices.unknownAccount);
    return [
      {
        post: `membership/${today}/${at(to)}`,
        to,
        message: notices.membership(labels),
        covers: open.map((v) => `membership/${v}@${at(to)}`),
      },
    ];
  });
}

/** Outside the programme's year and its tail: said to the committee once a month. */
function noProgramme({ programme, today, time, working, committee }: Local): Due[] {
  if (!working || time < programme.reminders.at) return [];
  return committee.map((to) => ({
    post: `no-programme/${today.slice(0, 7)}/${at(to)}`,
    to,
    message: notices.noProgramme(programme.title),
    covers: [],
  }));
}
