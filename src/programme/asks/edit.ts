import { type Ask, type Outcome, refuse, say } from '../../ask.ts';
import { sha256Of } from '../../entry.ts';
import { takeDate } from '../../input/extract.ts';
import type { Token } from '../../input/words.ts';
import { later } from '../../owed.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Row } from '../../ports/tables.ts';
import { notAllowed } from '../../texts/common.ts';
import { badDate } from '../../texts/fields.ts';
import { differenceLine, tableTexts as texts } from '../../texts/programme-changes.ts';
import { yearDrafts } from '../../texts/programme-years.ts';
import { tableProblemLines } from '../../texts/tables.ts';
import type { Upload } from '../../uploads.ts';
import type { View } from '../../view.ts';
import { type Decision, unsound } from '../change.ts';
import type { Programme } from '../schema.ts';
import { cards, withChangedCards } from '../tables/cards.ts';
import { days } from '../tables/days.ts';
import { differences, readTable, type Section } from '../tables/table.ts';
import { runs, versionOn } from '../versions.ts';
import { consequences, letterTaken } from './consequences.ts';
import { type Said, sessionOf, takeDecision } from './decision.ts';
import { type Edited, editedOf, keep, takeYear, withCards } from './keep.ts';

/**
 * A part of a programme as a table: handed out, and taken back with what it changes shown before anything is kept.
 * `command` are the words before a year, which the button and the next message begin with.
 */
export function editTable(ask: Ask, section: Section, command: string, words: readonly Token[]): Outcome {
  const { year, rest } = takeYear(words);
  const edited = editedOf(ask, year);
  if (!edited) return refuse(yearDrafts.none(year!));
  const spoken = year === null ? command : `${command} ${year}`;
  const at = rest.findIndex((t) => t.text === 'aplicar');
  const [token, seen] = at < 0 ? [] : rest.slice(at + 1).map((t) => t.text);
  const applying = token !== undefined;
  const mayEdit = ask.who.levels.has('secretary');
  if (!mayEdit && (applying || ask.upload)) return refuse(notAllowed(command, 'secretary'));
  if (!applying && !ask.upload) return handOut(ask, edited, section, spoken, mayEdit);
  const upload = applying ? ask.uploaded(token) : ask.upload!;
  if (!upload) return refuse(texts.lost(spoken));

  const read = takeDecision(ask, at < 0 ? rest : rest.slice(0, at));
  if (!read.ok) return read.outcome;
  const said = ask.fields ? fieldsOf(ask, ask.fields) : read.said;
  if ('drafts' in said) return said;
  const decision = decisionOf(ask, edited, section, said);
  if ('drafts' in decision) return decision;
  const version = edited.draft ? edited.programme : versionOn(ask.view, edited.programme, decision.from);
  const before = asShown(ask.view, section, version);
  const put = readUpload(section, before, upload, edited.draft);
  if ('drafts' in put) return put;
  if (letterTaken(ask.view, before, put.after)) return refuse(texts.letterTaken(before.letter.version));
  const change = { before, ...put, decision, spoken };
  return applying
    ? apply(ask, edited, section, change, seen ?? '')
    : preview(ask, edited, section, change, upload.token);
}

/** The cards with what the committee changed in single ones. */
const asShown = (view: View, section: Section, programme: Programme): Programme =>
  section === cards ? withChangedCards(view, programme) : programme;

function handOut(
  ask: Ask,
  { programme, draft }: Edited,
  section: Section,
  spoken: string,
  mayEdit: boolean,
): Outcome {
  const shown = asShown(ask.view, section, programme);
  const paper: Paper = {
    type: 'workbook',
    name: texts.fileName(section.word, programme.year),
    tables: [
      {
        sheet: section.word,
        header: section.headers,
        rows: section.rows(shown),
        widths: section.widths,
      },
    ],
  };
  return { ...say(texts.handOut(section.word, programme.title, spoken, mayEdit, draft)), papers: [paper] };
}

interface Readable {
  readonly after: Programme;
  readonly rows: readonly Row[];
}

function readUpload(
  section: Section,
  before: Programme,
  { table }: Upload,
  draft: boolean,
): Readable | Outcome {
  if (!table.ok) return refuse(texts.unreadable(tableProblemLines(table)));
  const read = readTable(section, before, table.rows, draft);
  if (!read.ok) return refuse(texts.errors(read.errors));
  const why = unsound(read.programme);
  return why === null ? { after: read.programme, rows: table.rows } : refuse(texts.unsound(why));
}

