import { type Ask, type Command, type Outcome, refuse, say } from '../ask.ts';
import { inTurn, together } from '../bulk.ts';
import { withRefused } from '../evidence/question.ts';
import { legible } from '../input/clean.ts';
import { fold, type Token } from '../input/words.ts';
import type { PaperSize } from '../sheets/content.ts';
import { formOf, sheetCommand } from '../sheets/form.ts';
import { type Back, confirmTable, giveBack, previewTable } from '../sheets/give-back.ts';
import { type Issued, issue, mayUnit, type Wish, wanted } from '../sheets/issue.ts';
import { papersOf, printAgain, table } from '../sheets/papers.ts';
import { takeDay } from '../sheets/rows.ts';
import { scan, withHeld } from '../sheets/scans.ts';
import { overview, show } from '../sheets/show.ts';
import { erasedName } from '../texts/common.ts';
import { leads as leadTexts } from '../texts/leads.ts';
import { progressTexts } from '../texts/progress.ts';
import { sheets as texts } from '../texts/sheets.ts';
import { backTexts } from '../texts/sheets-back.ts';
import { beginning } from '../texts/visible.ts';
import { inOffice } from '../who.ts';
import { letterConfirmed } from './letter.ts';
import { findUnit, nearUnits, unitsOn } from './progress.ts';
import { phrase } from './when.ts';

/**
 * `hoja 9 "Unidad" "curso" fecha` issues a numbered sheet with the unit's names and prints it; `hoja 231 todos menos 4 9 17`
 * records who signed it, all at once or nothing, with the pictures that come along.
 */
export function sheet(commands: () => readonly Command[]): Command {
  return {
    words: ['hoja'],
    may: 'lead',
    also: ['committee'],
    takesFiles: true,
    takesTable: true,
    run: (ask) => withRefused(ask, decide(ask, commands())),
  };
}

/** All units at once: `hojas 11 todas`; alone the sheets that are out and those without a picture. */
export const sheets: Command = {
  words: ['hojas'],
  may: 'lead',
  also: ['committee'],
  run(ask) {
    if (ask.tokens.length === 0) return overview(ask);
    const at = ask.tokens.findIndex((t) => !t.quoted && /^tod[oa]s$/.test(fold(t.text)));
    const wish = at === 1 ? readWish(ask, ask.tokens[0]!, ask.tokens.slice(2)) : null;
    if (wish === null || wish.rest.length > 0) return refuse(texts.bulkHow());
    return issueAll(ask, wish, wish.size);
  },
};

/** The commitment letter on paper, a page for each person who lacks it: `cartas "Unidad"`, `cartas todas`. */
export const letters: Command = {
  words: ['cartas'],
  may: 'lead',
  also: ['committee'],
  run(ask) {
    const { size, rest } = takeSize(ask.tokens);
    const activity = ask.programme.activities.find((a) => sheetCommand(a) === 'carta');
    const said = phrase(rest);
    if (!activity || said === '') return refuse(texts.lettersHow());
    if (!mayPrintLetter(ask)) return refuse(texts.noLetter());
    const wish: Wish = { activity, course: null, date: null, letters: true };
    if (/^tod[oa]s$/.test(fold(said))) return issueAll(ask, wish, size);
    return ofUnit(ask, said, (unit) => issueOne(ask, wish, unit, size));
  },
};

const mayPrintLetter = (ask: Ask): boolean => ask.demo || letterConfirmed(ask);

function decide(ask: Ask, commands: readonly Command[]): Outcome {
  const [first, second, ...rest] = ask.tokens;
  if (!first) return withoutFiles(ask, overview(ask));
  if (!/^\d{1,6}$/.test(first.text)) return withoutFiles(ask, refuse(texts.how()));
  const n = Number(first.text);
  const word = second && !second.quoted ? fold(second.text) : '';
  const returns = /^tod[oa]s$/.test(word) || /^\d/.test(word);
  const document = ['pdf', 'xlsx', 'excel', 'foto', 'tabla', 'a4'].includes(word);
  if (second && !returns && !document) return withoutFiles(ask, issueSaid(ask));
  const back = backOf(ask, commands, n);
  if ('refusal' in back) return withoutFiles(ask, back.refusal);
  const { sheet } = back;
  switch (word) {
    case '':
      if (ask.upload) return withHeld(ask, n, previewTable(back, ask.upload));
      return ask.sent ? scan(ask, n, sheet.date ?? ask.today) : show(back);
    case 'foto':
      return scan(ask, n, takeDay(rest, ask.today).date ?? sheet.date ?? ask.today);
    case 'tabla':
      return confirmTable(
        { ...back, ask: { ...ask, tokens: rest.slice(1) } },
        ask.uploaded(rest[0]?.text ?? ''),
      );
    case 'xlsx':
    case 'excel':
      return table(back);
    case 'pdf':
    case 'a4':
      return printAgain(back, word === 'a4' ? 'A4' : takeSize(rest).size);
  }
  if (ask.upload) return withHeld(ask, n, previewTable(back, ask.upload));
  const outcome = giveBack(back, ask.tokens.slice(1));
  return outcome.refused ? withHeld(ask, n, outcome) : outcome;
}

