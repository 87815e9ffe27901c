import { type LetterWords, transmittalWords } from '../texts/report-papers.ts';
import { type ReportSheet, reportSheet } from '../texts/report-sheet.ts';
import { signatures } from '../texts/reports.ts';
import { type CardPictures, cardsDocx } from './card-rows.ts';
import { documentBytes, textWidth } from './docx-document.ts';
import { heading, paragraph, title } from './docx-parts.ts';
import { facts, signatureLines, table } from './docx-tables.ts';
import type { ReportData } from './types.ts';

/** Shares of the page's width, in the order of the report's header. */
export const reportColumns = [0.15, 0.13, 0.12, 0.16, 0.155, 0.075, 0.1, 0.11] as const;

/** A report as DOCX, in the programme's own table, with the pictures of the month's cards that there are. */
export function reportDocx(data: ReportData, pictures: CardPictures = new Map()): Promise<Buffer> {
  const sheet = reportSheet(data);
  const width = textWidth.landscape;
  return documentBytes({
    title: sheet.title,
    author: data.programme.committee.name,
    orientation: 'landscape',
    footer: sheet.footer,
    children: [
      ...(data.letterhead.legend ? [paragraph(data.letterhead.legend, legendStyle)] : []),
      title(sheet.title),
      paragraph(sheet.subtitle, { align: 'center', after: 160 }),
      facts(sheet.facts, [2700, width - 2700]),
      heading(sheet.tableTitle),
      table({
        header: sheet.header,
        rows: sheet.rows.flatMap((row, i) => [row, ...cardsDocx(sheet.cards[i]!, pictures, width)]),
        widths: reportColumns.map((share) => Math.floor(share * width)),
        size: 14,
      }),
      heading(sheet.complaints.title),
      ...complaints(sheet),
      paragraph(sheet.closing, { before: 200, keepNext: true }),
      signatureLines(sheet.signatures, width),
      paragraph(sheet.anchor, { before: 300, size: 14, color: '555555' }),
    ],
  });
}

const legendStyle = { align: 'center', italics: true, size: 17, after: 160 } as const;

function complaints({ complaints: { header, rows, note } }: ReportSheet) {
  const cells = rows.map((row) => row.map((text) => [{ text }]));
  return [
    ...(rows.length > 0 ? [table({ header, rows: cells, widths: [4200, 1800, 1800, 1800] })] : []),
    paragraph(note, { before: 80, size: 18 }),
  ];
}

/** The letter of transmittal as DOCX; `attachments` as it lists them; `about` what goes with it where that is not the report. */
export function transmittalDocx(
  data: ReportData,
  attachments: readonly string[],
  about?: { readonly title: string; readonly body: readonly string[] },
): Promise<Buffer> {
  const words: LetterWords = transmittalWords(data, attachments, about);
  const secretary = signatures(data).slice(1);
  return documentBytes({
    title: words.title,
    author: data.programme.committee.name,
    orientation: 'portrait',
    footer: data.programme.committee.shortName,
    children: [
      ...words.letterhead.map((line, i) =>
        paragraph(line, { align: 'center', bold: i === 0, after: i === 0 ? 20 : 160 }),
      ),
      ...(words.legend ? [paragraph(words.legend, legendStyle)] : []),
      paragraph(words.oficio, { align: 'right', bold: true, before: 200, after: 20 }),
      paragraph(words.subject, { align: 'right', after: 20 }),
      paragraph(words.dateline, { align: 'right', after: 360 }),
      ...words.addressee.map((line) => paragraph(line, { bold: true, after: 10 })),
      paragraph(words.greeting, { bold: true, after: 300 }),
      ...words.body.map((text) => paragraph(text, { align: 'justified', after: 180 })),
      paragraph(words.attachmentsTitle, { before: 60, after: 60, keepNext: true }),
      ...words.attachments.map((text, i) => paragraph(`${i + 1}. ${text}.`, { after: 40 })),
      paragraph(words.farewell, { before: 220, after: 300, keepNext: true }),
      signatureLines(secretary, textWidth.portrait),
    ],
  });
}
