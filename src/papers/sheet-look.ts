import type { Feature, Image } from 'write-excel-file/node';
import {
  findElement,
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings as insert,
  replaceElement,
  sanitizeTextContent,
} from 'write-excel-file/utility';
import { pageOf } from '../texts/reports.ts';

/** Widths in characters, heights in points: Arial 10. */
const widths = { least: 10, most: 60 };
const lineHeight = 13.5;

/** How wide columns must be for what is in them, within bounds; what is longer goes on in the next line. */
export function widthsOf(
  header: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  said: readonly (number | undefined)[] = [],
): number[] {
  return header.map((title, i) => {
    const longest = rows.reduce((most, r) => Math.max(most, String(r[i] ?? '').length), title.length / 2);
    return said[i] ?? Math.min(widths.most, Math.max(widths.least, Math.ceil(longest) + 2));
  });
}

/** The height of a row whose cells go on in further lines; undefined where one line is enough. */
export function heightOf(
  cells: readonly (string | number | null)[],
  columns: readonly number[],
): number | undefined {
  const lines = Math.max(
    1,
    ...cells.map((c, i) => Math.ceil((String(c ?? '').length * 1.1) / (columns[i] ?? 10))),
  );
  return lines === 1 ? undefined : lines * lineHeight;
}

const sheetFile = 'xl/worksheets/sheet{id}.xml';
const siblings = [...(getOrderOfSiblings(sheetFile, 'worksheet') ?? [])];
const order = [...new Set(['sheetPr', ...siblings])];

/** Prints on letter paper, all columns on one page's width, the header row on each page, with page numbers. */
export const printable: Feature<Image['content']> = {
  files: {
    transform: {
      [sheetFile]: {
        transform(xml) {
          const setup = findElement(xml, 'pageSetup');
          const sized = '<pageSetup paperSize="1" orientation="landscape" fitToWidth="1" fitToHeight="0"/>';
          const paged = setup ? replaceElement(xml, setup, sized) : insert(xml, sized, order, 'worksheet');
          const footer = `<headerFooter><oddFooter>&amp;C${pageOf('&amp;P', '&amp;N')}</oddFooter></headerFooter>`;
          return insert(
            insert(paged, '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>', order, 'worksheet'),
            footer,
            order,
            'worksheet',
          );
        },
      },
      'xl/workbook.xml': {
        transform(xml, sheets) {
          const titles = sheets
            .map(({ sheet, stickyRowsCount }, i) =>
              stickyRowsCount
                ? `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">'${sanitizeTextContent((sheet ?? '').replaceAll("'", "''"))}'!$1:$${stickyRowsCount}</definedName>`
                : '',
            )
            .join('');
          const names = findElement(xml, 'definedNames');
          if (titles === '' || !names) return xml;
          return replaceElement(xml, names, `<definedNames>${titles}</definedNames>`);
        },
      },
    },
  },
};
