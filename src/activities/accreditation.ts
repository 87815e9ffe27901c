import { type Ask, accreditation, type Command, type Outcome, refuse, say } from '../ask.ts';
import { inTurn, leadingDate, together } from '../bulk.ts';
import { peopleInTable, readPeople } from '../courses/list.ts';
import { readFolio } from '../folio.ts';
import { takeAmount } from '../input/extract.ts';
import { fold, type Token } from '../input/words.ts';
import type { Person } from '../ports/directory.ts';
import type { Activity } from '../programme/schema.ts';
import { accreditedList as listTexts } from '../texts/accredited-list.ts';
import { courses as texts } from '../texts/courses.ts';
import { cleanName } from './courses.ts';
import { readWhen } from './when.ts';

const maxMinutes = 200 * 60;
/** Most people that one message accredits; longer lists come as a file. */
const mostPeople = 200;

/** `acreditar 9 "Ética pública" 2024-05-07 01234 01235`: all of them or none; duplicates are answered line by line. */
export function accredit(commands: () => readonly Command[]): Command {
  return {
    words: ['acreditar', 'acredita'],
    may: 'committee',
    takesTable: true,
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
      const said: Token[] = [
        ...(course === '' ? [] : [{ text: course, quoted: true }]),
        { text: when.date, quoted: false },
        ...(amount === null ? [] : [{ text: amount, quoted: false }]),
      ];
      const command = commands().find((c) => c.registrable && c.words.includes(word))!;
      const token = fold(rest[0]?.text ?? '') === 'lista' ? (rest[1]?.text ?? '') : null;
      if (ask.upload || token !== null) {
        if (rest.length > (token === null ? 0 : 2)) return refuse(listTexts.listOrNumbers());
        return accreditList(ask, activity, command, said, token);
      }
      const list = readPeople(ask, rest);
      if (list.bad.length > 0) return refuse(texts.nobodyAccredited(list.bad));
      if (list.people.length === 0 || list.people.length > mostPeople)
        return refuse(texts.howMany(mostPeople));
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

function accreditAll(
  ask: Ask,
  activity: Activity,
  command: Command,
  said: readonly Token[],
  people: readonly Person[],
): Outcome {
  const done = proveAll(ask, command, said, people);
  return { ...say(texts.accredited(activity.number, linesOf(done))), ...together(done) };
}

const proveAll = (ask: Ask, command: Command, said: readonly Token[], people: readonly Person[]) =>
  inTurn(ask, people, (inside, person) =>
    command.run({
      ...inside,
      subject: person.id,
      behalf: true,
      accredited: true,
      fields: null,
      tokens: said,
    }),
  );

/** What became of each. */
const linesOf = (done: ReturnType<typeof proveAll>) =>
  done.map(({ item, outcome: { drafts } }) => {
    const what = drafts.length === 0 ? 'already' : drafts[0]!.kind === 'record.accredited' ? 'proved' : 'new';
    return { number: item.number, name: item.name, what, folio: drafts[0]?.folio ?? null } as const;
  });

/**
 * A list that came as a table: first what it would do, line by line where something is wrong with it, then by its
 * button everybody on it or nobody.
 */
function accreditList(
  ask: Ask,
  activity: Activity,
  command: Command,
  said: readonly Token[],
  token: string | null,
): Outcome {
  const upload = token === null ? ask.upload! : ask.uploaded(token);
  if (!upload) return refuse(listTexts.gone());
  if (!upload.table.ok)
    return refuse(listTexts.unreadable(upload.name, 'errors' in upload.table ? upload.table.errors : []));
  const list = peopleInTable(ask, upload.table.rows);
  if (list.bad.length > 0 || list.people.length === 0)
    return refuse(listTexts.wrong(upload.name, list.bad, list.people.length));
  const done = proveAll(ask, command, said, list.people);
  const lines = linesOf(done);
  if (token !== null) return { ...say(texts.accredited(activity.number, lines)), ...together(done) };
  const words = said.map((t) => (t.quoted ? `"${t.text}"` : t.text)).join(' ');
  const confirm = `acreditar ${activity.number} ${words} lista ${upload.token}`;
  return say(listTexts.preview(upload.name, activity.number, lines, list.repeated, confirm));
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
