import { foundOfEach, lookedThrough } from './looked.ts';
import { earlier, later, type Scope } from './owed.ts';
import type { Activity, Countable, Programme } from './programme/schema.ts';
import { type Rec, standing, type View } from './view.ts';

/**
 * People with standing records of a kind in the programme's year up to `asOf`. Those of a headcount are remembered; of what
 * people do every day there may be too many to lie in memory.
 */
export function peopleWith(scope: Scope, activity: Activity, kind: Countable): ReadonlyMap<string, Rec[]> {
  const { view, programme, asOf } = scope;
  const until = lastCounted(scope, activity);
  const upTo = (each: Iterable<readonly [string, readonly Rec[]]>) => {
    const people = new Map<string, Rec[]>();
    for (const [person, all] of each) {
      const records = all.filter((r) => r.occurredOn <= until);
      if (records.length > 0) people.set(person, records);
    }
    return people;
  };
  const of = (v: View, person: string) => counted(v, programme, kind, person);
  if (activity.measure.kind !== 'headcount') return upTo(ofEverybody(view, of));
  const what = `${kind}/${programme.year}/${programme.letter.version}`;
  return lookedThrough(view, `${what}/${asOf}/${activity.end}`, [kind, 'roster'], () =>
    upTo(foundOfEach(view, what, kind, of)),
  );
}

function* ofEverybody<T>(view: View, of: (view: View, person: string) => T): Generator<[string, T]> {
  for (const [person] of view.roster.entries()) yield [person, of(view, person)];
}

/** One person's standing records of a kind in the programme's year up to `asOf`. */
export function recordsOf(scope: Scope, activity: Activity, kind: Countable, person: string): Rec[] {
  const until = lastCounted(scope, activity);
  return counted(scope.view, scope.programme, kind, person).filter((r) => r.occurredOn <= until);
}

/** The last day that counts. */
const lastCounted = ({ programme, asOf }: Scope, { end }: Activity): string =>
  earlier(asOf, later(end, `${programme.year}-12-31`));

/**
 * One person's standing records of a kind from the programme's year on. A letter is signed once for each version: one of
 * the version in force counts from an earlier year too, one of another version no longer.
 */
function counted(view: View, { year, letter }: Programme, kind: Countable, person: string): Rec[] {
  const counts = (r: Rec) =>
    kind === 'letter.accepted' ? r.body.version === letter.version : r.occurredOn >= `${year}-01-01`;
  return standing(view, kind, person).filter(counts);
}

/** People with standing records of a kind in the programme's year up to `asOf`, and the day of the first one. */
export function firstDays(scope: Scope, activity: Activity, kind: Countable): ReadonlyMap<string, string> {
  const { programme, view } = scope;
  const first = (v: View, person: string) =>
    counted(v, programme, kind, person).reduce<string | null>(
      (day, r) => (day === null || r.occurredOn < day ? r.occurredOn : day),
      null,
    );
  const until = lastCounted(scope, activity);
  const what = `first/${kind}/${programme.year}/${programme.letter.version}`;
  const days = new Map<string, string>();
  for (const [person, day] of foundOfEach(view, what, kind, first))
    if (day !== null && day <= until) days.set(person, day);
  return days;
}
