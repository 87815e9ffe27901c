import { type Ask, type Command, note, type Outcome, refuse, say } from '../ask.ts';
import { fold, lookUp, type Token } from '../input/words.ts';
import { calendarOf, daysHash } from '../owed.ts';
import { editTable } from '../programme/asks/edit.ts';
import { editedOf, takeYear } from '../programme/asks/keep.ts';
import { approve, newProgramme } from '../programme/asks/next.ts';
import { addDay, addressee, document, removeDay } from '../programme/asks/short.ts';
import { draftOfYear } from '../programme/change.ts';
import type { Programme } from '../programme/schema.ts';
import { activities } from '../programme/tables/activities.ts';
import { addressees } from '../programme/tables/addressees.ts';
import { cards } from '../programme/tables/cards.ts';
import { days } from '../programme/tables/days.ts';
import { documents } from '../programme/tables/documents.ts';
import { occurrences } from '../programme/tables/occurrences.ts';
import { texts } from '../programme/tables/texts.ts';
import { yearsKnown } from '../programme/versions.ts';
import { ordinarySessions } from '../sessions/calendar.ts';
import { notAllowed } from '../texts/common.ts';
import { tableTexts } from '../texts/programme-changes.ts';
import { versionLine, yearDrafts } from '../texts/programme-years.ts';
import { programmeTexts } from '../texts/secretary.ts';
import { decidePart } from './courses.ts';

/** The parts of the programme that are edited as a table, by how people call them. */
const parts = {
  actividades: activities,
  fechas: occurrences,
  tarjetas: cards,
  destinatario: addressees,
  destinatarios: addressees,
  documentos: documents,
  textos: texts,
} as const;

/** The programme in force and what it leaves to be confirmed; its parts as tables; next year's. */
export const programme: Command = {
  words: ['programa'],
  may: 'committee',
  takesTable: true,
  run(ask) {
    const [first, ...rest] = ask.tokens;
    const word = fold(first?.text ?? '');
    if (word === '') return show(ask, ask.programme);
    if (word === 'parte') return decidePart(ask);
    if (word === 'nuevo') return newProgramme(ask, rest);
    if (word === 'aprobar') return approve(ask, rest);
    if (/^20\d\d$/.test(word)) return showYear(ask, Number(word));
    if (word === 'documento') return short(ask, rest, document);
    const section = lookUp(parts, word);
    if (!section) return refuse(tableTexts.how());
    return section === addressees && rest.some((t) => t.quoted)
      ? short(ask, rest, addressee)
      : editTable(ask, section, `programa ${word}`, rest);
  },
};

/** A change in one line, of the programme of the year that is said. */
function short(ask: Ask, words: readonly Token[], run: typeof document): Outcome {
  const { year, rest } = takeYear(words);
  const edited = editedOf(ask, year);
  return edited ? run(ask, edited, rest) : refuse(yearDrafts.none(year!));
}

function showYear(ask: Ask, year: number): Outcome {
  const edited = editedOf(ask, year);
  if (!edited) return refuse(yearDrafts.none(year));
  return edited.draft
    ? newProgramme(ask, [{ text: String(year), quoted: false }])
    : show(ask, edited.programme);
}

