import {
  AlignmentType,
  Document,
  Footer,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
} from 'docx';
import { legible } from '../input/clean.ts';
import { pageOf } from '../texts/reports.ts';

// Twips: 1440 an inch. Paper is US letter, as offices in Mexico use it.
const letter = { width: 12_240, height: 15_840 };

const margins = {
  landscape: { top: 850, bottom: 850, left: 850, right: 850, header: 400, footer: 400 },
  portrait: { top: 1134, bottom: 1134, left: 1304, right: 1304, header: 500, footer: 500 },
};

/** Width between the margins, in twips. */
export const textWidth = { landscape: letter.height - 1700, portrait: letter.width - 2608 };

interface DocumentOptions {
  readonly title: string;
  readonly author: string;
  readonly orientation: 'landscape' | 'portrait';
  readonly footer: string;
  readonly children: ISectionOptions['children'];
}

/** A whole document as the bytes of a DOCX: Arial, which every Office has, Spanish of Mexico, page numbers. */
export async function documentBytes(options: DocumentOptions): Promise<Buffer> {
  const { title, author, orientation, footer, children } = options;
  const [before = '', between = '', after = ''] = pageOf('\0', '\0').split('\0');
  const document = new Document({
    title: legible(title),
    creator: legible(author),
    styles: {
      default: {
        document: { run: { font: 'Arial', size: 20, language: { value: 'es-MX' } } },
        title: { run: { font: 'Arial', size: 30, bold: true, color: '1F2A44' } },
        heading1: {
          run: { font: 'Arial', size: 24, bold: true, color: '1F2A44' },
          paragraph: { spacing: { before: 240, after: 100 } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: {
              ...letter,
              orientation: orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: margins[orientation],
          },
        },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [
                  new TextRun({ text: `${legible(footer)} · ${before}`, size: 15, color: '555555' }),
                  new TextRun({ children: [PageNumber.CURRENT], size: 15, color: '555555' }),
                  new TextRun({ text: between, size: 15, color: '555555' }),
                  new TextRun({ children: [PageNumber.TOTAL_PAGES], size: 15, color: '555555' }),
                  new TextRun({ text: after, size: 15, color: '555555' }),
                ],
              }),
            ],
          }),
        },
        children,
      },
    ],
  });
  return Packer.toBuffer(document);
}
