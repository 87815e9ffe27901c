import { cardOf } from '../activities/integrity-day.ts';
import { addDays, instantAt } from '../calendar.ts';
import { card } from '../texts/integrity-day.ts';
import { notices } from '../texts/notices.ts';
import { unitOn } from '../view.ts';
import { isAbsent } from './cards.ts';
import type { Due, Rule } from './situation.ts';

/** How many days a promise to remind outlives its day, for a bot that was down or a person who was away. */
const promiseDays = 7;

/** Recuérdame después: the card again, personally, on the working day that was promised, in office hours. */
export const laterCards: Rule = ({ programme, view, today, time, working, reach }): Due[] => {
  if (!working || time < programme.reminders.at || time >= programme.integrityDay.until) return [];
  const seen = new Set<string>();
  const says: Due[] = [];
  for (let back = 0; back <= promiseDays; back += 1) {
    const on = addDays(today, -back);
    for (const { period, person } of view.later.get(on) ?? []) {
      // Of several promises only the newest stands.
      if (seen.has(`${period}/${person}`)) continue;
      seen.add(`${period}/${person}`);
      const post = `later/${period}/${on}/person/${person}`;
      const done = view.posts.get(post)?.status === 'sent' || view.keys.has(`ack/${period}/${person}`);
      if (done || isAbsent(view, person, today) || unitOn(view, person, today) === null) continue;
      const [month, to] = [cardOf(programme, view, period), reach(person)];
      if (month && to) says.push({ post, to, message: card(month), covers: [] });
    }
  }
  return says;
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
