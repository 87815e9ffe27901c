import { thingSaid } from '../activities/donations.ts';
import { readWhen } from '../activities/when.ts';
import { type Ask, type Command, note, type Outcome, refuse, say } from '../ask.ts';
import { together } from '../bulk.ts';
import { sha256 } from '../entry.ts';
import { scansOf } from '../evidence/items.ts';
import type { Token } from '../input/words.ts';
import type { Paper } from '../papers/paper.ts';
import type { Activity } from '../programme/schema.ts';
import { type Asked, recordEach } from '../records/each.ts';
import { atOnce } from '../steps.ts';
import { erasedName } from '../texts/common.ts';
import { cellError } from '../texts/roster.ts';
import { sheets, shownLines } from '../texts/sheets.ts';
import { type ReturnedLine, backTexts as texts } from '../texts/sheets-back.ts';
import { resultTable } from '../texts/sheets-printed.ts';
import { unreadable } from '../texts/uploads.ts';
import { tableBytes, type Upload } from '../uploads.ts';
import { unitOn } from '../view/roster.ts';
import type { Sheet } from '../view/shapes.ts';
import { formOf, sheetCommand } from './form.ts';
import { readGifts, readRows, takeDay } from './rows.ts';
import { attachScans } from './scans.ts';
import { type Filled, readSheetTable } from './table.ts';

/** A sheet that comes back, and who says so. */
export interface Back {
  readonly ask: Ask;
  readonly commands: readonly Command[];
  readonly sheet: Sheet;
  readonly activity: Activity;
}

/** A sheet by words: `todos menos 4 9 17`, or what each gave: `4 2.5 kg, 9 ropa 3 piezas`; a date where it has none. */
export function giveBack(back: Back, words: readonly Token[]): Outcome {
  const { ask, sheet, activity } = back;
  const last = sheet.people.length;
  const { date, rest } = takeDay(words, ask.today);
  if (formOf(sheet, activity) !== 'donations') {
    const read = readRows(rest, last);
    const no = (bad: readonly string[]) => refuse(texts.badRows(sheet.sheet, last, bad));
    if (!read.ok || read.rows.size === 0) return no(read.ok ? [] : read.bad);
    return recordBack(
      back,
      date,
      [...read.rows].sort((a, b) => a - b).map((row) => ({ row, said: [] })),
    );
  }
  const read = readGifts(rest, last);
  if (!read.ok) return refuse(texts.badGifts(sheet.sheet, last, read.bad));
  return recordBack(
    back,
    date,
    read.gifts.flatMap(({ rows, said }) => rows.map((row) => ({ row, said }))),
  );
}

/** A sheet that comes back as a table: what it says, and a button that records all of it. */
export function previewTable(back: Back, { table, name, token }: Upload): Outcome {
  const { ask, sheet } = back;
  if (!table.ok) return refuse(texts.unreadable(name, unreadable(table, tableBytes)));
  const read = readBack(back, table.rows);
  if (!read.ok) return read.outcome;
  const { date } = takeDay(ask.tokens, ask.today);
  const lines = read.rows.map(({ row, said }) => ({ row, name: nameAt(back, row), said }));
  const words = `hoja ${sheet.sheet} tabla ${token}${date === null ? '' : ` ${date}`}`;
  return say(texts.tablePreview(sheet.sheet, lines, words));
}

/** `hoja 231 tabla TOKEN`: the table that was shown, recorded. */
export function confirmTable(back: Back, upload: Upload | null): Outcome {
  if (!upload?.table.ok) return refuse(texts.tableGone(back.sheet.sheet));
  const read = readBack(back, upload.table.rows);
  if (!read.ok) return read.outcome;
  return recordBack(back, takeDay(back.ask.tokens, back.ask.today).date, read.rows);
}

type Read =
  | { readonly ok: true; readonly rows: readonly Filled[] }
  | { readonly ok: false; readonly outcome: Outcome };

