import { type Ask, type Command, type Outcome, open, record, refuse, say } from '../ask.ts';
import { openCourses, trainingBase } from '../bulk.ts';
import { isInvited } from '../courses/attendance.ts';
import { legible } from '../input/clean.ts';
import { takeAmount } from '../input/extract.ts';
import type { Token } from '../input/words.ts';
import { namingOf } from '../privacy/naming.ts';
import { courses as courseTexts } from '../texts/courses.ts';
import { badAmount } from '../texts/fields.ts';
import { training as texts } from '../texts/training.ts';
import type { View } from '../view.ts';
import { behalfName, phrase, readWhen, sayings, trimmed } from './when.ts';

const maxMinutes = 200 * 60;

/** Activity 9: a course taken. The same is the same person, course (case, accents and spaces aside) and date. */
export const training: Command = {
  words: ['capacitacion', 'curso'],
  may: 'employee',
  registrable: true,
  run(ask) {
    if (ask.fields === null && ask.tokens.length === 0) return courseForm(ask);
    const when = readWhen(ask);
    if (!when.ok) return when.outcome;
    const said = ask.fields ? hoursField(ask.fields) : when.rest;
    const { amount, problem, rest } = takeAmount(said, { min: maxMinutes });
    if (problem || (ask.fields && said.length > 0 && !amount))
      return refuse(
        badAmount(problem?.reason ?? 'unknown', problem?.said ?? ask.fields?.hours ?? '', '4h', '200 h'),
        ask.fields ? 'hours' : undefined,
      );
    const named = ask.fields ? { course: ask.fields.course ?? '', odd: '' } : courseSaid(rest);
    if (named.odd !== '') return refuse(texts.oddWords(named.odd));
    const course = legible(named.course);
    if (course === '') return refuse(texts.noCourse(), ask.fields ? 'course' : undefined);
    if (course.length > 150) return refuse(texts.tooLong(), ask.fields ? 'course' : undefined);
    if (tellsWho(ask, course)) return refuse(texts.tellsWho(), ask.fields ? 'course' : undefined);
    return record(
      ask,
      {
        kind: 'training.recorded',
        base: trainingBase(ask.subject, course, when.date),
        subject: ask.subject,
        occurredOn: when.date,
        body: { course, minutes: amount?.value ?? null, part: 'declared' },
      },
      (folio, fresh, { body, occurredOn }) =>
        texts.recorded(body.course, body.minutes, occurredOn, folio, fresh, behalfName(ask)),
    );
  },
};

/** The ledger, which nobody can rewrite, keeps the course's name: it must not tell whose record it is. */
function tellsWho(ask: Ask, course: string): boolean {
  const person = ask.people.byId(ask.subject!);
  return /\S@\S+\.\S/u.test(course) || (person !== null && namingOf(person)(course).named === 'wholly');
}

/** The form, and before it a button for each open course that the person has not confirmed. */
function courseForm(ask: Ask): Outcome {
  const form = texts.form(ask.today, ask.programme.privacyNotice.text);
  const mine = openCourses(ask.view, ask.today).filter(
    (c) =>
      isInvited(ask.view, c, ask.subject!, ask.today) &&
      !stands(ask.view, trainingBase(ask.subject, c.course, c.on)),
  );
  return mine.length === 0 ? open(form) : say(courseTexts.pick(mine, form));
}

/** Whether what a key stands for is recorded and not voided. */
function stands(view: View, base: string): boolean {
  const same = view.same.get(base);
  return same !== undefined && view.records.get(same.folio)?.voided === null;
}

function hoursField({ hours = '' }: Readonly<Record<string, string>>): Token[] {
  return hours.trim() === '' ? [] : [{ text: `${hours.trim()} h`, quoted: false }];
}

/** The course is what stands between quotes, then every other word is odd; without quotes it is all words. */
function courseSaid(tokens: readonly Token[]): { course: string; odd: string } {
  const quoted = tokens.filter((t) => t.quoted);
  if (quoted.length === 0) return { course: phrase(trimmed(tokens)).replace(/[,;:]+$/, ''), odd: '' };
  return { course: phrase(quoted), odd: phrase(sayings(tokens.filter((t) => !t.quoted))) };
}
