import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../adapters/tables/read.ts';
import { inert } from '../../src/reports/inert.ts';
import { type Annex, annexOf } from '../../src/reports/roster.ts';
import { annexXlsx } from '../../src/reports/xlsx.ts';
import { visible } from '../../src/texts/visible.ts';
import { folder, office, pdfWords, readers, row, small, training } from './support.ts';

const world = small(30, [training('p1', '2024-05-02'), training('p2', '2024-05-02', 'accredited')]);
const data = world.report('2024-T2', '2024-07-10');
const annex = annexOf(data, world.view, world.people);

describe('the annex', () => {
  it('holds everybody with a yes or no a headcount', async () => {
    const read = await readTable(await annexXlsx(annex), 'anexo.xlsx');
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    expect(read.rows).toHaveLength(31);
    expect(read.rows[0]!.cells).toEqual([
      'Número de empleado',
      'Nombre',
      'Unidad',
      '7. Evaluación anual de los Códigos (26 de enero de 2024)',
      '9. Capacitación (30 de junio de 2024)',
      '11. Carta compromiso (30 de junio de 2024)',
    ]);
    // Numbers keep their zeros.
    expect(read.rows[1]!.cells).toEqual([
      '00001',
      'Persona 1 Ejemplo Confidencial',
      'Dirección',
      'No',
      'Sí',
      'No',
    ]);
  });

  it.skipIf(!readers)(
    'opens in LibreOffice, where COUNTIF gives the figures of the report',
    async () => {
      const words = await pdfWords(await office(await annexXlsx(annex), 'anexo.xlsx', 'pdf'));
      const nine = row(data, 9).progress;
      expect(nine.numerator).toBe(2);
      expect(words).toMatch(/9\. Capacitación +30 de junio de 2024 +2 +30 +2 +30/);
    },
    60_000,
  );
});

describe('cells that begin like a formula', () => {
  const hostile = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '＝1',
    '\ufeff=cmd|x',
    '\u0000=1',
    '\u200b=1',
  ];

  it('are told by an apostrophe before them', () => {
    for (const cell of hostile) expect(inert(cell)).toMatch(/^'/);
    for (const cell of ['Ana', '00001', 'a=b', '', '¿=?']) expect(inert(cell)).toBe(cell);
  });

  it('never begin with what a spreadsheet runs, whatever the text, and lose nothing else', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.tuple(fc.constantFrom(...hostile, '\u0001', '\ud800'), fc.string()).map(([a, b]) => a + b),
    );
    fc.assert(
      fc.property(text, (given) => {
        const told = inert(given);
        expect(told.trimStart()).not.toMatch(/^[=+\-@]/);
        expect(told).not.toMatch(/^[\t\r\n]/);
        const clean = visible(given);
        expect([clean, `'${clean}`]).toContain(told);
      }),
      { numRuns: 2000 },
    );
  });

  it('stay texts in the workbook, which stays one that can be read', async () => {
    const rows = [...hostile, '=HYPERLINK("http://x.invalid","y")', '<a>&"\'', 'a\u0000b\ud800'].map(
      (name, i) => ({
        number: `=${i}`,
        name,
        unit: `@${name}`,
        marks: ['yes', 'no', 'off'] as const,
      }),
    );
    const bytes = await annexXlsx({ ...annex, rows } satisfies Annex);
    const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!);
    expect(sheet).not.toContain('<f>');
    const read = await readTable(bytes, 'anexo.xlsx');
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    expect(read.rows).toHaveLength(rows.length + 1);
    for (const { cells } of read.rows.slice(1))
      for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@]/);
  });
});

it('takes five thousand people', async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => ({
    number: String(i).padStart(6, '0'),
    name: `Persona ${i}`,
    unit: `Unidad ${i % 90}`,
    marks: ['yes', 'no', 'off'] as const,
  }));
  const bytes = await annexXlsx({ ...annex, rows });
  await writeFile(join(folder, 'grande.xlsx'), bytes);
  const read = await readTable(bytes, 'grande.xlsx');
  expect(read.ok && read.rows.length).toBe(5001);
  expect(strFromU8(unzipSync(bytes)['xl/worksheets/sheet2.xml']!)).toContain('D2:D5001');
});
