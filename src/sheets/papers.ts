import { type Ask, type Outcome, say } from '../ask.ts';
import type { Paper } from '../papers/paper.ts';
import { sheets as texts } from '../texts/sheets.ts';
import { contentOf, type PaperSize, type SheetContent } from './content.ts';
import { formOf } from './form.ts';
import type { Back } from './give-back.ts';
import type { Issued } from './issue.ts';
import { sheetTable } from './table.ts';

/** Pages of one file of letters: a larger one takes long to make and to open. */
const mostLetters = 500;

/** One file of all sheets; letters, a page each, in several where there are many. */
export function papersOf(ask: Ask, all: readonly Pick<Issued, 'sheet'>[], size: PaperSize): Paper[] {
  const files: SheetContent[][] = [];
  let room = 0;
  for (const { sheet } of all) {
    const content = contentOf(ask.programme, ask.people, sheet, size);
    if (content === null) continue;
    room -= sheet.letters ? sheet.people.length : 0;
    if (files.length === 0 || room < 0) {
      files.push([]);
      room = mostLetters - (sheet.letters ? sheet.people.length : 0);
    }
    files.at(-1)!.push(content);
  }
  return files.map((data) => ({ type: 'sheet', name: texts.file(data.map((d) => d.sheet)), data }));
}

/** A sheet that was issued before, printed again. */
export const printAgain = ({ ask, sheet }: Back, size: PaperSize): Outcome => ({
  ...say(texts.again(sheet.sheet)),
  papers: papersOf(ask, [{ sheet }], size),
});

/** A sheet's list as a workbook to be filled in. */
export function table({ ask, sheet, activity }: Back): Outcome {
  const form = formOf(sheet, activity);
  const tables = [sheetTable(sheet, form, ask.people)];
  const paper: Paper = { type: 'workbook', name: texts.tableFile(sheet.sheet), tables };
  return { ...say(texts.table(sheet.sheet, form)), papers: [paper] };
}
