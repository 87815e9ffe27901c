import { addDays, instantAt } from '../calendar.ts';
import { cardOf, revisionOf, withdrawal } from '../cards/month.ts';
import type { Message } from '../message.ts';
import { card } from '../texts/integrity-day.ts';
import { notices } from '../texts/notices.ts';
import { unitOn } from '../view/roster.ts';
import { isAbsent } from './cards.ts';
import { personOf, textCover, timeOf } from './keys.ts';
import { type Due, type Local, type Recheck, type Rule, unsettled } from './situation.ts';

/** How many days a promise to remind outlives its day, for a bot that was down or a person who was away. */
const promiseDays = 7;

/** Recuérdame después: the card again, personally, on the working day that was promised, in office hours. */
export const laterCards: Rule = (local): Due[] => {
  if (!officeHours(local)) return [];
  const dueTo = laterToOne(local);
  return daysOfPromises(local.today).flatMap((on) =>
    (local.view.later.get(on) ?? []).flatMap(({ period, person }) => dueTo(period, on, person) ?? []),
  );
};

/** The same of one promise. */
export const laterStill: Recheck = (local) => {
  if (!officeHours(local)) return () => null;
  const days = daysOfPromises(local.today);
  const dueTo = laterToOne(local);
  return (post) => {
    const [, period = '', on = ''] = post.split('/', 3);
    return days.includes(on) ? dueTo(period, on, personOf(post)) : null;
  };
};

const officeHours = ({ programme, working, time }: Local): boolean =>
  working && time >= programme.reminders.at && time < programme.integrityDay.until;

const daysOfPromises = (today: string): string[] =>
  Array.from({ length: promiseDays + 1 }, (_, back) => addDays(today, -back));

function laterToOne({ running, view, today, reach }: Local) {
  const months = new Map<string, Message | null>();
  const messageOf = (period: string): Message | null => {
    if (!months.has(period)) {
      // Promised in December for January: last year's card.
      const gone = withdrawal(view, period);
      const month = gone ? null : running.map((p) => cardOf(p, view, period)).find((c) => c !== null);
      months.set(period, month ? card(month) : null);
    }
    return months.get(period) ?? null;
  };
  const newer = (period: string, person: string, on: string): boolean =>
    Array.from({ length: promiseDays * 2 }, (_, n) => addDays(on, n + 1)).some((day) =>
      view.keys.has(`later/${period}/${person}/${day}`),
    );
  return (period: string, on: string, person: string): Due | null => {
    const post = `later/${period}/${on}/person/${person}`;
    if (!unsettled(view, post) || view.keys.has(`ack/${period}/${person}`)) return null;
    if (isAbsent(view, person, today) || unitOn(view, person, today) === null) return null;
    // Of several promises only the newest stands.
    if (newer(period, person, on)) return null;
    const [message, to] = [messageOf(period), reach(person)];
    const covers = textCover(period, revisionOf(view, period));
    return message && to ? { post, to, message, covers } : null;
  };
}

/** How long after its time the personal note about the PC still makes sense. */
const powerGraceMinutes = 120;

/** Activity 5: the daily note about the PC, to those who chose it, on working days. */
export const powerNotes: Rule = (local): Due[] => {
  const dueTo = powerToOne(local);
  return dueTo === null
    ? []
    : [...local.view.powerNotes.entries()].flatMap(([person]) => dueTo(person) ?? []);
};

/** The same of one note. */
export const powerStill: Recheck = (local) => {
  const dueTo = powerToOne(local);
  return (post) => (timeOf(post) === local.today ? (dueTo?.(personOf(post)) ?? null) : null);
};

function powerToOne({ programme, view, now, today, time, working, reach }: Local) {
  const { at, text } = programme.powerNote;
  if (!working || time < at) return null;
  const since = now.getTime() - instantAt(today, at, programme.timeZone).getTime();
  if (since > powerGraceMinutes * 60_000) return null;
  const message = notices.power(text);
  return (person: string): Due | null => {
    const wants =
      view.powerNotes.get(person) && !isAbsent(view, person, today) && unitOn(view, person, today) !== null;
    const to = wants ? reach(person) : null;
    return to && { post: `power/${today}/person/${person}`, to, message, covers: [] };
  };
}
