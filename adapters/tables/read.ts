import type { ReadTable, Row } from '../../src/ports/tables.ts';
import { readCsv } from './csv.ts';
import { limits } from './limits.ts';
import { letters, TableProblem } from './problem.ts';
import { readXlsx } from './xlsx.ts';

/** Reads a CSV or XLSX that people made, within `limits`; see the port. */
export const readTable: ReadTable = async (bytes) => {
  try {
    if (bytes.length > limits.bytes) throw new TableProblem('too-big', { limit: limits.bytes });
    const rows = (startsWith(bytes, zip) ? await readXlsx(bytes) : readText(bytes)).map(trim);
    rows.forEach(measure);
    if (rows.length === 0) throw new TableProblem('empty');
    return { ok: true, rows };
  } catch (error) {
    if (error instanceof TableProblem) return { ok: false, errors: [error.error] };
    return { ok: false, errors: [{ problem: 'damaged', row: null, column: null }] };
  }
};

const zip = [0x50, 0x4b];
// Excel until 2003, and what Excel encrypts with a password.
const compound = [0xd0, 0xcf, 0x11, 0xe0];

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}

function readText(bytes: Uint8Array): Row[] {
  if (startsWith(bytes, compound)) throw new TableProblem('old-excel');
  return readCsv(bytes);
}

/** Without the empty cells at the end that spreadsheets like to write. */
function trim(row: Row): Row {
  return { ...row, cells: row.cells.slice(0, row.cells.findLastIndex((cell) => cell.trim() !== '') + 1) };
}

function measure({ row, cells }: Row): void {
  if (cells.length > limits.columns)
    throw new TableProblem('too-many-columns', {
      row,
      column: letters(cells.length - 1),
      limit: limits.columns,
    });
  const long = cells.findIndex((cell) => cell.length > limits.cell);
  if (long >= 0) throw new TableProblem('cell-too-long', { row, column: letters(long), limit: limits.cell });
}
