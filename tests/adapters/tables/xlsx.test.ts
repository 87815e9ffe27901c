import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../adapters/tables/limits.ts';
import { unpack } from '../../../adapters/tables/parts.ts';
import { readTable } from '../../../adapters/tables/read.ts';
import { handMade, sheet, text, workbook } from './files.ts';

async function rows(bytes: Uint8Array) {
  // The name says another kind on purpose: the bytes decide.
  const result = await readTable(bytes, 'plantilla.csv');
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.rows;
}

async function problem(bytes: Uint8Array) {
  const result = await readTable(bytes, 'plantilla.xlsx');
  return result.ok ? null : result.errors[0];
}

const header = `<row r="1">${text('A1', 'Núm.')}${text('B1', 'Nombre')}</row>`;

describe('a real workbook', () => {
  test('texts, numbers, dates, truth values and gaps as a spreadsheet shows them', async () => {
    const bytes = await workbook([
      [
        { value: 'No. Empleado' },
        { value: 'Nombre' },
        { value: 'Alta' },
        { value: 'Horas' },
        { value: 'Activo' },
      ],
      [],
      [
        { value: '00123', type: String },
        { value: 'Muñoz  Güereña', type: String },
        { value: new Date('2024-05-07T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' },
        { value: 1.1 + 2.2, type: Number },
        { value: true, type: Boolean },
      ],
    ]);
    expect(await rows(bytes)).toEqual([
      { row: 1, cells: ['No. Empleado', 'Nombre', 'Alta', 'Horas', 'Activo'] },
      { row: 3, cells: ['00123', 'Muñoz  Güereña', '2024-05-07', '3.3', 'VERDADERO'], bare: [3] },
    ]);
  });

  test('a number keeps the zeros that its format shows, and is bare without one', async () => {
    const bytes = await workbook([
      [{ value: 'No.' }, { value: 'Otro' }],
      [
        { value: 123, type: Number, format: '00000' },
        { value: 123, type: Number },
      ],
      [
        { value: 1_234_567, type: Number, format: '00000' },
        { value: 1234, type: Number, format: '#,##0' },
      ],
    ]);
    expect((await rows(bytes)).slice(1)).toEqual([
      { row: 2, cells: ['00123', '123'], bare: [1] },
      { row: 3, cells: ['1234567', '1234'], bare: [1] },
    ]);
  });
});

describe('what offices and programs write', () => {
  test('a time of day, and a date with time', async () => {
    const styles =
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="22"/></cellXfs>';
    const data = `${header}<row r="2"><c r="A2" s="1"><v>45419</v></c><c r="B2" s="2"><v>0.1875</v></c><c r="C2" s="3"><v>45419.75</v></c></row>`;
    expect((await rows(handMade({ rows: data, styles })))[1]?.cells).toEqual([
      '2024-05-07',
      '04:30',
      '2024-05-07',
    ]);
  });

  test('dates of the calendar that begins in 1904', async () => {
    const rels = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
    const workbookXml = `<workbook ${rels}><workbookPr date1904="1"/><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`;
    const data = `${header}<row r="2"><c r="A2" s="0"><v>43957</v></c></row>`;
    const styles = '<cellXfs><xf numFmtId="14"/></cellXfs>';
    const bytes = handMade({ rows: data, styles, more: { 'xl/workbook.xml': workbookXml } });
    expect((await rows(bytes))[1]?.cells).toEqual(['2024-05-07']);
  });

  test('formulas count by their result; failed ones and those without a result say so', async () => {
    const data = `${header}<row r="2">
      <c r="A2"><f>1+1</f><v>2</v></c>
      <c r="B2" t="str"><f>A2&amp;"x"</f><v>2x</v></c>
      <c r="C2" t="e"><f>VLOOKUP(1,A:A,1)</f><v>#N/A</v></c>
      <c r="D2"><f>A9+1</f></c>
      <c r="E2" t="str"><f>""</f><v></v></c></row>
      <row r="7"><c r="C7" t="e"><v>#REF!</v></c></row>`;
    expect((await rows(handMade({ rows: data }))).slice(1)).toEqual([
      { row: 2, cells: ['2', '2x', '#N/A', '#FORMULA!'], bare: [0] },
      { row: 7, cells: ['', '', '#REF!'] },
    ]);
  });

  test('the first sheet that is not hidden', async () => {
    const sheets =
      '<sheet name="Notas" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Plantilla" sheetId="2" r:id="rId2"/>';
    const more = { 'xl/worksheets/sheet2.xml': sheet(`<row r="4">${text('B4', 'aquí')}</row>`) };
    expect(await rows(handMade({ rows: header, sheets, more }))).toEqual([{ row: 4, cells: ['', 'aquí'] }]);
  });

  test('prefixed elements, as programs of .NET write them', async () => {
    const prefixed =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>hola</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    const more = { 'xl/worksheets/sheet1.xml': prefixed };
    expect(await rows(handMade({ rows: '', more }))).toEqual([{ row: 1, cells: ['hola'] }]);
  });

  test('empty styled cells far out are no data', async () => {
    const far = `${header}<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"/></row>`;
    expect(await rows(handMade({ rows: far, styles: '<cellXfs><xf/></cellXfs>' }))).toHaveLength(1);
  });
});

/** A workbook whose directory declares these sizes for further parts, which are small in truth. */
function declaring(sizes: Readonly<Record<string, number>>): Uint8Array {
  const more = Object.fromEntries(Object.keys(sizes).map((name, i) => [name, 'x'.repeat(123_457 + i)]));
  const bytes = Buffer.from(handMade({ rows: header, more }));
  for (const [i, size] of Object.values(sizes).entries()) {
    const real = Buffer.alloc(4);
    real.writeUInt32LE(123_457 + i);
    bytes.writeUInt32LE(size, bytes.lastIndexOf(real));
  }
  return bytes;
}

describe('refused before it costs memory', () => {
  test('a bomb, by the sizes that the archive declares, without unpacking it', async () => {
    expect(await problem(declaring({ 'xl/a.xml': 2 ** 30 }))).toMatchObject({
      problem: 'bomb',
      limit: limits.unpacked,
    });
    const half = limits.unpacked / 2;
    expect(await problem(declaring({ 'xl/a.xml': half, 'xl/b.xml': half }))).toMatchObject({
      problem: 'bomb',
    });
  });

  test('pictures may be large: they are not unpacked', async () =>
    expect(await rows(declaring({ 'xl/media/image1.png': 2 ** 30 }))).toHaveLength(1));

  test('a part that declares less than it holds gets no more memory than it declared', () => {
    const held = 5 * 1024 * 1024;
    const bytes = Buffer.from(
      handMade({ rows: header, more: { 'xl/a.xml': new Uint8Array(held).fill(32) } }),
    );
    const size = Buffer.alloc(4);
    size.writeUInt32LE(held);
    // Wherever it stands: in the local header and in the directory.
    for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size, at + 1)) bytes.writeUInt32LE(10, at);
    expect(bytes.indexOf(size)).toBe(-1);
    let length = 0;
    try {
      length = unpack(bytes)['xl/a.xml']!.buffer.byteLength;
    } catch {
      // Refusing it is as good.
    }
    expect(length).toBeLessThan(1024);
  });

  test('thousands of parts', async () => {
    const more = Object.fromEntries(Array.from({ length: limits.parts }, (_, i) => [`xl/p${i}.bin`, '']));
    expect(await problem(handMade({ rows: header, more }))).toMatchObject({
      problem: 'bomb',
      limit: limits.parts,
    });
  });

  test.each([
    [
      'a cell in the last row and column',
      '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
      'too-many-columns',
    ],
    ['a cell in the last row', '<row r="1048576"><c r="A1048576"><v>1</v></c></row>', 'too-many-rows'],
    ['a row beyond any spreadsheet', '<row r="999999999"></row>', 'damaged'],
    ['a row beyond, behind an entity', '<row r="&#57;99999999"></row>', 'damaged'],
    ['a cell without its address', '<row r="2"><c><v>1</v></c></row>', 'damaged'],
    ['a cell with an address of nonsense', '<row r="2"><c r="ÑÑ2"><v>1</v></c></row>', 'damaged'],
    ['XML that breaks off', '<row r="2"><c r="A2"', 'damaged'],
    ['a text that the file does not hold', '<row r="2"><c r="A2" t="s"><v>99</v></c></row>', 'damaged'],
  ])('%s', async (_, data, expected) =>
    expect((await problem(handMade({ rows: header + data })))?.problem).toBe(expected));

  test('an entity that multiplies is not expanded', async () => {
    const entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>';
    const more = { 'xl/worksheets/sheet1.xml': entity + sheet(`<row r="1">${text('A1', '&b;')}</row>`) };
    const result = await readTable(handMade({ rows: '', more }), 'x');
    expect(JSON.stringify(result)).not.toContain('aaaa');
  });

  test('a huge cell, with its place', async () =>
    expect(
      await problem(await workbook([[{ value: 'a' }], [{ value: 'x'.repeat(limits.cell + 1) }]])),
    ).toEqual({
      problem: 'cell-too-long',
      row: 2,
      column: 'A',
      limit: limits.cell,
    }));
});

describe('other archives', () => {
  test.each([
    ['macros', { 'xl/vbaProject.bin': 'x' }, 'macros'],
    [
      'a workbook that may have macros',
      {
        '[Content_Types].xml':
          '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
      },
      'macros',
    ],
    ['a binary workbook', { 'xl/workbook.bin': 'x' }, 'binary-excel'],
    ['a spreadsheet of LibreOffice', { 'content.xml': '<x/>' }, 'open-document'],
  ])('%s', async (_, more, expected) =>
    expect((await problem(handMade({ rows: header, more })))?.problem).toBe(expected));

  test('an archive of anything', async () =>
    expect((await problem(zipSync({ 'word/document.xml': strToU8('<x/>') })))?.problem).toBe('not-a-table'));

  test('an empty sheet', async () => expect((await problem(handMade({ rows: '' })))?.problem).toBe('empty'));

  test('a part cut in half', async () => {
    const bytes = await workbook([[{ value: 'a' }]]);
    expect(Object.keys(unzipSync(bytes))).toContain('xl/workbook.xml');
    expect((await problem(bytes.subarray(0, bytes.length / 2)))?.problem).toBe('damaged');
  });
});
