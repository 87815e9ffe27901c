import { type Command, open, record, refuse } from '../ask.ts';
import { takeAmount } from '../input/extract.ts';
import { fold } from '../input/words.ts';
import { badAmount } from '../texts/fields.ts';
import { training as texts } from '../texts/records.ts';
import { behalfName, phrase, readWhen } from './when.ts';

const maxMinutes = 200 * 60;

/** Activity 9: a course taken. The same is the same person, course (case, accents and spaces aside) and date. */
export const training: Command = {
  words: ['capacitacion', 'curso'],
  may: 'employee',
  registrable: true,
  run(ask) {
    if (ask.fields === null && ask.tokens.length === 0)
      return open(texts.form(ask.today, ask.programme.privacyNotice.text));
    const when = readWhen(ask);
    if (!when.ok) return when.outcome;
    const said = ask.fields
      ? ask.fields.hours?.trim()
        ? [{ text: `${ask.fields.hours.trim()} h`, quoted: false }]
        : []
      : when.rest;
    const { amount, problem, rest } = takeAmount(said, { min: maxMinutes });
    if (problem)
      return refuse(badAmount(problem.reason, problem.said, '4h', '200 h'), ask.fields ? 'hours' : undefined);
    const course = (ask.fields ? (ask.fields.course ?? '') : phrase(rest))
      .normalize('NFC')
      .replace(/\s+/g, ' ')
      .trim();
    if (course === '') return refuse(texts.noCourse(), ask.fields ? 'course' : undefined);
    if (course.length > 150) return refuse(texts.tooLong(), ask.fields ? 'course' : undefined);
    const minutes = amount?.value ?? null;
    return record(
      ask,
      {
        kind: 'training.recorded',
        base: `training/${ask.subject}/${fold(course)}/${when.date}`,
        subject: ask.subject,
        occurredOn: when.date,
        body: { course, minutes, part: 'declared' },
      },
      (folio, fresh) => texts.recorded(course, minutes, when.date, folio, fresh, behalfName(ask)),
    );
  },
};