/** Pictures with words that are of no sheet are not kept. */
function withoutFiles(ask: Ask, outcome: Outcome): Outcome {
  if ((ask.sent?.kept.length ?? 0) === 0) return outcome;
  const { message } = outcome.reply;
  return {
    ...outcome,
    reply: { ...outcome.reply, message: { ...message, blocks: [...message.blocks, backTexts.notKept] } },
  };
}

function backOf(ask: Ask, commands: readonly Command[], n: number): Back | { readonly refusal: Outcome } {
  const sheet = ask.view.sheets.get(String(n));
  const activity = sheet && ask.programme.activities.find((a) => a.number === sheet.activity);
  if (!sheet || !activity || sheetCommand(activity) === null) return { refusal: refuse(texts.noSheet(n)) };
  if (!mayUnit(ask, sheet.unit)) return { refusal: refuse(texts.ownUnitOnly()) };
  return { ask, commands, sheet, activity };
}

interface Said extends Wish {
  readonly size: PaperSize;
  readonly rest: readonly Token[];
}

/** Activity, course and date of a sheet that is asked for, and the words that are none of these. */
function readWish(ask: Ask, first: Token, words: readonly Token[]): Said | null {
  const activity = ask.programme.activities.find((a) => String(a.number) === first.text);
  const command = activity && sheetCommand(activity);
  if (!activity || !command) return null;
  const { size, rest: sized } = takeSize(words);
  const { date, rest } = takeDay(sized, ask.today);
  const quoted = rest.filter((t) => t.quoted);
  const course = command === 'capacitacion' ? (quoted.at(-1) ?? null) : null;
  if (command === 'capacitacion' && (course === null || date === null)) return null;
  return {
    ...{ activity, date, size, letters: false },
    course: course && beginning(legible(course.text), 150),
    rest: rest.filter((t) => t !== course),
  };
}

/** `a4` among the words; letter size where nothing is said. */
function takeSize(words: readonly Token[]): { size: PaperSize; rest: readonly Token[] } {
  const a4 = words.filter((t) => !t.quoted && fold(t.text) === 'a4');
  return { size: a4.length > 0 ? 'A4' : 'LETTER', rest: words.filter((t) => !a4.includes(t)) };
}

function issueSaid(ask: Ask): Outcome {
  const [first, ...words] = ask.tokens;
  const wish = readWish(ask, first!, words);
  const said = phrase(wish?.rest ?? []);
  if (wish === null || said === '') return refuse(texts.how());
  if (sheetCommand(wish.activity) === 'carta' && !mayPrintLetter(ask)) return refuse(texts.noLetter());
  return ofUnit(ask, said, (unit) => issueOne(ask, wish, unit, wish.size));
}

function ofUnit(ask: Ask, said: string, act: (unit: string) => Outcome): Outcome {
  const units = [...unitsOn(ask.view, ask.today).keys()];
  const unit = findUnit(units, said);
  if (unit === null) return refuse(progressTexts.noUnit(said, nearUnits(units, said)));
  return mayUnit(ask, unit) ? act(unit) : refuse(texts.ownUnitOnly());
}

function issueOne(ask: Ask, wish: Wish, unit: string, size: PaperSize): Outcome {
  const people = wanted(ask, wish).get(unit) ?? [];
  if (people.length === 0) return refuse(texts.nobody(unit, wish.activity.number));
  const issued = issue(ask, wish, unit, people);
  return { ...issued.outcome, papers: papersOf(ask, [issued], size) };
}

/** A sheet for each unit that the asker may have, in one file. */
function issueAll(ask: Ask, wish: Wish, size: PaperSize): Outcome {
  if (sheetCommand(wish.activity) === 'carta' && !mayPrintLetter(ask)) return refuse(texts.noLetter());
  const units = [...wanted(ask, wish)]
    .filter(([unit]) => mayUnit(ask, unit))
    .sort(([a], [b]) => a.localeCompare(b, 'es'));
  if (units.length === 0) return refuse(texts.nobody(null, wish.activity.number));
  const all: Issued[] = [];
  const done = inTurn(ask, units, (inside, [unit, people]) => {
    const issued = issue(inside, wish, unit, people);
    all.push(issued);
    return issued.outcome;
  });
  const lines = all.map(({ sheet: s }) => ({ n: s.sheet, unit: s.unit, rows: s.people.length }));
  const form = formOf({ letters: wish.letters }, wish.activity);
  return { ...say(texts.issuedAll(form, lines)), ...together(done), papers: papersOf(ask, all, size) };
}

/** Who leads which unit, and which units nobody leads. */
export const responsables: Command = {
  words: ['responsables'],
  may: 'committee',
  run(ask) {
    const held = inOffice(ask.view, ask.today).filter((o) => o.role === 'unit-lead' && o.unit !== null);
    const lines = [...unitsOn(ask.view, ask.today)]
      .sort(([a], [b]) => a.localeCompare(b, 'es'))
      .map(([unit, people]) => ({
        unit,
        people,
        leads: held
          .filter((o) => o.unit === unit)
          .map((o) => ({ name: ask.people.byId(o.person)?.name ?? erasedName, from: o.from })),
      }));
    return say(leadTexts.list(lines));
  },
};
