import { daysBetween } from '../calendar.ts';
import { notices } from '../texts/notices.ts';
import type { View } from '../view.ts';
import { hasSecretary } from '../who.ts';
import { place } from './keys.ts';
import type { Due, Rule } from './situation.ts';

/** The secretary left and nobody follows: the administrators hold the role again, and the committee hears of it once. */
export const vacancy: Rule = ({ programme, view, today, time, working, committee }): Due[] => {
  if (!working || time < programme.reminders.at || hasSecretary(view, today)) return [];
  const since = vacantSince(view, today);
  if (since === null) return [];
  const message = notices.vacancy(since);
  return committee.map((to) => ({ post: `vacancy/${since}/${place(to)}`, to, message, covers: [] }));
};

/** The day on which the last secretary left office or roster; null where there never was one. */
function vacantSince(view: View, today: string): string | null {
  let last: string | null = null;
  for (const [person, offices] of view.offices.entries())
    for (const { role, from, to } of offices) {
      if (role !== 'secretary' || from > today) continue;
      const left = view.roster.get(person)?.findLast((s) => s.from <= today)?.to ?? null;
      const ends = [to, left].filter((d) => d !== null && d <= today).sort();
      const end = ends[0] ?? null;
      if (end !== null && (last === null || end > last)) last = end;
    }
  return last;
}

/** How long it is news that the server's command line gave an office. */
const newsDays = 7;

/** An office given by the server's command line: the committee hears of it at once, on any day. */
export const restored: Rule = ({ view, today, committee, nameOf }): Due[] =>
  [...view.restored.entries()].flatMap(([key, { person, role, on }]) => {
    if (daysBetween(on, today) > newsDays) return [];
    const message = notices.restored(nameOf(person), role, on);
    const nth = key.slice(key.lastIndexOf('/') + 1);
    return committee.map((to) => ({ post: `restored/${on}/${nth}/${place(to)}`, to, message, covers: [] }));
  });