function readBack({ ask, sheet, activity }: Back, rows: Parameters<typeof readSheetTable>[0]): Read {
  const read = readSheetTable(rows, sheet, formOf(sheet, activity), ask.people);
  if (!read.ok)
    return { ok: false, outcome: refuse(texts.tableErrors(sheet.sheet, read.errors.map(cellError))) };
  return read.rows.length > 0 ? read : { ok: false, outcome: refuse(texts.tableEmpty(sheet.sheet)) };
}

const nameAt = ({ ask, sheet }: Back, row: number): string =>
  ask.people.byId(sheet.people[row - 1] ?? '')?.name ?? erasedName;

interface Item extends Asked {
  readonly row: number;
}

/** The registrable command of a row with its words. */
function itemOf({ sheet, activity }: Back, { row, said }: Filled, date: string): Item {
  const command = sheetCommand(activity)!;
  const given = command === 'donar' ? said : [];
  const course = sheet.course === null ? [] : [{ text: sheet.course, quoted: true }];
  return {
    row,
    person: sheet.people[row - 1]!,
    word: command === 'donar' && !thingSaid(given) ? 'tapitas' : command,
    said: [...course, ...given, { text: date, quoted: false }],
  };
}

/** All rows, their scan and that they came back, or nothing at all. */
function recordBack(back: Back, said: string | null, rows: readonly Filled[]): Outcome {
  const { ask, sheet } = back;
  const { sheet: n } = sheet;
  const date = said ?? sheet.date ?? ask.today;
  const day = readWhen({ ...ask, fields: null, tokens: [{ text: date, quoted: false }] });
  if (!day.ok) return day.outcome;
  const items = rows.map((filled) => itemOf(back, filled, date));
  const gone = items.filter(({ person }) => unitOn(ask.view, person, date) === null);
  if (gone.length > 0)
    return refuse(
      texts.gone(
        n,
        date,
        gone.map(({ row }) => ({ row, name: nameAt(back, row) })),
      ),
    );
  const done = atOnce(recordEach(ask, back.commands, items, true));
  const lines = done.map(
    ({ item: { row, said: words }, what, folio, reply }): ReturnedLine => ({
      ...{ row, name: nameAt(back, row), what, folio, why: reply.summary },
      given: giftOf(back, words),
    }),
  );
  if (lines.some((l) => l.what === 'refused')) return refuse(texts.cannot(n, lines));
  const numbers = [...new Set(rows.map((r) => r.row))].sort((a, b) => a - b);
  const key = `sheet/${n}/returned/${date}/${sha256(numbers.join(' ')).slice(0, 16)}`;
  const returned = note(
    ask,
    { kind: 'sheet.returned', key, body: { sheet: n, rows: numbers }, on: date },
    sheets.how(),
  );
  const records = together(done);
  const scans = attachScans(ask, n, date);
  const proved = scans.ids.length > 0 || scansOf(ask.view, n).length > 0;
  const by = ask.who.person?.name ?? null;
  return {
    ...say(texts.recorded({ n, date, lines, by, scans: scans.ids, proved })),
    drafts: [...records.drafts, ...returned.drafts, ...scans.drafts],
    texts: [...records.texts, ...scans.texts],
    papers: inFull(n, lines),
  };
}

/** What was given, in the words in which it was understood; nothing on a sheet of signatures. */
const giftOf = ({ activity }: Back, words: readonly Token[]): string | null =>
  sheetCommand(activity) === 'donar'
    ? words
        .slice(0, -1)
        .map((t) => t.text)
        .join(' ')
    : null;

/** A workbook of all rows, where the message shows only the first. */
function inFull(n: number, lines: readonly ReturnedLine[]): Paper[] {
  if (lines.length <= shownLines) return [];
  const { file, ...table } = resultTable(n, lines);
  return [{ type: 'workbook', name: file, tables: [table] }];
}
