import { Resvg } from '@resvg/resvg-js';
import { Document, Packer, Paragraph } from 'docx';
import { strToU8, zipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';

const text = (words: string): Buffer => Buffer.from(words, 'latin1');

export const pdf = text('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
export const png = Buffer.from(
  new Resvg('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>')
    .render()
    .asPng(),
);
export const jpg = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
  text('JFIF\0\x01\x01\0\0\x01\0\x01\0\0'),
  Buffer.from([0xff, 0xd9]),
]);
export const gif = text('GIF89a\x01\0\x01\0\0\0\0;');
export const webp = text('RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0');
export const tif = text('II*\0\x08\0\0\0\0\0\0\0\0\0');
export const heic = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  text('ftypheic\0\0\0\0mif1heic'),
  Buffer.alloc(32),
]);
export const eml = Buffer.from(
  'Received: from a by b;\r\n Mon, 6 May 2024 10:00:00 -0700\r\nFrom: a@example.org\r\nTo: b@example.org\r\nDate: Mon, 6 May 2024 10:00:00 -0700\r\nSubject: =?utf-8?q?Acuse?=\r\n\r\nRecibido.\r\n',
);

export const docx = (): Promise<Buffer> =>
  Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('Acta')] }] }));

export async function xlsx(): Promise<Buffer> {
  const file = writeXlsxFile([[{ value: 'numero_empleado' }, { value: 'nombre' }]]);
  return Buffer.from(await (file as unknown as { toBuffer(): Promise<Buffer> }).toBuffer());
}

/** An Office file of nothing but its list of content types. */
export const office = (main: string, more: Record<string, Uint8Array> = {}): Buffer =>
  Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8(`<Types><Override ContentType="application/vnd.${main}+xml"/></Types>`),
      'part.xml': strToU8('<x/>'),
      ...more,
    }),
  );

/** A compound file ([MS-CFB]) whose directory has these names; nothing is in its streams. */
export function compound(...names: readonly string[]): Buffer {
  const size = 512;
  const sectors = Math.ceil((names.length + 1) / 4);
  const file = Buffer.alloc(size * (2 + sectors), 0);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 48);
  file.fill(0xff, 76, size);
  file.writeUInt32LE(0, 76);
  // The table is sector 0, the directory follows it.
  file.fill(0xff, size, 2 * size);
  file.writeUInt32LE(0xfffffffd, size);
  for (let n = 1; n <= sectors; n += 1) file.writeUInt32LE(n === sectors ? 0xfffffffe : n + 1, size + n * 4);
  for (const [n, name] of ['Root Entry', ...names].entries()) {
    const at = 2 * size + n * 128;
    file.write(name, at, 'utf16le');
    file.writeUInt16LE(name.length * 2 + 2, at + 64);
  }
  return file;
}

export const msg = compound('a', 'b', 'c', 'd', '__nameid_version1.0', '__properties_version1.0');