/** What the form under a difference said; it stands for the same words. */
function fieldsOf(ask: Ask, fields: Readonly<Record<string, string>>): Said | Outcome {
  const word = (text = ''): Token => ({ text: text.trim(), quoted: false });
  for (const field of ['session', 'from'])
    if (takeDate([word(fields[field])], ask.today).date === null)
      return refuse(badDate.unknown(fields[field] ?? ''), field);
  const read = takeDecision(ask, [
    word('sesion'),
    word(fields.session),
    word('acuerdo'),
    word(fields.agreement),
    word('desde'),
    word(fields.from),
  ]);
  return read.ok ? read.said : read.outcome;
}

/** From when a change is in force: what needs no decision from today, in a year to come from its first day. */
function decisionOf(
  ask: Ask,
  { programme, draft }: Edited,
  section: Section,
  said: Said,
): Decision | Outcome {
  const first = `${programme.year}-01-01`;
  if (draft || !section.dated) return { from: later(ask.today, first), session: null, agreement: null };
  const from = said.from ?? later(said.session ?? ask.today, first);
  if (!runs(programme, from)) return refuse(texts.badFrom(from, programme.year));
  return { from, session: said.session, agreement: said.agreement };
}

interface Change extends Readable {
  readonly before: Programme;
  readonly decision: Decision;
  /** The words that the table came with, but for the decision. */
  readonly spoken: string;
}

/** What a table was compared with, so that a button of an old difference changes nothing. */
const stateOf = (section: Section, programme: Programme): string =>
  sha256Of(section.of(programme)).slice(0, 16);

function preview(ask: Ask, edited: Edited, section: Section, change: Change, token: string): Outcome {
  const { before, after, decision, spoken } = change;
  const { title } = edited.programme;
  const changes = differences(section, before, after);
  const confirm = `aplicar ${token} ${stateOf(section, before)}`;
  if (changes.length === 0) {
    const open = !section.dated && section.confirm(after, byNow(ask)) !== after;
    return say(
      open ? texts.asItIs(section.word, title, `${spoken} ${confirm}`) : texts.nothing(section.word, title),
    );
  }
  const notes = consequences(ask.view, before, after);
  if (edited.draft || !section.dated)
    return say(texts.confirm(title, changes, notes, `${spoken} ${confirm}`));
  const { session, agreement, from } = decision;
  if (session === null || agreement === null)
    return say(
      texts.askDecision(title, changes, notes, texts.decisionForm(`${spoken} ${confirm}`, ask.today)),
    );
  const words = `${spoken} sesion ${session} acuerdo ${agreement} desde ${from} ${confirm}`;
  const decided = texts.decided(from, session, String(Number(agreement.slice(9))));
  return say(texts.confirm(title, changes, [decided, ...notes], words));
}

const byNow = (ask: Ask) => ({ by: yearDrafts.secretary, on: ask.today });

function apply(ask: Ask, edited: Edited, section: Section, change: Change, seen: string): Outcome {
  const { before, after, rows, decision, spoken } = change;
  const lines = differences(section, before, after).map(differenceLine);
  const dated = section.dated && !edited.draft;
  const { session, agreement } = decision;
  if (dated && lines.length > 0 && (session === null || agreement === null))
    return refuse(texts.needsDecision());
  // The second press of a button finds the change made.
  if (lines.length > 0 && stateOf(section, before) !== seen) return refuse(texts.meanwhile(spoken));
  const by = dated && session !== null ? { by: sessionOf(ask, session).where, on: session } : byNow(ask);
  const put = (p: Programme): Programme => {
    const read = readTable(section, p, rows, edited.draft);
    return read.ok ? read.programme : p;
  };
  const outcome = keep(ask, edited, decision, lines, {
    of: section.of,
    change: (p) => (section.dated && !dated ? put(p) : section.confirm(put(p), by)),
    ...(section === days && lines.length > 0 && { note: texts.daysOpen }),
    ...(before.letter.version !== after.letter.version && { note: texts.letterOpen }),
  });
  return section === cards && !edited.draft ? withCards(ask, outcome, after) : outcome;
}
