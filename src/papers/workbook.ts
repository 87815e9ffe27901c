import writeXlsx from 'write-excel-file/node';
import { inertXlsx as inert } from '../reports/inert.ts';
import type { PaperCell, PaperTable } from './paper.ts';
import { heightOf, printable, widthsOf } from './sheet-look.ts';

/** A cell of a table's header; `height` of its row in points. */
export const headCell = (value: string, height?: number) => ({
  value: inert(value),
  type: String,
  fontWeight: 'bold' as const,
  backgroundColor: '#DDE3EE',
  wrap: true,
  alignVertical: 'center' as const,
  ...(height !== undefined && { height }),
});

const bodyCell = (value: PaperCell, height?: number) =>
  value === null
    ? null
    : {
        ...(typeof value === 'number' ? { value, type: Number } : { value: inert(value), type: String }),
        ...(height !== undefined && { height, wrap: true }),
        alignVertical: 'top' as const,
      };

/** Tables as a workbook, one a sheet; no cell of it can become a formula. */
export function workbookXlsx(tables: readonly PaperTable[]): Promise<Buffer> {
  const sheets = tables.map(({ sheet, header, rows, widths }) => {
    const columns = widthsOf(header, rows, widths);
    return {
      sheet,
      data: [
        header.map((title) => headCell(title, heightOf(header, columns))),
        ...rows.map((r) => {
          const height = heightOf(r, columns);
          return r.map((value) => bodyCell(value, height));
        }),
      ],
      stickyRowsCount: 1,
      orientation: 'landscape' as const,
      columns: columns.map((width) => ({ width })),
    };
  });
  return writeXlsx(sheets, { fontFamily: 'Arial', fontSize: 10, features: [printable] }).toBuffer();
}
