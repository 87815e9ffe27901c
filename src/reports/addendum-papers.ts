import { addendumFilesTexts, addendumSheet, addendumTitle } from '../texts/addendum.ts';
import { visibleAll } from '../texts/visible.ts';
import type { AddendumData } from './addendum-data.ts';
import { transmittalDocx } from './docx.ts';
import { documentBytes, textWidth } from './docx-document.ts';
import { heading, paragraph, title } from './docx-parts.ts';
import { signatureLines, table } from './docx-tables.ts';
import { ending, grid, pageWidth, pdfBytes, heading as pdfHeading } from './pdf-parts.ts';

/** Shares of the page's width: activity, figure, as sent, today, why; number, activity, evidence, date; quarter, as sent, today. */
const columns = {
  changes: [0.24, 0.14, 0.11, 0.13, 0.38],
  evidence: [0.12, 0.3, 0.42, 0.16],
  complaints: [0.2, 0.4, 0.4],
} as const;

const cells = (rows: readonly (readonly string[])[]) => rows.map((row) => row.map((text) => [{ text }]));

/** An addendum as DOCX. */
export function addendumDocx(given: AddendumData): Promise<Buffer> {
  const sheet = visibleAll(addendumSheet(given));
  const width = textWidth.landscape;
  const { committee } = given.data.programme;
  const { legend } = given.data.letterhead;
  const grid = (header: readonly string[], rows: readonly (readonly string[])[], shares: readonly number[]) =>
    table({ header, rows: cells(rows), widths: shares.map((s) => Math.floor(s * width)), size: 17 });
  return documentBytes({
    title: sheet.title,
    author: committee.name,
    orientation: 'landscape',
    footer: sheet.footer,
    children: [
      ...(legend ? [paragraph(legend, { align: 'center', italics: true, size: 17, after: 160 })] : []),
      title(sheet.title),
      paragraph(sheet.subtitle, { align: 'center', after: 160 }),
      paragraph(sheet.intro, { align: 'justified', after: 120 }),
      heading(sheet.changes.title),
      sheet.changes.rows.length > 0
        ? grid(sheet.changes.header, sheet.changes.rows, columns.changes)
        : paragraph(sheet.changes.none),
      ...(sheet.complaints === null
        ? []
        : [
            heading(sheet.complaints.title),
            grid(sheet.complaints.header, sheet.complaints.rows, columns.complaints),
          ]),
      heading(sheet.evidence.title),
      sheet.evidence.rows.length > 0
        ? grid(sheet.evidence.header, sheet.evidence.rows, columns.evidence)
        : paragraph(sheet.evidence.none),
      paragraph(sheet.closing, { before: 200, keepNext: true }),
      signatureLines(sheet.signatures, width),
      paragraph(sheet.anchor, { before: 300, size: 14, color: '555555' }),
    ],
  });
}

/** The same as PDF; `at` becomes its date of creation. */
export function addendumPdf(given: AddendumData, at: Date): Promise<Buffer> {
  const sheet = visibleAll(addendumSheet(given));
  const lines = (
    header: readonly string[],
    rows: readonly (readonly string[])[],
    shares: readonly number[],
  ) =>
    grid(
      header,
      cells(rows),
      shares.map((s) => s * pageWidth - 8.5),
      8.5,
    );
  return pdfBytes({
    title: sheet.title,
    subtitle: sheet.subtitle,
    legend: given.data.letterhead.legend,
    author: given.data.programme.committee.name,
    footer: sheet.footer,
    at,
    content: [
      { text: sheet.intro, alignment: 'justify', margin: [0, 0, 0, 4] },
      pdfHeading(sheet.changes.title),
      sheet.changes.rows.length > 0
        ? lines(sheet.changes.header, sheet.changes.rows, columns.changes)
        : { text: sheet.changes.none },
      ...(sheet.complaints === null
        ? []
        : [
            pdfHeading(sheet.complaints.title),
            lines(sheet.complaints.header, sheet.complaints.rows, columns.complaints),
          ]),
      pdfHeading(sheet.evidence.title),
      sheet.evidence.rows.length > 0
        ? lines(sheet.evidence.header, sheet.evidence.rows, columns.evidence)
        : { text: sheet.evidence.none },
      ending(sheet.closing, sheet.signatures, sheet.anchor),
    ],
  });
}

/** The letter with which an addendum goes; its own number of oficio is to be written in. */
export function addendumLetter(given: AddendumData): Promise<Buffer> {
  const { data, sent, later } = given;
  const { attachments, body } = addendumFilesTexts;
  const title = addendumTitle(given.data.type);
  const { oficio: _, ...letterhead } = data.letterhead;
  return transmittalDocx(
    { ...data, letterhead },
    [
      attachments.addendum,
      ...(later.length > 0 ? [attachments.evidence(later.length)] : []),
      attachments.sums,
    ],
    { title, body: [body(title, sent)] },
  );
}
