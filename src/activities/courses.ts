import { type Ask, accreditation, type Command, note, type Outcome, record, refuse, say } from '../ask.ts';
import { inTurn, leadingDate, openCourses, together } from '../bulk.ts';
import { legible } from '../input/clean.ts';
import { takeAmount } from '../input/extract.ts';
import { fold, lookUp, type Token } from '../input/words.ts';
import { readFolio } from '../kinds.ts';
import type { Person } from '../ports.ts';
import type { Activity } from '../programme/schema.ts';
import { notAllowed } from '../texts/common.ts';
import { courses as texts } from '../texts/courses.ts';
import { badDate } from '../texts/fields.ts';
import { progressTexts } from '../texts/progress.ts';
import { findUnit, nearUnits, unitsOn } from './progress.ts';
import { phrase, readWhen } from './when.ts';

const maxMinutes = 200 * 60;
/** Most people that one message accredits; longer lists come as a file. */
const mostPeople = 200;

/** Activity 9: the committee opens a course, so that people confirm it by a button; and closes it. */
export const courses: Command = {
  words: ['curso'],
  followedBy: ['abrir', 'cerrar', 'abiertos'],
  may: 'committee',
  run(ask) {
    const [verb, named, ...words] = ask.tokens;
    const opening = fold(verb?.text ?? '') === 'abrir';
    if (fold(verb?.text ?? '') === 'abiertos' || !named)
      return say(texts.open(openCourses(ask.view, ask.today)));
    const course = cleanName(named.text);
    const when = leadingDate(words, ask.today);
    if (!named.quoted || course === '' || !when) return refuse(texts.how());
    if (when.date < `${ask.programme.year}-01-01`)
      return refuse(badDate.tooOld(when.date, `${ask.programme.year}-01-01`));
    const known = [...ask.view.courses.entries()]
      .map(([, c]) => c)
      .find((c) => same(c.course) === same(course) && c.on === when.date);
    if (!opening && !known) return refuse(texts.noCourse(course, when.date));
    const { amount, rest } = takeAmount(when.rest, { min: maxMinutes });
    const said = phrase(rest);
    const units = [...unitsOn(ask.view, ask.today).keys()];
    const unit = said === '' ? null : findUnit(units, said);
    if (said !== '' && unit === null) return refuse(progressTexts.noUnit(said, nearUnits(units, said)));
    const body = opening
      ? { course, minutes: amount?.value ?? null, unit, open: true }
      : { course: known!.course, minutes: known!.minutes, unit: known!.unit, open: false };
    const key = `course/${ask.view.head.seq + 1}`;
    const reply = opening
      ? texts.opened({ ...body, on: when.date }, ask.today)
      : texts.closed(course, when.date);
    if (known && known.open === opening && known.minutes === body.minutes && known.unit === body.unit)
      return say(reply);
    return note(ask, { kind: 'course.opened', key, on: when.date, body }, reply);
  },
};

