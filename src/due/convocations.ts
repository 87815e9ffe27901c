import { sessionsOf } from '../sessions/calendar.ts';
import { convocationOf } from '../sessions/convene.ts';
import { place } from './keys.ts';
import type { Due, Rule } from './situation.ts';

/** A session that a member convened: at once, to the committee; again only for another day or hour. */
export const convocations: Rule = ({ programme, view, today, committee, textOf, nameOf }): Due[] => {
  const convened = [...view.sessions.entries()].some(([, plan]) => plan.convened !== null);
  if (!convened) return [];
  return sessionsOf({ programme, view, asOf: today })
    .filter((s) => s.convened !== null && s.record === null && s.date >= today)
    .flatMap((s) => {
      const message = convocationOf(programme, view, s, today, textOf, nameOf);
      const which = `${s.id.replace('/', '-')}-${s.time ?? ''}`;
      return committee.map((to) => ({
        post: `convocation/${s.date}/${which}/${place(to)}`,
        to,
        message,
        covers: [],
      }));
    });
};
