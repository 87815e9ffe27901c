import { CsvError, parse } from 'csv-parse/sync';
import type { Row } from '../../src/ports/tables.ts';
import { decode } from './decode.ts';
import { limits } from './limits.ts';
import { TableProblem } from './problem.ts';

const separators = [',', ';', '\t', '|'];
const sampleSize = 65_536;
const common = {
  bom: true,
  // Excel opens a file with any of them, also mixed.
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  // `Juan "El Güero" Pérez` unquoted is what Excel reads as such.
  relax_quotes: true,
};

/** The rows of a CSV, numbered as a spreadsheet numbers them. Throws a TableProblem. */
export function readCsv(bytes: Uint8Array): Row[] {
  const { text, separator } = declared(withoutTail(decode(bytes)));
  const rows: Row[] = [];
  let row = 0;
  const keep = (cells: string[]): null => {
    row += 1;
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ row, cells });
    if (row > limits.lastRow || rows.length > limits.rows + 1)
      throw new TableProblem('too-many-rows', { row, limit: limits.rows });
    return null;
  };
  try {
    parse(text, {
      ...common,
      delimiter: separator ?? likeliest(text),
      max_record_size: limits.columns * limits.cell,
      on_record: keep,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new TableProblem('open-quote', { row: row + 1 });
  }
  return rows;
}

/** Without the empty rows (`;;;;`) at the end, of which some spreadsheets write a million. */
function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && ' ,;\t|\r\n'.includes(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}

/** `sep=;` in the first line is Excel's own way of naming the separator; it shows no row for it. */
function declared(text: string): { text: string; separator: string | null } {
  const line = /^\ufeff?"?sep=(.)"?(?:\r\n|\n|\r)/i.exec(text);
  return line ? { text: text.slice(line[0].length), separator: line[1]! } : { text, separator: null };
}

/** The separator that splits the first rows into most cells; a comma inside names splits fewer than the real one. */
function likeliest(text: string): string {
  const sample = text.slice(0, sampleSize);
  const cells = separators.map(
    (delimiter) => splits(sample, delimiter, '"') ?? splits(sample, delimiter, null) ?? 0,
  );
  return separators[cells.indexOf(Math.max(...cells))]!;
}

function splits(sample: string, delimiter: string, quote: '"' | null): number | null {
  try {
    const rows: string[][] = parse(sample, {
      ...common,
      delimiter,
      quote,
      to: 20,
      max_record_size: sampleSize,
    });
    return rows.reduce((sum, row) => sum + row.length - 1, 0);
  } catch {
    return null;
  }
}
