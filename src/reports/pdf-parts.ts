import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { legible } from '../input/clean.ts';
import type { Cell } from '../texts/report-sheet.ts';
import { pageOf, type Signature } from '../texts/reports.ts';

const fonts = join(
  dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
  'fonts',
  'Roboto',
);
const font = (style: string) => join(fonts, `Roboto-${style}.ttf`);

// Points: 72 an inch. US letter, landscape.
const margin = 42;
/** Width between the margins. */
export const pageWidth = 792 - 2 * margin;

interface PdfOptions {
  readonly title: string;
  readonly subtitle: string;
  readonly legend?: string | undefined;
  readonly author: string;
  readonly footer: string;
  /** Its date of creation. */
  readonly at: Date;
  readonly content: Content[];
}

/** A document as PDF; Roboto is embedded, nothing is fetched. */
export function pdfBytes(options: PdfOptions): Promise<Buffer> {
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
  return pdfmake.createPdf(definition(options)).getBuffer();
}

function definition({
  title,
  subtitle,
  legend,
  author,
  footer,
  at,
  content,
}: PdfOptions): TDocumentDefinitions {
  return {
    pageSize: 'LETTER',
    pageOrientation: 'landscape',
    pageMargins: [margin, margin, margin, margin],
    language: 'es-MX',
    info: { title, author, creationDate: at },
    defaultStyle: { font: 'Roboto', fontSize: 9 },
    footer: (page, of) => ({
      text: `${legible(footer)} · ${pageOf(String(page), String(of))}`,
      alignment: 'center',
      fontSize: 7.5,
      color: '#555555',
      margin: [0, 14, 0, 0],
    }),
    content: [
      ...(legend ? [{ text: legible(legend), alignment: 'center' as const, italics: true }] : []),
      {
        text: title,
        fontSize: 15,
        bold: true,
        color: '#1F2A44',
        alignment: 'center',
        margin: [0, 6, 0, 2],
      },
      { text: legible(subtitle), fontSize: 10, alignment: 'center', margin: [0, 0, 0, 8] },
      ...content,
    ],
  };
}

export const heading = (text: string): Content => ({
  text,
  fontSize: 12,
  bold: true,
  color: '#1F2A44',
  margin: [0, 10, 0, 5],
  headlineLevel: 1,
});

/** A table whose header repeats on each page, some of its rows one cell from edge to edge; `widths` in points. */
export function grid(
  header: readonly string[],
  rows: readonly (readonly Cell[] | { readonly across: Content })[],
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
  const across = (content: Content): TableCell[] => [
    { colSpan: widths.length, stack: [content] },
    ...widths.slice(1).map(() => ({})),
  ];
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
      body: [
        header.map((text) => ({ text, bold: true })),
        ...rows.map((row) => ('across' in row ? across(row.across) : row.map(cell))),
      ],
    },
  };
}

/** What ends a document: its last words, the lines to sign on and the anchor, together on one page. */
export const ending = (closing: string, all: readonly Signature[], anchor: string): Content => ({
  unbreakable: true,
  stack: [
    { text: closing, margin: [0, 12, 0, 40] },
    signatureLines(all),
    { text: anchor, fontSize: 7, color: '#555555', margin: [0, 20, 0, 0] },
  ],
});

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
