import { daysBetween } from '../calendar.ts';
import { programmeOfYear, yearsKnown } from '../programme/versions.ts';
import { notices } from '../texts/notices.ts';
import { place } from './keys.ts';
import type { Due, Rule } from './situation.ts';

/** How long it is news that the server has another file. */
const newsDays = 7;

/** A file that the server has now says other things than what the committee decided in chat, which is in force: said once. */
export const programmeFile: Rule = ({ programme, view, today, time, working, committee }): Due[] => {
  if (!working || time < programme.reminders.at) return [];
  return yearsKnown(view, programme).flatMap((year) => {
    const known = programmeOfYear(view, programme, year, today)!;
    const on = view.adopted.get(known.id)?.overruled ?? null;
    if (on === null || daysBetween(on, today) > newsDays) return [];
    const message = notices.programmeFile(known.title, on);
    return committee.map((to) => ({
      post: `programme-file/${on}/${known.id}/${place(to)}`,
      to,
      message,
      covers: [],
    }));
  });
};