/** A name that can stand between quotes. */
const cleanName = (said: string): string =>
  legible(said)
    .replace(/["“-‟«»]/gu, '')
    .slice(0, 150)
    .trim();
const same = (course: string): string => fold(course).replaceAll(' ', '');

/** `acreditar 9 "Ética pública" 2024-05-07 01234 01235`: all of them or none; duplicates are answered line by line. */
export function accredit(commands: () => readonly Command[]): Command {
  return {
    words: ['acreditar', 'acredita'],
    may: 'committee',
    run(ask) {
      const [first, ...words] = ask.tokens;
      if (fold(first?.text ?? '') === 'no') return takeBack(ask, words);
      const activity = ask.programme.activities.find((a) => String(a.number) === first?.text);
      const word = activity && accredits(activity);
      if (!word) return refuse(texts.accreditHow());
      const course = words[0]?.quoted ? cleanName(words[0].text) : '';
      if ((word === 'capacitacion') !== (course !== '')) return refuse(texts.accreditHow());
      const when = leadingDate(course === '' ? words : words.slice(1), ask.today);
      if (!when) return refuse(texts.accreditHow());
      const { amount, rest } =
        word === 'capacitacion' ? hoursFirst(when.rest) : { amount: null, rest: when.rest };
      // What one of them can't have none of them can: the day and the length are looked at first.
      const day = readWhen({ ...ask, fields: null, tokens: [{ text: when.date, quoted: false }] });
      if (!day.ok) return day.outcome;
      if (amount !== null && !takeAmount([{ text: amount, quoted: false }], { min: maxMinutes }).amount)
        return refuse(texts.accreditHow());
      const list = readPeople(ask, rest);
      if (list.bad.length > 0) return refuse(texts.nobodyAccredited(list.bad));
      if (list.people.length === 0 || list.people.length > mostPeople)
        return refuse(texts.howMany(mostPeople));
      const said: Token[] = [
        ...(course === '' ? [] : [{ text: course, quoted: true }]),
        { text: when.date, quoted: false },
        ...(amount === null ? [] : [{ text: amount, quoted: false }]),
      ];
      const command = commands().find((c) => c.registrable && c.words.includes(word))!;
      return accreditAll(ask, activity, command, said, list.people);
    },
  };
}

/** The registrable command that records what an activity counts, where a record can be proved. */
const accredits = ({ measure }: Activity): string | null =>
  measure.kind === 'headcount'
    ? ((
        {
          'training.recorded': 'capacitacion',
          'letter.accepted': 'carta',
          'evaluation.recorded': 'evaluacion',
        } as Record<string, string>
      )[measure.counts] ?? null)
    : null;

/** `4h` before the numbers. */
function hoursFirst(words: readonly Token[]): { amount: string | null; rest: readonly Token[] } {
  const first = words[0]?.text ?? '';
  return /^\d{1,3}([.,]\d+)?h$/i.test(first)
    ? { amount: first, rest: words.slice(1) }
    : { amount: null, rest: words };
}

/** Employee numbers in words, commas between them or not; each person once. */
export function readPeople(ask: Ask, words: readonly Token[]): { people: Person[]; bad: string[] } {
  const said = words.flatMap((t) => t.text.split(/[,;]+/)).filter((w) => w !== '' && fold(w) !== 'y');
  const found = said.map((number) => ({ number, person: ask.people.byNumber(number) }));
  const known = (p: Person | null): p is Person => p !== null && ask.view.roster.has(p.id);
  const people = found.flatMap(({ person }) => (known(person) ? [person] : []));
  return {
    people: [...new Map(people.map((p) => [p.id, p])).values()],
    bad: found.filter(({ person }) => !known(person)).map(({ number }) => number.slice(0, 40)),
  };
}

function accreditAll(
  ask: Ask,
  activity: Activity,
  command: Command,
  said: readonly Token[],
  people: readonly Person[],
): Outcome {
  const done = inTurn(ask, people, (inside, person) =>
    command.run({
      ...inside,
      subject: person.id,
      behalf: true,
      accredited: true,
      fields: null,
      tokens: said,
    }),
  );
  const lines = done.map(({ item, outcome: { drafts } }) => {
    const what = drafts.length === 0 ? 'already' : drafts[0]!.kind === 'record.accredited' ? 'proved' : 'new';
    return { number: item.number, name: item.name, what, folio: drafts[0]?.folio ?? null } as const;
  });
  return { ...say(texts.accredited(activity.number, lines)), ...together(done) };
}

/** `acreditar no FOLIO`: the record counts as declared again. */
function takeBack(ask: Ask, words: readonly Token[]): Outcome {
  const folio = words[0] ? readFolio(words[0].text) : null;
  const found = folio === null ? undefined : ask.view.records.get(folio);
  if (!folio || !found || !('part' in found.body) || found.voided !== null)
    return refuse(texts.noRecord(words[0]?.text.slice(0, 40) ?? ''));
  const reply = say(texts.takenBack(folio));
  return found.body.part === 'declared' ? reply : { ...reply, drafts: [accreditation(ask, folio, false)] };
}

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
    const source = from?.quoted ? legible(from.text).slice(0, 200) : '';
    if (activity?.measure.kind !== 'headcount' || !plain || source === '' || !when || when.rest.length > 0)
      return refuse(texts.figureHow());
    if (when.date > ask.today) return refuse(badDate.future(when.date));
    const first = `${ask.programme.year}-01-01`;
    if (when.date < first) return refuse(badDate.tooOld(when.date, first));
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
  if (ask.view.parts.get(String(activity.number))?.part === part) return say(reply);
  const key = `part/${activity.number}/${ask.view.head.seq + 1}`;
  return note(ask, { kind: 'part.decided', key, body: { activity: activity.number, part } }, reply);
}