function show(ask: Ask, p: Programme): Outcome {
  const { view, today } = ask;
  const pending = [
    calendarOf(p, view).confirmed === false && programmeTexts.pending.calendar,
    p.letter.confirmed === false &&
      !view.confirmed.has(`letter/${p.letter.version}`) &&
      programmeTexts.pending.letter,
    p.integrityDay.confirmed === false && programmeTexts.pending.months,
    ordinarySessions({ programme: p, view, asOf: today }).some((s) => !s.planned && s.record === null) &&
      programmeTexts.pending.sessions,
    p.documents.some((d) => d.confirmed === false) && programmeTexts.pending.documents,
    p.oversight.at(-1)!.confirmed === false && programmeTexts.pending.addressee,
    p.complaints.confirmed === false && programmeTexts.pending.complaints,
  ].filter((x) => x !== false);
  const lines = p.activities.map((a) => `${a.number}. ${a.title}: ${a.target}`);
  const approved = p.approved ? programmeTexts.approved(p.approved.on, p.approved.where) : null;
  const changes = (view.versions.get(p.id) ?? [])
    .filter((v) => v.session !== null && v.from > `${p.year}-01-01`)
    .map((v) =>
      versionLine(v.from, v.session, v.agreement === null ? null : String(Number(v.agreement.slice(9)))),
    );
  const next = Math.max(...yearsKnown(view, ask.programme)) + 1;
  const draft = draftOfYear(view, next) !== null;
  return say(
    programmeTexts.show({
      title: p.title,
      institution: p.committee.institution,
      approved,
      changes,
      lines,
      pending,
      next,
      draft,
    }),
  );
}

/** The year's non-working days; the secretary edits and confirms them, and whether vacations count. */
export const nonWorkingDays: Command = {
  words: ['dias-inhabiles', 'inhabiles', 'dias'],
  may: 'committee',
  takesTable: true,
  run(ask) {
    const { year, rest } = takeYear(ask.tokens);
    const edited = editedOf(ask, year);
    if (!edited) return refuse(yearDrafts.none(year!));
    const [first, ...others] = rest;
    const word = fold(first?.text ?? '');
    if (word === 'agregar' || word === 'quitar') {
      if (!ask.who.levels.has('secretary')) return refuse(notAllowed('dias-inhabiles', 'secretary'));
      return word === 'agregar' ? addDay(ask, edited, others) : removeDay(ask, edited, others);
    }
    if (rest.some((t) => fold(t.text) === 'confirmar'))
      return confirm(ask, edited.programme, rest, edited.draft);
    if (ask.upload || word === 'tabla' || word === 'aplicar')
      return editTable(
        ask,
        days,
        'dias-inhabiles',
        word === 'tabla' ? [...yearWord(year), ...others] : ask.tokens,
      );
    return showDays(ask, edited.programme);
  },
};

const yearWord = (year: number | null): Token[] =>
  year === null ? [] : [{ text: String(year), quoted: false }];

function showDays(ask: Ask, p: Programme): Outcome {
  const { days: all, confirmed, vacationsCount } = calendarOf(p, ask.view);
  const items = all.map((d) => programmeTexts.day(d.from, d.to, d.name, programmeTexts.scopes[d.scope]));
  const table = `dias-inhabiles${p.year === ask.programme.year ? '' : ` ${p.year}`} tabla`;
  return say(programmeTexts.days(confirmed === false ? null : confirmed.on, items, vacationsCount, table));
}

function confirm(ask: Ask, p: Programme, words: readonly Token[], draft: boolean): Outcome {
  if (!ask.who.levels.has('secretary')) return say(notAllowed('dias-inhabiles confirmar', 'secretary'));
  const said = words.map((t) => fold(t.text));
  const [, ...how] = said.slice(said.indexOf('confirmar'));
  if (!(how.length === 0 || (how.length === 2 && how[0] === 'vacaciones' && /^(si|no)$/.test(how[1]!))))
    return refuse(programmeTexts.confirmHow());
  if (draft) return refuse(programmeTexts.confirmDraft(p.year));
  const vacationsCount = how.length === 0 ? null : how[1] === 'si';
  const known = calendarOf(p, ask.view);
  if (
    ask.view.confirmed.has(`calendar/${p.id}`) &&
    known.confirmed !== false &&
    known.vacationsCount === vacationsCount
  )
    return say(programmeTexts.daysConfirmed());
  return note(
    ask,
    {
      kind: 'calendar.confirmed',
      key: `calendar/${p.id}/${ask.view.head.seq + 1}`,
      body: { programme: p.id, vacationsCount, days: daysHash(p.calendar) },
    },
    programmeTexts.daysConfirmed(),
  );
}
