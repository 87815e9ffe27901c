import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { legible } from '../input/clean.ts';
import { type Cell, pageOf, type ReportSheet, reportSheet, type Signature } from '../texts/reports.ts';
import { visibleAll } from '../texts/visible.ts';
import { reportColumns } from './docx.ts';
import type { ReportData } from './types.ts';

const fonts = join(
  dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
  'fonts',
  'Roboto',
);
const font = (style: string) => join(fonts, `Roboto-${style}.ttf`);

// Points: 72 an inch. US letter, landscape.
const margin = 42;
const width = 792 - 2 * margin;

/** A report as PDF, the same words as its DOCX; Roboto is embedded, nothing is fetched. `at` becomes its date of creation. */
export function reportPdf(data: ReportData, at: Date): Promise<Buffer> {
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts));
  pdfmake.addFonts({
    Roboto: {
      normal: font('Regular'),
      bold: font('Medium'),
      italics: font('Italic'),
      bolditalics: font('MediumItalic'),
    },
  });
  return pdfmake.createPdf(definition(data, visibleAll(reportSheet(data)), at)).getBuffer();
}

function definition(data: ReportData, sheet: ReportSheet, at: Date): TDocumentDefinitions {
  const legend = data.letterhead.legend;
  return {
    pageSize: 'LETTER',
    pageOrientation: 'landscape',
    pageMargins: [margin, margin, margin, margin],
    language: 'es-MX',
    info: {
      title: sheet.title,
      author: data.programme.committee.name,
      creationDate: at,
    },
    defaultStyle: { font: 'Roboto', fontSize: 9 },
    footer: (page, of) => ({
      text: `${legible(sheet.footer)} · ${pageOf(String(page), String(of))}`,
      alignment: 'center',
      fontSize: 7.5,
      color: '#555555',
      margin: [0, 14, 0, 0],
    }),
    content: [
      ...(legend ? [{ text: legible(legend), alignment: 'center' as const, italics: true }] : []),
      {
        text: sheet.title,
        fontSize: 15,
        bold: true,
        color: '#1F2A44',
        alignment: 'center',
        margin: [0, 6, 0, 2],
      },
      { text: legible(sheet.subtitle), fontSize: 10, alignment: 'center', margin: [0, 0, 0, 8] },
      {
        layout: 'noBorders',
        table: {
          widths: [130, width - 140],
          body: sheet.facts.map(([label, value]) => [{ text: label, bold: true }, legible(value)]),
        },
      },
      heading(sheet.tableTitle),
      grid(sheet.header, sheet.rows, columnWidths(), 7),
      heading(sheet.complaints.title),
      ...(sheet.complaints.rows.length > 0
        ? [
            grid(
              sheet.complaints.header,
              sheet.complaints.rows.map((row) => row.map((text) => [{ text }])),
              [200, 90, 90, 90],
              9,
            ),
          ]
        : []),
      { text: sheet.complaints.note, margin: [0, 4, 0, 0] },
      {
        unbreakable: true,
        stack: [
          { text: sheet.closing, margin: [0, 12, 0, 40] },
          signatureLines(sheet.signatures),
          { text: sheet.anchor, fontSize: 7, color: '#555555', margin: [0, 20, 0, 0] },
        ],
      },
    ],
  };
}

/** The report's columns; a cell takes its padding and line besides. */
const columnWidths = (): number[] => reportColumns.map((share) => share * width - 8.5);

const heading = (text: string): Content => ({
  text,
  fontSize: 12,
  bold: true,
  color: '#1F2A44',
  margin: [0, 10, 0, 5],
  headlineLevel: 1,
});

function grid(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  widths: number[],
  fontSize: number,
): Content {
  const cell = (content: Cell): TableCell => ({
    stack: content.map(({ text, strong = false }) => ({
      text: legible(text),
      bold: strong,
      margin: [0, 0, 0, 1.5],
    })),
  });
  return {
    fontSize,
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0.5,
      hLineColor: () => '#8A94A6',
      vLineColor: () => '#8A94A6',
      fillColor: (row: number) => (row === 0 ? '#DDE3EE' : null),
    },
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths,
      body: [header.map((text) => ({ text, bold: true })), ...rows.map((row) => row.map(cell))],
    },
  };
}

const signatureLines = (all: readonly Signature[]): Content => ({
  columns: all.map(({ name, post }) => ({
    stack: [
      {
        canvas: [{ type: 'line', x1: 0, y1: 0, x2: 260, y2: 0, lineWidth: 0.7 }],
        alignment: 'center',
        margin: [0, 0, 0, 3],
      },
      { text: legible(name), bold: true, alignment: 'center' },
      { text: legible(post), alignment: 'center' },
    ],
  })),
});
