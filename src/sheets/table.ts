import { fold, type Token, tokens } from '../input/words.ts';
import type { PaperTable } from '../papers/paper.ts';
import type { Row } from '../ports/tables.ts';
import { type CellError, type CellProblem, cell, quoted } from '../roster/cells.ts';
import { rosterColumns } from '../roster/columns.ts';
import { body, type Column, findHeaders, type Headers, missingColumns } from '../roster/headers.ts';
import type { People } from '../roster/identify.ts';
import { erasedName } from '../texts/common.ts';
import { sheetTable as texts } from '../texts/sheets-printed.ts';
import type { Sheet } from '../view/shapes.ts';
import type { SheetForm } from './form.ts';

/** The columns of a sheet that is filled in as a table. */
const sheetColumns = {
  sheet: { name: 'hoja', headers: ['Número de hoja', 'No. hoja'] },
  row: { name: 'renglon', headers: ['Renglones', 'No.', '#'] },
  number: rosterColumns.number,
  signed: { name: 'firmo', headers: ['Firma', 'Firmó', 'Asistió', 'Asistencia', 'Participó', 'Entregó'] },
  thing: { name: 'que', headers: ['Qué', 'Qué entregó', 'Donativo'] },
  amount: { name: 'cuanto', headers: ['Cuánto', 'Cantidad', 'Kilos o piezas'] },
} as const satisfies Record<string, Column>;
type Field = keyof typeof sheetColumns;

/** A sheet's list to be filled in with a spreadsheet and sent back. */
export function sheetTable(
  { sheet, people: ids }: Pick<Sheet, 'sheet' | 'people'>,
  form: SheetForm,
  people: Pick<People, 'byId'>,
): PaperTable {
  const gifts = form === 'donations';
  return {
    sheet: texts.sheet(sheet),
    header: ['hoja', 'renglon', 'numero_empleado', 'nombre', ...(gifts ? ['que', 'cuanto'] : ['firmo'])],
    rows: ids.map((id, i) => {
      const person = people.byId(id);
      return [
        sheet,
        i + 1,
        person?.number ?? null,
        person?.name ?? erasedName,
        null,
        ...(gifts ? [null] : []),
      ];
    }),
    widths: [8, 10, 18, 40, 18, 18],
  };
}

/** A row that came back: where a sheet is of gifts, with what was given as it is typed after `donar`. */
export interface Filled {
  readonly row: number;
  readonly said: readonly Token[];
}

export type TableBack =
  | { readonly ok: false; readonly errors: readonly CellError[] }
  | { readonly ok: true; readonly rows: readonly Filled[] };

const yes = /^(si|s|x|1|ok|firmo|asistio|participo|entrego|verdadero|true|✓|✔)$/;
const no = /^(|no|n|0|-+|falso|false|falto|ausente)$/;

/**
 * Which rows of a sheet a table says came back. Every row answers for itself: it must be of this sheet, and its number that of
 * the person who stands there.
 */
export function readSheetTable(
  rows: readonly Row[],
  sheet: Pick<Sheet, 'sheet' | 'people'>,
  form: SheetForm,
  people: Pick<People, 'byId' | 'byNumber'>,
): TableBack {
  const headers = findHeaders(rows, sheetColumns);
  const needed: Field[] = form === 'donations' ? ['row', 'amount'] : ['row', 'signed'];
  const missing = [...headers.errors, ...missingColumns(headers, sheetColumns, needed)];
  if (missing.length > 0) return { ok: false, errors: missing };
  const errors: CellError[] = [];
  const filled: Filled[] = [];
  for (const { row, text } of body(rows, headers)) {
    const read = readLine(text, sheet, form, people);
    if ('said' in read) filled.push(read);
    else if ('problem' in read) errors.push(errorAt(row, read.field, read.problem, text, headers));
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, rows: filled };
}

type Text = Readonly<Partial<Record<Field, string>>>;
type Line = Filled | { readonly field: Field; readonly problem: CellProblem } | { readonly empty: true };

function readLine(
  text: Text,
  { sheet, people: ids }: Pick<Sheet, 'sheet' | 'people'>,
  form: SheetForm,
  people: Pick<People, 'byId' | 'byNumber'>,
): Line {
  for (const field of Object.keys(text) as Field[]) {
    const broken = cell.safeParse(text[field]).error?.issues[0]?.message;
    if (broken !== undefined) return { field, problem: broken as CellProblem };
  }
  const said = (field: Field): string => cell.safeParse(text[field] ?? '').data ?? '';
  if (said('sheet') !== '' && Number(said('sheet')) !== sheet)
    return { field: 'sheet', problem: 'sheet-other' };
  const row = /^\d{1,4}$/.test(said('row')) ? Number(said('row')) : 0;
  const id = ids[row - 1];
  if (id === undefined) return { field: 'row', problem: said('row') === '' ? 'missing' : 'sheet-row' };
  if (said('number') !== '' && people.byNumber(said('number'))?.id !== id)
    return { field: 'number', problem: 'sheet-person' };
  if (form === 'donations') {
    if (said('amount') === '')
      return said('thing') === '' ? { empty: true } : { field: 'amount', problem: 'missing' };
    return { row, said: tokens(`${said('thing')} ${said('amount')}`) };
  }
  const mark = fold(said('signed'));
  if (yes.test(mark)) return { row, said: [] };
  return no.test(mark) ? { empty: true } : { field: 'signed', problem: 'sheet-mark' };
}

function errorAt(
  row: number,
  field: Field,
  problem: CellProblem,
  text: Text,
  headers: Headers<Field>,
): CellError {
  const value = quoted(text[field] ?? '');
  return { row, column: headers.title(field), problem, ...(value === '' ? {} : { value }) };
}
