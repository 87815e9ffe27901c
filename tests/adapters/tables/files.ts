import { strToU8, zipSync } from 'fflate';
import type { SheetData } from 'write-excel-file/node';
import writeExcelFile from 'write-excel-file/node';

/** A real workbook's bytes, as write-excel-file writes them. */
export async function workbook(data: SheetData): Promise<Uint8Array> {
  return new Uint8Array(await writeExcelFile(data).toBuffer());
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface HandMade {
  /** What stands inside `<sheetData>`. */
  readonly rows: string;
  /** `numFmt` and cell styles of `styles.xml`. */
  readonly styles?: string;
  /** `<sheet …/>` elements. */
  readonly sheets?: string;
  readonly more?: Readonly<Record<string, Uint8Array | string>>;
}

/** A workbook made by hand, for what no well-behaved writer writes. */
export function handMade({ rows, styles = '', sheets, more = {} }: HandMade): Uint8Array {
  const list = sheets ?? '<sheet name="Hoja1" sheetId="1" r:id="rId1"/>';
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets>${list}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/>
      <Relationship Id="rId2" Type="${rel}/worksheet" Target="/xl/worksheets/sheet2.xml"/>
      <Relationship Id="rId3" Type="${rel}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}">${styles}</styleSheet>`,
    'xl/worksheets/sheet1.xml': sheet(rows),
  };
  const bytes = Object.entries({ ...parts, ...more }).map(([name, content]) => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  return zipSync(Object.fromEntries(bytes), { level: 1 });
}

export function sheet(rows: string): string {
  return `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`;
}

export const text = (address: string, value: string): string =>
  `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`;

export function utf16le(words: string): Uint8Array {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(words, 'utf16le')]);
}

export function utf16be(words: string): Uint8Array {
  return Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(words, 'utf16le').swap16()]);
}

/** Windows-1252, for the letters of Spanish: the same as Latin-1. */
export function windows1252(words: string): Uint8Array {
  return Buffer.from(words, 'latin1');
}
