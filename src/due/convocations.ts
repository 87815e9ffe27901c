import { sessionsOf } from '../sessions/calendar.ts';
import { convenedTo, convocationOf } from '../sessions/convene.ts';
import { convocationTo, place } from './keys.ts';
import type { Intent, Rule } from './situation.ts';

/**
 * A session that a member convened: at once, to the committee's channel and to each of its members; again only for
 * another day or hour.
 */
export const convocations: Rule = ({ running, view, today, committee, reach, textOf, nameOf }): Intent[] => {
  const convened = [...view.sessions.entries()].some(([, plan]) => plan.convened !== null);
  if (!convened) return [];
  const posts = new Set<string>();
  return running
    .flatMap((programme) => sessionsOf({ programme, view, asOf: today }).map((s) => ({ programme, s })))
    .filter(({ s }) => s.convened !== null && s.record === null && s.date >= today)
    .flatMap(({ programme, s }): Intent[] => {
      const post = `convocation/${s.date}/${s.id.replace('/', '-')}-${s.time ?? ''}`;
      // An extraordinary session of January is in last year's tail as well as in this year.
      if (posts.has(post)) return [];
      posts.add(post);
      const message = convocationOf(programme, view, s, today, textOf, nameOf);
      const said = new Set(committee.flatMap((to) => (to.kind === 'person' ? [to.id] : [])));
      return [
        ...committee.map((to) => ({ post: `${post}/${place(to)}`, to, message, covers: [] })),
        // Whoever stands for the committee's channel has it already.
        ...convenedTo(view, s.date)
          .filter((person) => !said.has(person))
          .map((person) => ({ post: convocationTo(post, person), to: reach(person), message, covers: [] })),
      ];
    });
};
