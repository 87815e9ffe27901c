import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
} from 'docx';
import { legible } from '../input/clean.ts';
import type { Cell } from '../texts/report-sheet.ts';
import type { Signature } from '../texts/reports.ts';
import { paragraph } from './docx-parts.ts';

/** A row of a table that is one cell from edge to edge. */
export interface Across {
  readonly across: readonly (Paragraph | Table)[];
}

interface TableOptions {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[] | Across)[];
  /** Twips, one a column. */
  readonly widths: readonly number[];
  /** Half points. */
  readonly size?: number;
}

const line = { style: BorderStyle.SINGLE, size: 4, color: '8A94A6' };

const borders = { top: line, bottom: line, left: line, right: line };

/** A table whose header row repeats on each page; a row stays on one page where it fits. */
export function table({ header, rows, widths, size = 18 }: TableOptions): Table {
  const cell = (content: Cell, at: number, head: boolean) =>
    new TableCell({
      width: { size: widths[at]!, type: 'dxa' },
      borders,
      verticalAlign: head ? VerticalAlign.CENTER : VerticalAlign.TOP,
      margins: { top: 50, bottom: 50, left: 70, right: 70 },
      ...(head && { shading: { type: ShadingType.CLEAR, fill: 'DDE3EE', color: 'auto' } }),
      children: content.map(({ text, strong = false }) =>
        paragraph(text, { size, bold: head || strong, after: 30 }),
      ),
    });
  const across = (row: Across) =>
    new TableCell({
      columnSpan: header.length,
      borders,
      margins: { top: 90, bottom: 50, left: 70, right: 70 },
      children: [...row.across],
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((a, b) => a + b, 0), type: 'dxa' },
    columnWidths: [...widths],
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: header.map((text, i) => cell([{ text, strong: true }], i, true)),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: 'across' in row ? [across(row)] : row.map((content, i) => cell(content, i, false)),
          }),
      ),
    ],
  });
}

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };

const bare = { top: none, bottom: none, left: none, right: none };

const unlined = { ...bare, insideHorizontal: none, insideVertical: none };

/** One row of cells of the same width (twips) without lines. */
export const grid = (cells: readonly (readonly Paragraph[])[], width: number): Table =>
  new Table({
    layout: TableLayoutType.FIXED,
    width: { size: width * cells.length, type: 'dxa' },
    columnWidths: cells.map(() => width),
    borders: unlined,
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          (children) =>
            new TableCell({
              width: { size: width, type: 'dxa' },
              borders: bare,
              margins: { top: 0, bottom: 0, left: 0, right: 160 },
              children: [...children],
            }),
        ),
      }),
    ],
  });

/** Facts as label and value in two columns without lines. */
export function facts(
  pairs: readonly (readonly [string, string])[],
  widths: readonly [number, number],
): Table {
  const cell = (text: string, width: number, bold: boolean) =>
    new TableCell({
      width: { size: width, type: 'dxa' },
      borders: bare,
      margins: { top: 20, bottom: 20, left: 40, right: 40 },
      children: [paragraph(text, { size: 18, bold, after: 0 })],
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: widths[0] + widths[1], type: 'dxa' },
    columnWidths: [...widths],
    borders: unlined,
    rows: pairs.map(
      ([label, value]) =>
        new TableRow({
          cantSplit: true,
          children: [cell(label, widths[0], true), cell(value, widths[1], false)],
        }),
    ),
  });
}

/** Lines to sign on, two a row, together on one page. */
export function signatureLines(all: readonly Signature[], width: number): Table {
  const pairs = all.flatMap((_, i) => (i % 2 === 0 ? [all.slice(i, i + 2)] : []));
  // One alone stands in the middle.
  const across = all.length === 1 ? 1 : 2;
  const half = Math.floor(width / across);
  const inset = all.length === 1 ? Math.floor(width / 4) : 300;
  const cell = (s: Signature | undefined, last: boolean) =>
    new TableCell({
      width: { size: half, type: 'dxa' },
      borders: bare,
      margins: { top: 0, bottom: 0, left: inset, right: inset },
      children: s
        ? [
            paragraph('', { after: 620, keepNext: true }),
            new Paragraph({
              alignment: AlignmentType.CENTER,
              keepNext: true,
              border: { top: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 4 } },
              children: [new TextRun({ text: legible(s.name), bold: true, size: 19 })],
            }),
            paragraph(s.post, { size: 18, align: 'center', after: 0, keepNext: !last }),
          ]
        : [paragraph('', { keepNext: !last })],
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: half * across, type: 'dxa' },
    columnWidths: Array<number>(across).fill(half),
    borders: unlined,
    rows: pairs.map(
      (pair, i) =>
        new TableRow({
          cantSplit: true,
          children: Array.from({ length: across }, (_, n) => cell(pair[n], i === pairs.length - 1)),
        }),
    ),
  });
}
