import { zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import type { Row } from '../../src/ports/tables.ts';
import { unpack } from './parts.ts';
import { inspect, type Marks } from './sheet.ts';
import { firstSheet, zeroStyles } from './workbook.ts';

/** The rows of an XLSX's first visible sheet, as a spreadsheet shows them. Throws a TableProblem. */
export async function readXlsx(bytes: Uint8Array): Promise<Row[]> {
  const parts = unpack(bytes);
  const { place, part } = firstSheet(parts);
  const marks = inspect(part, zeroStyles(parts));
  // The reader gets only what was measured, not the archive: it reads its own way through one.
  const measured = zipSync({ ...parts }, { level: 0 });
  const sheet = (await readSheet(Buffer.from(measured), place)) as unknown as readonly (readonly Value[])[];
  const rows = sheet.map((cells, at) => row(at + 1, cells, marks));
  for (const [key, error] of marks.errors) put(rows, key, error);
  return rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
}

type Value = string | number | boolean | Date | null;

function row(number: number, values: readonly Value[], { zeros }: Marks): Row {
  const bare: number[] = [];
  const cells = values.map((value, column) => {
    if (typeof value !== 'number') return shown(value);
    const width = zeros.get(`${number}:${column}`);
    if (width === undefined) bare.push(column);
    return shownNumber(value, width ?? 0);
  });
  return bare.length > 0 ? { row: number, cells, bare } : { row: number, cells };
}

function put(rows: Row[], key: string, text: string): void {
  const [number, column] = key.split(':').map(Number) as [number, number];
  while (rows.length < number) rows.push({ row: rows.length + 1, cells: [] });
  const cells = [...rows[number - 1]!.cells];
  while (cells.length <= column) cells.push('');
  cells[column] = text;
  rows[number - 1] = { ...rows[number - 1]!, cells };
}

function shown(value: Exclude<Value, number>): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'VERDADERO' : 'FALSO';
  if (typeof value === 'string') return value;
  if (Number.isNaN(value.getTime())) return '#########';
  const iso = value.toISOString();
  // A time of day without a date lies on the day before the calendar of spreadsheets begins.
  return iso < '1900' ? iso.slice(11, 16) : iso.slice(0, 10);
}

/** Spreadsheets show at most 15 digits that count. */
function shownNumber(value: number, width: number): string {
  const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
  return value < 0 ? text : text.padStart(width, '0');
}
