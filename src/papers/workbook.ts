import writeXlsx from 'write-excel-file/node';
import { inert } from '../reports/inert.ts';
import type { PaperCell, PaperTable } from './paper.ts';

const head = (value: string) => ({
  value: inert(value),
  type: String,
  fontWeight: 'bold' as const,
  backgroundColor: '#DDE3EE',
  wrap: true,
  alignVertical: 'center' as const,
});

const cell = (value: PaperCell) =>
  value === null
    ? null
    : typeof value === 'number'
      ? { value, type: Number }
      : { value: inert(value), type: String };

const usualWidth = 22;

/** Tables as a workbook, one a sheet; no cell of it can become a formula. */
export function workbookXlsx(tables: readonly PaperTable[]): Promise<Buffer> {
  const sheets = tables.map(({ sheet, header, rows, widths = [] }) => ({
    sheet,
    data: [header.map(head), ...rows.map((r) => r.map(cell))],
    stickyRowsCount: 1,
    orientation: 'landscape' as const,
    columns: header.map((_, i) => ({ width: widths[i] ?? usualWidth })),
  }));
  return writeXlsx(sheets, { fontFamily: 'Arial', fontSize: 10 }).toBuffer();
}
