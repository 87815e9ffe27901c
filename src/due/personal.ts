import { addDays, instantAt } from '../calendar.ts';
import { cardOf, revisionOf, withdrawal } from '../cards/month.ts';
import type { Message } from '../message.ts';
import { card } from '../texts/integrity-day.ts';
import { notices } from '../texts/notices.ts';
import { unitOn } from '../view.ts';
import { isAbsent } from './cards.ts';
import { textCover } from './keys.ts';
import { type Due, type Rule, unsettled } from './situation.ts';

/** How many days a promise to remind outlives its day, for a bot that was down or a person who was away. */
const promiseDays = 7;

/** Recuérdame después: the card again, personally, on the working day that was promised, in office hours. */
export const laterCards: Rule = ({ programme, running, view, today, time, working, reach }): Due[] => {
  if (!working || time < programme.reminders.at || time >= programme.integrityDay.until) return [];
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
  return Array.from({ length: promiseDays + 1 }, (_, back) => addDays(today, -back)).flatMap((on) =>
    (view.later.get(on) ?? []).flatMap(({ period, person }): Due[] => {
      const post = `later/${period}/${on}/person/${person}`;
      if (!unsettled(view, post) || view.keys.has(`ack/${period}/${person}`)) return [];
      if (isAbsent(view, person, today) || unitOn(view, person, today) === null) return [];
      // Of several promises only the newest stands.
      if (newer(period, person, on)) return [];
      const [message, to] = [messageOf(period), reach(person)];
      const covers = textCover(period, revisionOf(view, period));
      return message && to ? [{ post, to, message, covers }] : [];
    }),
  );
};

/** How long after its time the personal note about the PC still makes sense. */
const powerGraceMinutes = 120;

/** Activity 5: the daily note about the PC, to those who chose it, on working days. */
export const powerNotes: Rule = ({ programme, view, now, today, time, working, reach }): Due[] => {
  const { at, text } = programme.powerNote;
  if (!working || time < at) return [];
  const since = now.getTime() - instantAt(today, at, programme.timeZone).getTime();
  if (since > powerGraceMinutes * 60_000) return [];
  const message = notices.power(text);
  return [...view.powerNotes.entries()].flatMap(([person, on]) => {
    const wants = on && !isAbsent(view, person, today) && unitOn(view, person, today) !== null;
    const to = wants ? reach(person) : null;
    return to ? [{ post: `power/${today}/person/${person}`, to, message, covers: [] }] : [];
  });
};
