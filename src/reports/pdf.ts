import { legible } from '../input/clean.ts';
import { reportSheet } from '../texts/report-sheet.ts';
import { visibleAll } from '../texts/visible.ts';
import { type CardPictures, cardsPdf } from './card-rows.ts';
import { reportColumns } from './docx.ts';
import { ending, grid, heading, pageWidth, pdfBytes } from './pdf-parts.ts';
import type { ReportData } from './types.ts';

/** A report as PDF, the same words and pictures as its DOCX. `at` becomes its date of creation. */
export function reportPdf(data: ReportData, at: Date, pictures: CardPictures = new Map()): Promise<Buffer> {
  const sheet = visibleAll(reportSheet(data));
  const { complaints } = sheet;
  return pdfBytes({
    title: sheet.title,
    subtitle: sheet.subtitle,
    legend: data.letterhead.legend,
    author: data.programme.committee.name,
    footer: sheet.footer,
    at,
    content: [
      {
        layout: 'noBorders',
        table: {
          widths: [130, pageWidth - 140],
          body: sheet.facts.map(([label, value]) => [{ text: label, bold: true }, legible(value)]),
        },
      },
      heading(sheet.tableTitle),
      grid(
        sheet.header,
        sheet.rows.flatMap((row, i) => [row, ...cardsPdf(sheet.cards[i]!, pictures, pageWidth - 10)]),
        columnWidths(),
        7,
      ),
      heading(complaints.title),
      ...(complaints.rows.length > 0
        ? [
            grid(
              complaints.header,
              complaints.rows.map((row) => row.map((text) => [{ text }])),
              [200, 90, 90, 90],
              9,
            ),
          ]
        : []),
      { text: complaints.note, margin: [0, 4, 0, 0] },
      ending(sheet.closing, sheet.signatures, sheet.anchor),
    ],
  });
}

/** The report's columns; a cell takes its padding and line besides. */
const columnWidths = (): number[] => reportColumns.map((share) => share * pageWidth - 8.5);
