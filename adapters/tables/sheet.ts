import { limits } from './limits.ts';
import { letters, TableProblem } from './problem.ts';
import { walk } from './xml.ts';

/** What the reader of values does not tell about a sheet's cells; keys are `row:column`, row from 1, column from 0. */
export interface Marks {
  /** Digits that a number shows at least. */
  readonly zeros: ReadonlyMap<string, number>;
  /** The error (`#N/A`) of a formula that failed, or `noResult`. */
  readonly errors: ReadonlyMap<string, string>;
}

/** Stands for a formula whose result the file does not hold (a program wrote it, no spreadsheet has calculated it). */
const noResult = '#FORMULA!';

/**
 * Goes through a sheet before the reader of values does: that one fills every gap up to the last row and column, so
 * one cell far out would cost all memory. Throws a TableProblem beyond the limits.
 */
export function inspect(part: Uint8Array, zeroStyles: ReadonlyMap<number, number>): Marks {
  const [zeros, errors] = [new Map<string, number>(), new Map<string, string>()];
  let cell: {
    row: number;
    column: number;
    type: string;
    style: number;
    formula: boolean;
    text: string;
  } | null = null;
  let [rows, lastRow, inValue] = [0, 0, false];

  walk(part, {
    open(name, { r, t, s }) {
      if (name === 'row' && r !== undefined) rowNumber(r);
      if (name === 'c')
        cell = { ...address(r), type: t ?? 'n', style: Number(s ?? 0), formula: false, text: '' };
      if (name === 'f' && cell) cell.formula = true;
      if (name === 'v' || name === 't') inValue = true;
    },
    text(said) {
      if (cell && inValue) cell.text += said;
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false;
      if (name !== 'c' || !cell) return;
      const { row, column, type, style, formula, text } = cell;
      cell = null;
      const key = `${row}:${column}`;
      if (text === '' && !formula) return;
      count(row, column);
      if (type === 'e') errors.set(key, text || noResult);
      else if (text === '' && type !== 'str') errors.set(key, noResult);
      const width = type === 'n' ? zeroStyles.get(style) : undefined;
      if (width !== undefined) zeros.set(key, width);
    },
  });
  return { zeros, errors };

  function count(row: number, column: number): void {
    if (column >= limits.columns)
      throw new TableProblem('too-many-columns', { row, column: letters(column), limit: limits.columns });
    if (row !== lastRow) rows += 1;
    lastRow = row;
    if (rows > limits.rows + 1 || row > limits.rows * 2)
      throw new TableProblem('too-many-rows', { row, limit: limits.rows });
  }
}

function rowNumber(text: string): number {
  const row = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (row < 1 || row > limits.lastRow) throw new TableProblem('damaged');
  return row;
}

function address(text: string | undefined): { row: number; column: number } {
  const [, name, row] = /^([A-Z]{1,3})(\d+)$/.exec(text ?? '') ?? [];
  if (!name || !row) throw new TableProblem('damaged');
  const column = [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: rowNumber(row), column };
}
