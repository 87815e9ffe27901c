import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../adapters/tables/limits.ts';
import { readTable } from '../../../adapters/tables/read.ts';
import { utf16be, utf16le, windows1252 } from './files.ts';

const read = (bytes: Uint8Array | string) =>
  readTable(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, 'plantilla.csv');

async function cells(bytes: Uint8Array | string) {
  const result = await read(bytes);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.rows.map((row) => row.cells);
}

async function problem(bytes: Uint8Array | string) {
  const result = await read(bytes);
  return result.ok ? null : result.errors[0];
}

const words = 'No. Empleado,Nombre\r\n00123,"Muñoz Güereña, José"\r\n';
const expected = [
  ['No. Empleado', 'Nombre'],
  ['00123', 'Muñoz Güereña, José'],
];

describe('encodings of Excel in Mexico', () => {
  test.each([
    ['UTF-8', Buffer.from(words)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${words}`)],
    ['UTF-16 little endian', utf16le(words)],
    ['UTF-16 big endian', utf16be(words)],
    ['UTF-16 without a mark', utf16le(words).subarray(2)],
    ['Windows-1252', windows1252(words)],
  ])('%s', async (_, bytes) => expect(await cells(bytes)).toEqual(expected));
});

describe('separators', () => {
  test.each([',', ';', '\t', '|'])('%j, with commas and semicolons inside cells', async (separator) => {
    const line = (...list: string[]) => list.map((c) => `"${c}"`).join(separator);
    const rows = [
      ['Núm.', 'Nombre', 'Unidad'],
      ['007', 'López, Ana', 'Área; norte, sur'],
      ['008', 'Pérez, Luis', 'Área'],
    ];
    expect(await cells(rows.map((row) => line(...row)).join('\n'))).toEqual(rows);
  });

  test('the one that the first line names', async () =>
    expect(await read('sep=;\r\na,b;c,d\r\n1,2;3,4\r\n')).toEqual({
      ok: true,
      rows: [
        { row: 1, cells: ['a,b', 'c,d'] },
        { row: 2, cells: ['1,2', '3,4'] },
      ],
    }));

  test('none: one column', async () =>
    expect(await cells('numero\n1\n2\n')).toEqual([['numero'], ['1'], ['2']]));
});

describe('rows', () => {
  test('keep the number that a spreadsheet shows: empty rows and cells of several lines counted', async () => {
    const result = await read('a;b\n;\n\n"1\n1";2\n   ;\n3;4\n;;;;\n;;;;\n');
    expect(result).toEqual({
      ok: true,
      rows: [
        { row: 1, cells: ['a', 'b'] },
        { row: 4, cells: ['1\n1', '2'] },
        { row: 6, cells: ['3', '4'] },
      ],
    });
  });

  test('quotes inside an unquoted cell are part of it', async () =>
    expect(await cells('n,nombre\n1,Juan "El Güero" Pérez\n')).toEqual([
      ['n', 'nombre'],
      ['1', 'Juan "El Güero" Pérez'],
    ]));

  test('whatever is written with quotes is read as it was', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(fc.string({ unit: fc.constantFrom(...'abñé0;,\t"\n ') }), { minLength: 2, maxLength: 4 }),
          {
            minLength: 1,
            maxLength: 5,
          },
        ),
        async (body) => {
          const rows = [['h1', 'h2', 'h3', 'h4', 'h5'], ...body.map((row) => [...row, 'x'])];
          const csv = rows
            .map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(';'))
            .join('\r\n');
          expect(await cells(`sep=;\r\n${csv}`)).toEqual(rows);
        },
      ),
      { numRuns: 200 },
    ));
});

describe('refused', () => {
  const noise = Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7919 + (i >> 3)) % 256);
  test.each([
    ['nothing', new Uint8Array(), 'empty'],
    ['only separators', ';;;;\r\n;;;;\r\n', 'empty'],
    ['noise', noise, 'not-a-table'],
    ['an image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'not-a-table'],
    ['a PDF', '%PDF-1.7\n%âãÏÓ\n1 0 obj', 'not-a-table'],
    ['Excel until 2003', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'old-excel'],
    [
      'a page that calls itself a spreadsheet',
      '\n<html><table><tr><td>1</td></tr></table></html>',
      'web-page',
    ],
    ['a broken archive', Buffer.from('504b0304ffffffffffffffff', 'hex'), 'damaged'],
  ])('%s', async (_, bytes, expected) => expect((await problem(bytes))?.problem).toBe(expected));

  test('a quote that nobody closes, with the row where it opens', async () =>
    expect(await problem('a;b\n1;2\n3;"López\n5;6\n')).toMatchObject({ problem: 'open-quote', row: 3 }));

  test('a huge cell, with its place', async () => {
    const exact = `a,b\n1,${'x'.repeat(limits.cell)}\n`;
    expect((await read(exact)).ok).toBe(true);
    expect(await problem(exact.replace('x', 'xx'))).toEqual({
      problem: 'cell-too-long',
      row: 2,
      column: 'B',
      limit: limits.cell,
    });
  });

  test('too many columns, unless they are empty', async () => {
    const header = Array.from({ length: limits.columns }, (_, i) => `c${i}`).join(',');
    expect((await read(`${header},,,\n`)).ok).toBe(true);
    expect(await problem(`${header},más\n`)).toMatchObject({
      problem: 'too-many-columns',
      row: 1,
      column: 'BI',
    });
  });

  test('too many rows', async () => {
    const most = `a,b\n${'1,2\n'.repeat(limits.rows)}`;
    expect((await read(most)).ok).toBe(true);
    expect(await problem(`${most}1,2\n`)).toMatchObject({ problem: 'too-many-rows', limit: limits.rows });
  });

  test('a file too big, before it is looked at', async () =>
    expect(await problem(new Uint8Array(limits.bytes + 1))).toMatchObject({ problem: 'too-big' }));

  test('any bytes are answered, never thrown', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const result = await read(bytes);
        expect(result.ok ? result.rows.length : result.errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    ));
});
