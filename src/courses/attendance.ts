import { sorted } from '../activities/pending.ts';
import { type Ask, type Outcome, refuse, say } from '../ask.ts';
import { trainingBase } from '../bulk.ts';
import { fold, type Token } from '../input/words.ts';
import { courses as texts } from '../texts/courses.ts';
import { rosterOn, unitOn } from '../view/roster.ts';
import type { Course } from '../view/shapes.ts';
import type { View } from '../view.ts';

const perPage = 20;

/** Whether a course is for a person, by their unit on a day. */
export function isInvited(view: View, course: Course, person: string, on: string): boolean {
  const { unit, units = unit === null ? [] : [unit], people = [] } = course;
  if (units.length + people.length === 0) return true;
  return people.includes(person) || units.includes(unitOn(view, person, on) ?? '');
}

/** Who should come: everybody on the roster on the day of the course whom it is for. */
export const invited = (view: View, course: Course): string[] =>
  [...rosterOn(view, course.on)].flatMap(([person]) =>
    isInvited(view, course, person, course.on) ? [person] : [],
  );

/** `curso ver "Ética pública" 2024-05-07`: who should come, how many declared it or are proved, and who is missing. */
export function whoCame(ask: Ask, course: Course, words: readonly Token[]): Outcome {
  const [first, second] = words;
  if (first && (fold(first.text) !== 'pagina' || words.length > 2)) return refuse(texts.how());
  const { view } = ask;
  const people = invited(view, course);
  const partOf = (person: string): unknown => {
    const same = view.same.get(trainingBase(person, course.course, course.on));
    const record = same && view.records.get(same.folio);
    return record?.voided === null ? record.body.part : null;
  };
  const parts = new Map(people.map((p) => [p, partOf(p)]));
  const count = (part: string) => [...parts.values()].filter((p) => p === part).length;
  const missing = people
    .filter((p) => parts.get(p) === null)
    .map((person) => ({ person, unit: unitOn(view, person, course.on)! }));
  const pages = Math.max(1, Math.ceil(missing.length / perPage));
  const page = Math.min(Math.max(1, Math.trunc(Number(second?.text)) || 1), pages);
  return say(
    texts.came(course, {
      ...{ people: people.length, declared: count('declared'), accredited: count('accredited') },
      missing: missing.length,
      rows: sorted(ask, missing).slice((page - 1) * perPage, page * perPage),
      ...{ page, pages },
    }),
  );
}
