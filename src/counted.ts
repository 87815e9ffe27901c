import { earlier, later, type Scope } from './owed.ts';
import type { Activity, Countable, Programme } from './programme/schema.ts';
import { foundOfEach, type Looking, lookedThrough } from './view/looked.ts';
import { type Marked, markedBody, marksBetween } from './view/marks.ts';
import { standing } from './view/records.ts';
import type { Rec } from './view/shapes.ts';
import type { View } from './view.ts';

/** A record that counts; its body as in its mark. */
export type CountedRecord = Pick<Rec, 'folio' | 'occurredOn' | 'body'>;

const briefly = ({ folio, occurredOn, body }: CountedRecord): CountedRecord => ({
  ...{ folio, occurredOn },
  body: markedBody(body),
});

type Records = readonly CountedRecord[];

/**
 * People with standing records of a kind in the programme's year up to `asOf`, each one's by day. Those of a headcount are
 * remembered; of what people do every day there may be too many to lie in memory.
 */
export function peopleWith(scope: Scope, activity: Activity, kind: Countable): ReadonlyMap<string, Records> {
  const { view, programme, asOf } = scope;
  const until = lastCounted(scope, activity);
  if (activity.measure.kind !== 'headcount')
    return new Map([...marksByPerson(view, programme, kind, until)].filter(([, all]) => all.length > 0));
  const what = `${kind}/${programme.year}/${programme.letter.version}`;
  return lookedThrough(view, `${what}/${asOf}/${activity.end}`, [kind, 'roster'], () => {
    const people = new Map<string, Records>();
    for (const [person, all] of foundOfEach(view, what, kind, recordsIn(programme, kind))) {
      const records = all.filter((r) => r.occurredOn <= until);
      if (records.length > 0) people.set(person, records);
    }
    return people;
  });
}

const recordsIn = (programme: Programme, kind: Countable): Looking<Records> => ({
  all: (view) => marksByPerson(view, programme, kind),
  one: (view, person) =>
    counted(view, programme, kind, person)
      .map(briefly)
      .sort((a, b) => a.occurredOn.localeCompare(b.occurredOn)),
});

/** The standing records that count up to a day, by day, of everybody who was ever on the roster. */
function marksByPerson(
  view: View,
  programme: Programme,
  kind: Countable,
  until?: string,
): Map<string, CountedRecord[]> {
  const people = new Map<string, CountedRecord[]>();
  for (const [person] of view.roster.entries()) people.set(person, []);
  for (const mark of countedMarks(view, programme, kind, until))
    people.get(mark.subject ?? '')?.push(briefly(mark));
  return people;
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
 * Which records of a kind count: from the programme's year on. A letter is signed once for each version: one of the version
 * in force counts from an earlier year too, one of another version no longer.
 */
function counting({ year, letter }: Programme, kind: Countable) {
  const signed = kind === 'letter.accepted';
  return {
    from: signed ? '' : `${year}-01-01`,
    counts: ({ body }: Pick<Rec, 'body'>): boolean => !signed || body.version === letter.version,
  };
}

/** One person's standing records of a kind that count, in the order recorded. */
function counted(view: View, programme: Programme, kind: Countable, person: string): Rec[] {
  const { from, counts } = counting(programme, kind);
  return standing(view, kind, person).filter((r) => r.occurredOn >= from && counts(r));
}

function* countedMarks(view: View, programme: Programme, kind: Countable, until = '9999'): Generator<Marked> {
  const { from, counts } = counting(programme, kind);
  for (const mark of marksBetween(view, kind, from, until))
    if (mark.voided === null && counts(mark)) yield mark;
}

/** People with standing records of a kind in the programme's year up to `asOf`, and the day of the first one. */
export function firstDays(scope: Scope, activity: Activity, kind: Countable): ReadonlyMap<string, string> {
  const { programme, view } = scope;
  const look: Looking<string | null> = {
    all(v) {
      const days = new Map<string, string | null>();
      for (const [person] of v.roster.entries()) days.set(person, null);
      for (const { subject, occurredOn } of countedMarks(v, programme, kind))
        if (subject !== null && days.get(subject) === null) days.set(subject, occurredOn);
      return days;
    },
    one: (v, person) =>
      counted(v, programme, kind, person).reduce<string | null>(
        (day, r) => (day === null || r.occurredOn < day ? r.occurredOn : day),
        null,
      ),
  };
  const until = lastCounted(scope, activity);
  const what = `first/${kind}/${programme.year}/${programme.letter.version}`;
  const days = new Map<string, string>();
  for (const [person, day] of foundOfEach(view, what, kind, look))
    if (day !== null && day <= until) days.set(person, day);
  return days;
}
