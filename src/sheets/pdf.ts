import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { Content, ContentTable, TDocumentDefinitions } from 'pdfmake/interfaces';
import { printed } from '../texts/sheets-printed.ts';
import { visibleAll } from '../texts/visible.ts';
import type { SheetContent } from './content.ts';

const fonts = join(
  dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
  'fonts',
  'Roboto',
);

/** A part of the file with pages of its own: a sheet, or one person's letter. */
interface Part {
  readonly name: string;
  readonly content: Content[];
}

/** Sheets for signatures as one PDF, each from a page of its own; fonts come with the program, nothing is fetched. */
export async function sheetsPdf(contents: readonly SheetContent[]): Promise<Uint8Array> {
  const sheets = contents.map((content) => visibleAll(content));
  pdfmake.addFonts({
    Roboto: { normal: join(fonts, 'Roboto-Regular.ttf'), bold: join(fonts, 'Roboto-Medium.ttf') },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts));
  const parts = sheets.flatMap((sheet) => (sheet.form === 'letters' ? lettersOf(sheet) : [listOf(sheet)]));
  const document = pdfmake.createPdf({
    pageSize: sheets[0]?.size ?? 'LETTER',
    pageMargins: [42, 42, 42, 54],
    info: {
      title: sheets
        .map((s) => printed.title(s.sheet))
        .join(', ')
        .slice(0, 200),
    },
    defaultStyle: { font: 'Roboto', fontSize: 10 },
    ...(parts.length === 1
      ? { footer: footerOf(parts[0]!, true), content: parts[0]!.content }
      : { content: parts.map((part) => section(part)) }),
  } as TDocumentDefinitions);
  return document.getBuffer();
}

/** pdfmake's sections, which its types do not know yet: pages with a foot of their own. */
const section = (part: Part): Content =>
  ({
    section: part.content,
    footer: footerOf(part, false),
    pageSize: 'inherit',
    pageOrientation: 'inherit',
    pageMargins: 'inherit',
    header: 'inherit',
  }) as unknown as Content;

/** Pages are asked for in their order: the first of a part tells where it begins. */
function footerOf({ name }: Part, alone: boolean) {
  let first = 0;
  return (page: number, pages: number): Content => {
    if (first === 0 || page < first) first = page;
    const of = alone ? printed.ofPages(pages) : printed.ofFile(page, pages);
    return {
      text: printed.footer(name, page - first + 1, of),
      alignment: 'center',
      fontSize: 8,
      margin: [0, 16, 0, 0],
    };
  };
}

const headOf = (sheet: SheetContent): Content[] => [
  { text: sheet.institution, fontSize: 9 },
  { text: sheet.committee, fontSize: 9 },
];

const paragraphs = (sheet: SheetContent, fontSize: number): Content[] => {
  const [title, ...rest] = sheet.letter;
  if (title === undefined) return [];
  return [
    { text: title, bold: true, fontSize: fontSize + 1, margin: [0, 8, 0, 4] },
    ...rest.map((text): Content => ({ text, fontSize, margin: [0, 0, 0, fontSize / 2] })),
  ];
};

/** One list of names with a line for each signature, or for what each gave. */
function listOf(sheet: SheetContent): Part {
  const { row, number, name, thing, amount, signature } = printed.columns;
  const gifts = sheet.form === 'donations';
  const titles = [row, number, name, ...(gifts ? [thing, amount] : []), signature];
  const blanks = gifts ? ['', '', ''] : [''];
  const table: ContentTable = {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [44, 56, '*', ...(gifts ? [76, 54, 88] : [180])],
      heights: (i: number) => (i === 0 ? 14 : 24),
      body: [
        titles.map((text) => ({ text, bold: true })),
        ...sheet.people.map((p, i) => [String(i + 1), p.number, p.name, ...blanks]),
      ],
    },
  };
  return {
    name: printed.title(sheet.sheet),
    content: [
      ...headOf(sheet),
      { text: printed.title(sheet.sheet), fontSize: 18, bold: true, margin: [0, 6, 0, 0] },
      { text: printed.activity(sheet.activity.number, sheet.activity.title) },
      { text: printed.unit(sheet.unit) },
      { text: printed.subtitle(sheet.course, sheet.date), margin: [0, 0, 0, 6] },
      ...(gifts ? [{ text: printed.gifts, fontSize: 8, margin: [0, 0, 0, 4] } as Content] : []),
      ...paragraphs(sheet, 9),
      table,
      { text: printed.lead, margin: [0, 28, 0, 8] },
      { text: printed.back(sheet.sheet, sheet.form), fontSize: 8, margin: [0, 0, 0, 4] },
      { text: sheet.privacy, fontSize: 7 },
    ],
  };
}

/** The letter with a person's name and number, a page each. */
const lettersOf = (sheet: SheetContent): Part[] =>
  sheet.people.map(({ name, number }, i) => ({
    name: printed.letterTitle(sheet.sheet, i + 1),
    content: [
      { text: printed.letterTitle(sheet.sheet, i + 1), bold: true, fontSize: 12, alignment: 'right' },
      ...headOf(sheet),
      { text: printed.unit(sheet.unit), fontSize: 9 },
      ...paragraphs(sheet, 11),
      { text: printed.letter.date, margin: [0, 28, 0, 44] },
      { text: printed.letter.line, alignment: 'center' },
      { text: printed.letter.signature, alignment: 'center', fontSize: 9 },
      { text: printed.letter.name(name, number), alignment: 'center', bold: true, margin: [0, 4, 0, 28] },
      { text: printed.letter.version(sheet.version), fontSize: 8 },
      { text: printed.letter.back, fontSize: 8, margin: [0, 0, 0, 4] },
      { text: sheet.privacy, fontSize: 7 },
    ],
  }));
