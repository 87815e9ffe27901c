import { sessionsOf } from '../sessions/calendar.ts';
import { convenedTo, convocationOf, staleConvocation } from '../sessions/convene.ts';
import type { Plan } from '../view/shapes.ts';
import { convocationTo, place } from './keys.ts';
import { changed, type Edit, type Intent, type Local, type Rule } from './situation.ts';

/**
 * A session that a member convened: at once, to the committee's channel and to each of its members; again only once
 * it was planned otherwise, as a correction.
 */
export const convocations: Rule = (local): Intent[] => {
  const { view, today, reach, textOf, nameOf } = local;
  return upcoming(local)
    .filter(({ s }) => s.convened !== null)
    .flatMap(({ programme, s }): Intent[] => {
      const message = convocationOf(programme, view, s, today, textOf, nameOf);
      const post = postOf(s.id, s, view.sessions.get(s.id)?.earlier?.length ?? 0);
      const { places, members } = audience(local, s.date);
      return [
        ...places.map((to) => ({ post: `${post}/${place(to)}`, to, message, covers: [] })),
        ...members.map((person) => ({
          ...{ post: convocationTo(post, person), to: reach(person) },
          ...{ message, covers: [] },
        })),
      ];
    });
};

/** Convocations of a session that was planned otherwise since say so where they stand. */
export const editedConvocations = (local: Local): Edit[] =>
  upcoming(local).flatMap(({ s }) => {
    const { earlier = [] } = local.view.sessions.get(s.id) ?? {};
    const { message, covers } = staleConvocation(s, s.place && local.textOf(s.place));
    return earlier.flatMap((was, nth) => {
      const post = postOf(s.id, was, nth);
      const { places, members } = audience(local, was.date);
      const said = [
        ...places.map((to) => `${post}/${place(to)}`),
        ...members.map((person) => convocationTo(post, person)),
      ];
      return said.flatMap((one) =>
        changed(local.view, one, { message: message(was), covers: [`${covers}@${one}`] }),
      );
    });
  });

/** The committee's places and its members; whoever stands for the committee's channel has it already. */
function audience({ committee, view }: Local, date: string) {
  const said = new Set(committee.flatMap((to) => (to.kind === 'person' ? [to.id] : [])));
  return { places: committee, members: convenedTo(view, date).filter((person) => !said.has(person)) };
}

/** Sessions to come of the programmes that run; an extraordinary one of January is in last year's tail as well, once. */
function upcoming({ running, view, today }: Local) {
  const some = [...view.sessions.entries()].some(([, p]) => p.convened !== null || p.earlier !== undefined);
  if (!some) return [];
  const ids = new Set<string>();
  return running
    .flatMap((programme) => sessionsOf({ programme, view, asOf: today }).map((s) => ({ programme, s })))
    .filter(({ s }) => s.record === null && s.date >= today)
    .filter(({ s: { id } }) => !ids.has(id) && ids.add(id));
}

/** `nth`: how often it had been convened for something else before. */
const postOf = (id: string, { date, time }: Pick<Plan, 'date' | 'time'>, nth: number): string =>
  `convocation/${date}/${id.replace('/', '-')}-${time ?? ''}${nth === 0 ? '' : `-${nth}`}`;
