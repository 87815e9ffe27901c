import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { Content } from 'pdfmake/interfaces';
import { printed } from '../texts/sheets.ts';
import { visibleAll } from '../texts/visible.ts';
import type { SheetContent } from './content.ts';

const fonts = join(
  dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
  'fonts',
  'Roboto',
);

/** A sheet for signatures as PDF, letter size; fonts come with the program, nothing is fetched. */
export async function sheetPdf(content: SheetContent): Promise<Uint8Array> {
  const sheet = visibleAll(content);
  pdfmake.addFonts({
    Roboto: { normal: join(fonts, 'Roboto-Regular.ttf'), bold: join(fonts, 'Roboto-Medium.ttf') },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts));
  const [row, number, name, signature] = printed.columns;
  const head = [row, number, name, signature].map((text) => ({ text: text ?? '', bold: true }));
  const [letterTitle, ...paragraphs] = sheet.letter;
  const letter: Content[] =
    letterTitle === undefined
      ? []
      : [
          { text: letterTitle, bold: true, margin: [0, 8, 0, 4] },
          ...paragraphs.map((text): Content => ({ text, fontSize: 9, margin: [0, 0, 0, 4] })),
        ];
  const document = pdfmake.createPdf({
    pageSize: 'LETTER',
    pageMargins: [42, 42, 42, 54],
    info: { title: printed.title(sheet.sheet) },
    defaultStyle: { font: 'Roboto', fontSize: 10 },
    footer: (page: number, pages: number) => ({
      text: printed.footer(sheet.sheet, page, pages),
      alignment: 'center',
      fontSize: 8,
      margin: [0, 16, 0, 0],
    }),
    content: [
      { text: sheet.institution, fontSize: 9 },
      { text: sheet.committee, fontSize: 9 },
      { text: printed.title(sheet.sheet), fontSize: 18, bold: true, margin: [0, 6, 0, 0] },
      { text: printed.activity(sheet.activity.number, sheet.activity.title) },
      { text: printed.unit(sheet.unit) },
      { text: printed.subtitle(sheet.course, sheet.date), margin: [0, 0, 0, 6] },
      ...letter,
      {
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: [44, 60, '*', 180],
          heights: (i: number) => (i === 0 ? 14 : 24),
          body: [head, ...sheet.people.map((p, i) => [String(i + 1), p.number, p.name, ''])],
        },
      },
      { text: printed.lead, margin: [0, 28, 0, 8] },
      { text: sheet.privacy, fontSize: 7 },
    ],
  });
  return document.getBuffer();
}
