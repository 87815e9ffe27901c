import { drawingPng, drawPdf } from '../pictures/draw.ts';
import { reportFiles } from '../reports/files.ts';
import { deliveryDocx, minutesDocx } from '../reports/papers.ts';
import { sheetPdf } from '../sheets/pdf.ts';
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
      return [file(paper.name, await sheetPdf(paper.data))];
    case 'picture':
      return [file(paper.name, await drawingPng(paper.drawing))];
    case 'poster':
      return [file(paper.name, await drawPdf(paper.picture, paper.size))];
    case 'minutes':
      return [file(paper.name, await minutesDocx(paper.data))];
    case 'delivery':
      return [file(paper.name, await deliveryDocx(paper.data))];
    case 'report': {
      const files = await reportFiles(paper.data, paper.annex, new Date(paper.at));
      return files.map(({ name, bytes }) => file(name, bytes));
    }
  }
}

const file = (name: string, bytes: Uint8Array): Printed => ({ name, mediaType: mediaTypeOf(name), bytes });
