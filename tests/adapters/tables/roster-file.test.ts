import { expect, test } from 'vitest';
import { readTable } from '../../../adapters/tables/read.ts';
import { planRoster } from '../../../src/roster/plan.ts';
import { utf16le, windows1252, workbook } from './files.ts';

const lines = [
  ['Instituto de Ejemplo', '', '', '', '', '', ''],
  [
    'No. Empleado',
    'Nombre completo',
    'CURP',
    'Correo electrónico',
    'Unidad administrativa',
    'Categoría',
    'Fecha de ingreso',
  ],
  [
    '00123',
    'José Muñoz Güereña',
    'MUGJ800101HSRXXX01',
    'jose@ejemplo.invalid',
    'Subdirección Médica',
    'Médico',
    '16/01/1998',
  ],
  ['00124', 'Ángela Ñáñez, Ríos', 'NARA800101MSRXXX01', '', 'SUBDIRECCION MEDICA', 'Enfermería', '7/5/2024'],
];
const csv = lines.map((line) => line.map((c) => (c.includes(',') ? `"${c}"` : c)).join(';')).join('\r\n');

async function xlsx(): Promise<Uint8Array> {
  const [title, header, ...people] = lines;
  const days = ['1998-01-16', '2024-05-07'];
  const cells = people.map((line, i) => [
    { value: Number(line[0]), type: Number, format: '00000' },
    ...line.slice(1, 6).map((value) => ({ value, type: String })),
    { value: new Date(`${days[i]}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' },
  ]);
  return workbook([title!.map((value) => ({ value })), header!.map((value) => ({ value })), ...cells]);
}

test.each([
  ['CSV of Excel in Mexico', async () => windows1252(csv)],
  ['CSV in UTF-8', async () => Buffer.from(`\ufeff${csv}`)],
  ['Unicode text', async () => utf16le(csv.replaceAll(';', '\t'))],
  ['a workbook', xlsx],
])('one roster from %s', async (_, bytes) => {
  const table = await readTable(await bytes(), 'plantilla');
  if (!table.ok) throw new Error(JSON.stringify(table.errors));
  let n = 0;
  const options = { today: '2024-05-08', complete: false, newId: () => `p${++n}` };
  const result = planRoster(table.rows, [], options);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  const { people, drafts, ignored, warnings } = result.plan;
  expect(people).toEqual([
    {
      id: 'p1',
      number: '00123',
      name: 'José Muñoz Güereña',
      email: 'jose@ejemplo.invalid',
      position: 'Médico',
    },
    { id: 'p2', number: '00124', name: 'Ángela Ñáñez, Ríos', email: null, position: 'Enfermería' },
  ]);
  expect(drafts).toEqual([
    { kind: 'roster.joined', person: 'p1', unit: 'Subdirección Médica', on: '1998-01-16' },
    { kind: 'roster.joined', person: 'p2', unit: 'Subdirección Médica', on: '2024-05-07' },
  ]);
  expect([ignored, warnings]).toEqual([['CURP'], [{ kind: 'no-email', people: 1 }]]);
});

test('errors name the rows that a spreadsheet shows', async () => {
  const bytes = windows1252(csv.replace('16/01/1998', '31/02/1998').replace('Ángela', '\r\n\r\n;;'));
  const table = await readTable(bytes, 'plantilla.csv');
  if (!table.ok) throw new Error('unreadable');
  const result = planRoster(table.rows, [], { today: '2024-05-08', complete: false, newId: () => 'p' });
  expect(result.ok ? [] : result.errors.map((e) => `${e.row} ${e.column}`)).toContain('3 Fecha de ingreso');
});
