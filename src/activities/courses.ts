import { type Ask, type Command, note, type Outcome, record, refuse, say } from '../ask.ts';
import { leadingDate, openCourses } from '../bulk.ts';
import { invited, whoCame } from '../courses/attendance.ts';
import { readPeople } from '../courses/list.ts';
import { canonical } from '../entry.ts';
import { legible } from '../input/clean.ts';
import { takeAmount } from '../input/extract.ts';
import { fold, lookUp, type Token } from '../input/words.ts';
import type { BodyOf } from '../kinds.ts';
import { notAllowed } from '../texts/common.ts';
import { courses as texts } from '../texts/courses.ts';
import { badDate } from '../texts/fields.ts';
import { progressTexts } from '../texts/progress.ts';
import { beginning } from '../texts/visible.ts';
import type { Course } from '../view/shapes.ts';
import { findUnit, nearUnits, unitsOn } from './progress.ts';
import { earliest, phrase } from './when.ts';

const maxMinutes = 200 * 60;

/** Activity 9: the committee opens a course, so that people confirm it by a button; sees who confirmed; closes it. */
export const courses: Command = {
  words: ['curso'],
  followedBy: ['abrir', 'cerrar', 'abiertos', 'ver'],
  may: 'committee',
  run(ask) {
    const [verb, named, ...words] = ask.tokens;
    const said = fold(verb?.text ?? '');
    if (said === 'abiertos' || !named) return say(texts.open(openCourses(ask.view, ask.today)));
    const course = cleanName(named.text);
    const when = leadingDate(words, ask.today);
    if (!named.quoted || course === '' || !when) return refuse(texts.how());
    if (when.date < earliest(ask)) return refuse(badDate.tooOld(when.date, earliest(ask)));
    const known = [...ask.view.courses.entries()]
      .map(([, c]) => c)
      .find((c) => same(c.course) === same(course) && c.on === when.date);
    if (said !== 'abrir' && !known) return refuse(texts.noCourse(course, when.date));
    if (said === 'ver') return whoCame(ask, known!, when.rest);
    return said === 'abrir' ? openCourse(ask, course, when, known) : closeCourse(ask, known!);
  },
};

function openCourse(
  ask: Ask,
  course: string,
  { date, rest: words }: { readonly date: string; readonly rest: readonly Token[] },
  known: Course | undefined,
): Outcome {
  const { amount, rest } = takeAmount(words, { min: maxMinutes });
  const at = rest.findIndex((t) => !t.quoted && fold(t.text) === 'para');
  const list = at < 0 ? { people: [], bad: [] } : readPeople(ask, rest.slice(at + 1));
  if (list.bad.length > 0) return refuse(texts.nobodyInvited(list.bad));
  if (at >= 0 && list.people.length === 0) return refuse(texts.how());
  const named = at < 0 ? rest : rest.slice(0, at);
  const unitsSaid = named.some((t) => t.quoted) ? named.map((t) => t.text) : [phrase(named)];
  const all = [...unitsOn(ask.view, ask.today).keys()];
  const units: string[] = [];
  for (const one of unitsSaid.filter((u) => u !== '')) {
    const unit = findUnit(all, one);
    if (unit === null) return refuse(progressTexts.noUnit(one, nearUnits(all, one)));
    if (!units.includes(unit)) units.push(unit);
  }
  const body: BodyOf<'course.opened'> = {
    ...{ course, minutes: amount?.value ?? null, open: true },
    unit: units.length === 1 ? units[0]! : null,
    ...(units.length > 1 && { units }),
    ...(list.people.length > 0 && { people: list.people.map((p) => p.id) }),
  };
  const { on: _, ...before } = known ?? { on: '' };
  const opened = { ...body, on: date };
  const reply = texts.opened(opened, ask.today, invited(ask.view, opened).length);
  const unchanged = known && canonical(before as never) === canonical({ ...body, course: known.course });
  if (unchanged) return say(reply);
  return note(ask, { kind: 'course.opened', key: `course/${ask.view.head.seq + 1}`, on: date, body }, reply);
}

function closeCourse(ask: Ask, { on, ...course }: Course): Outcome {
  const reply = texts.closed(course.course, on);
  if (!course.open) return say(reply);
  const key = `course/${ask.view.head.seq + 1}`;
  return note(
    ask,
    { kind: 'course.opened', key, on, body: { ...course, open: false } as BodyOf<'course.opened'> },
    reply,
  );
}

/** A name that can stand between quotes. */
export const cleanName = (said: string): string =>
  beginning(legible(said).replace(/["“-‟«»]/gu, ''), 150).trim();
const same = (course: string): string => fold(course).replaceAll(' ', '');

/** `cifra oficial 7 3120 "fuente" FECHA`: shown beside the own count, never added. */
export const officialFigure: Command = {
  words: ['cifra'],
  followedBy: ['oficial'],
  may: 'committee',
  run(ask) {
    const [which, figure, from, ...rest] = ask.tokens.slice(1);
    const activity = ask.programme.activities.find((a) => String(a.number) === which?.text);
    const when = leadingDate(rest, ask.today);
    const plain = /^\d{1,3}(,\d{3})+$|^\d{1,9}$/.test(figure?.text ?? '');
    const source = from?.quoted ? beginning(legible(from.text), 200) : '';
    if (activity?.measure.kind !== 'headcount' || !plain || source === '' || !when || when.rest.length > 0)
      return refuse(texts.figureHow());
    if (when.date > ask.today) return refuse(badDate.future(when.date));
    if (when.date < earliest(ask)) return refuse(badDate.tooOld(when.date, earliest(ask)));
    const number = Number(figure!.text.replaceAll(',', ''));
    return record(
      ask,
      {
        kind: 'figure.official',
        base: `figure/${activity.number}/${when.date}/${number}`,
        subject: null,
        occurredOn: when.date,
        body: { activity: activity.number, number, source, note: null },
      },
      (folio, fresh, { body }) =>
        texts.figure(activity.number, body.number, body.source, when.date, folio, fresh),
    );
  },
};

/** `programa parte 9 acreditadas`: which part counts for an indicator; the secretary records what the committee decided. */
export function decidePart(ask: Ask): Outcome {
  if (!ask.who.levels.has('secretary')) return say(notAllowed('programa parte', 'secretary'));
  const [, which, said] = ask.tokens;
  const activity = ask.programme.activities.find((a) => String(a.number) === which?.text);
  const part = lookUp(
    {
      acreditadas: 'accredited',
      acreditados: 'accredited',
      declaradas: 'declared',
      declarados: 'declared',
    } as const,
    said?.text ?? '',
  );
  if (activity?.measure.kind !== 'headcount' || !part) return refuse(texts.partHow());
  const reply = texts.part(activity.number, part);
  const last = ask.view.parts.get(String(activity.number))?.at(-1);
  if (last?.part === part && last.on >= `${ask.programme.year}-01-01`) return say(reply);
  const key = `part/${activity.number}/${ask.view.head.seq + 1}`;
  return note(ask, { kind: 'part.decided', key, body: { activity: activity.number, part } }, reply);
}
