import { smallCard } from '../pictures/card.ts';
import { drawingPng, drawPdf } from '../pictures/draw.ts';
import type { CardPictures } from '../reports/card-rows.ts';
import { addendumFiles, reportFiles } from '../reports/files.ts';
import { deliveryDocx, minutesDocx } from '../reports/papers.ts';
import type { ReportData } from '../reports/types.ts';
import { sheetsPdf } from '../sheets/pdf.ts';
import { mediaTypeOf } from './media.ts';
import type { Paper, Printed } from './paper.ts';
import { workbookXlsx } from './workbook.ts';

/** Makes a paper's files, in the order in which they are handed out; a report's ZIP is not among them. */
export async function print(paper: Paper): Promise<Printed[]> {
  switch (paper.type) {
    case 'text':
      return [{ name: paper.name, mediaType: paper.mediaType, bytes: Buffer.from(paper.content) }];
    case 'workbook':
      return [file(paper.name, await workbookXlsx(paper.tables))];
    case 'sheet':
      return [file(paper.name, await sheetsPdf(paper.data))];
    case 'picture':
      return [file(paper.name, await drawingPng(paper.drawing))];
    case 'poster':
      return [file(paper.name, await drawPdf(paper.picture, paper.size))];
    case 'minutes':
      return [file(paper.name, await minutesDocx(paper.data))];
    case 'delivery':
      return [file(paper.name, await deliveryDocx(paper.data))];
    case 'report': {
      const { data, annex, at, template } = paper;
      const pictures = await cardPictures(data);
      const files = await reportFiles({ data, annex, pictures, at: new Date(at), template: template?.bytes });
      return files.map(({ name, bytes }) => file(name, bytes));
    }
    case 'addendum': {
      const files = await addendumFiles(paper.data, new Date(paper.at));
      return files.map(({ name, bytes }) => file(name, bytes));
    }
  }
}

const file = (name: string, bytes: Uint8Array): Printed => ({ name, mediaType: mediaTypeOf(name), bytes });

/** The cards of a report, drawn; one that can't be is left out, since the report holds without it. */
async function cardPictures({ rows, programme }: ReportData): Promise<CardPictures> {
  const drawn = rows
    .flatMap(({ cards }) => cards)
    .map(async (card) => {
      const png = await drawingPng(smallCard(card, programme)).catch(() => null);
      return png === null ? [] : [[card.period, png] as const];
    });
  return new Map((await Promise.all(drawn)).flat());
}
