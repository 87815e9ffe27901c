import { describe, expect, test } from 'vitest';
import { readRoster } from '../../src/roster/columns.ts';
import { table, today } from './support.ts';

const read = (...lines: readonly (readonly string[])[]) => readRoster(table(...lines), today);

describe('headers', () => {
  test.each([
    'numero_empleado',
    'NUMERO EMPLEADO',
    'No. Empleado',
    'No.Empleado',
    'Núm. de empleado',
    'Núm.  de\nempleado',
    'Número de empleado',
    'NumEmpleado',
    'Num Empleado:',
    'Nº de empleado',
    'N° empleado',
    '# Empleado',
    'Expediente',
    'No. de nómina',
  ])('%j is the number', (header) => {
    const { rows, errors } = read([header, 'Nombre', 'Unidad'], ['007', 'Ana Ejemplo', 'Norte']);
    expect([errors, rows[0]?.number]).toEqual([[], '007']);
  });

  test.each([
    ['correo', ['Correo', 'Correo electrónico', 'E-mail', 'EMAIL', 'Correo Institucional']],
    [
      'unidad',
      ['Unidad', 'Unidad Administrativa', 'Adscripción', 'ÁREA', 'Área de adscripción', 'Centro de trabajo'],
    ],
    ['puesto', ['Puesto', 'Cargo', 'Categoría', 'CATEGORIA']],
    ['alta', ['Alta', 'Fecha de alta', 'Fecha de ingreso', 'FECHA_ALTA']],
    ['baja', ['Baja', 'Fecha de baja', 'fecha baja']],
  ])('variants of %s', (name, variants) => {
    const field = { correo: 'email', unidad: 'unit', puesto: 'position', alta: 'join', baja: 'leave' }[name]!;
    const value = {
      correo: 'a@ejemplo.invalid',
      unidad: 'Norte',
      puesto: 'Analista',
      alta: '2024-01-16',
      baja: '2024-01-16',
    }[name]!;
    for (const variant of variants) {
      const unit = name === 'unidad' ? [] : ['unidad'];
      const { rows, errors, ignored } = read(
        ['Expediente', 'Nombre', variant, ...unit],
        ['1', 'Ana', value, 'Norte'],
      );
      expect([variant, errors, ignored, rows[0]?.[field as 'unit']]).toEqual([variant, [], [], value]);
    }
  });

  test('of the likeliest column win; the rest is named, not read', () => {
    const { rows, ignored } = read(
      [
        'Expediente',
        'Nombre',
        'Nombre completo',
        'Área',
        'Unidad administrativa',
        'CURP',
        '',
        'Correo personal',
        'Correo institucional',
      ],
      ['1', 'Ana', 'Ana Ejemplo', 'Compras', 'Norte', 'XXXX', 'nota', 'yo@casa.invalid', 'a@ejemplo.invalid'],
    );
    expect(rows[0]).toMatchObject({ name: 'Ana Ejemplo', unit: 'Norte', email: 'a@ejemplo.invalid' });
    expect(ignored).toEqual(['Área', 'CURP', 'Correo personal', 'Nombre']);
  });

  test('may stand below titles', () => {
    const { rows } = read(
      ['Instituto de Ejemplo'],
      ['Plantilla de personal', '', 'al 30 de abril'],
      ['No.', 'Expediente', 'Nombre', 'Área'],
      ['1', '007', 'Ana Ejemplo', 'Norte'],
    );
    expect(rows).toMatchObject([{ row: 4, number: '007', unit: 'Norte' }]);
  });

  test('repeated on each page are no people; empty rows neither', () => {
    const head = ['Expediente', 'Nombre', 'Área', 'Nota'];
    const { rows, errors } = read(
      head,
      ['1', 'Ana', 'Norte'],
      head,
      ['', ' ', '', 'fin de página'],
      ['2', 'Luis', 'Norte'],
    );
    expect([errors, rows.map((r) => r.row)]).toEqual([[], [2, 5]]);
  });

  test('that lack are named as the contract names them', () => {
    expect(read(['Nombre', 'Correo'], ['Ana', '']).errors).toEqual([
      { row: 1, column: 'numero_empleado', problem: 'missing-column' },
      { row: 1, column: 'unidad', problem: 'missing-column' },
    ]);
    expect(read(['uno', 'dos'], ['1', '2']).errors.map((e) => e.column)).toEqual([
      'numero_empleado',
      'nombre',
      'unidad',
    ]);
  });

  test('that stand twice are an error', () =>
    expect(read(['Expediente', 'Nombre', 'Unidad', 'UNIDAD'], ['1', 'Ana', 'Norte', 'Sur']).errors).toEqual([
      { row: 1, column: 'Unidad', problem: 'repeated-column' },
    ]));
});

describe('names', () => {
  test('in parts are joined', () => {
    const { rows } = read(
      ['Expediente', 'Apellido Paterno', 'Apellido Materno', 'Nombre(s)', 'Unidad'],
      ['1', 'Ejemplo', 'Río', 'Ana  Lucía', 'Norte'],
      ['2', 'Ejemplo', '', 'Luis', 'Norte'],
    );
    expect(rows.map((r) => r.name)).toEqual(['Ana Lucía Ejemplo Río', 'Luis Ejemplo']);
  });

  test('come in NFC, without what can’t be seen or turns the writing', () => {
    const name = 'Jose\u0301\u200b \u202eMun\u0303oz\u00a0\t R\u00ado\ufeffdri\u0000guez';
    expect(read(['Expediente', 'Nombre', 'Unidad'], ['1', name, 'Norte']).rows[0]?.name).toBe(
      'José Muñoz Rodriguez',
    );
  });

  test.each([
    '=1+1',
    '+52 662',
    '@ana',
    '-Ana',
    '12345',
    'Mu\ufffdoz',
    'PeÃ±a',
    'Mu¤oz',
    'L¢pez',
    '#¡REF!',
    '#N/D',
    '',
  ])('%j is none', (name) =>
    expect(read(['Expediente', 'Nombre', 'Unidad'], ['1', name, 'Norte']).errors).toMatchObject([
      { row: 2, column: 'Nombre' },
    ]));
});

describe('cells', () => {
  const head = ['Expediente', 'Nombre', 'Correo', 'Unidad', 'Puesto', 'Alta', 'Baja'];
  const one = (cells: Partial<Record<'number' | 'email' | 'join' | 'leave', string>>) =>
    read(head, [
      cells.number ?? '1',
      'Ana',
      cells.email ?? '',
      'Norte',
      'N/A',
      cells.join ?? '',
      cells.leave ?? '',
    ]);

  test.each([
    ['2024-05-07', '2024-05-07'],
    ['2024-05-07T00:00:00', '2024-05-07'],
    ['2024-05-07 00:00:00', '2024-05-07'],
    ['7/5/2024', '2024-05-07'],
    ['07/05/2024 12:00:00 a. m.', '2024-05-07'],
    ['07-05-2024', '2024-05-07'],
    ['07.05.2024', '2024-05-07'],
    ['7/5/24', '2024-05-07'],
    ['07-may-2024', '2024-05-07'],
    ['07-may-24', '2024-05-07'],
    ['7 de mayo de 2024', '2024-05-07'],
    ['16/1/1998', '1998-01-16'],
    ['29/02/2024', '2024-02-29'],
    ['', null],
    ['N/A', null],
    ['00/00/0000', null],
  ])('the date %j is %j', (said, day) => expect(one({ join: said }).rows[0]?.join).toBe(day));

  test.each([['31/12/9999'], ['vigente'], ['-']])('%j is no leave', (said) =>
    expect(one({ leave: said })).toMatchObject({ errors: [], rows: [{ leave: null }] }));

  test.each([
    ['31/02/2024', 'date'],
    ['29/02/2023', 'date'],
    ['05/13/2024', 'date'],
    ['7 de mayo', 'date'],
    ['7/5', 'date'],
    ['hoy', 'date'],
    ['45419', 'date'],
    ['pronto', 'date'],
    ['2024-05-07 y 2024-05-08', 'date'],
    ['0024-05-07', 'date-range'],
    ['1/1/1900', 'date-range'],
    ['2026-01-01', 'date-range'],
  ])('the date %j is refused: %s', (said, problem) =>
    expect(one({ join: said }).errors).toMatchObject([{ row: 2, column: 'Alta', problem, value: said }]));

  test.each([
    ['007', '007'],
    ["'007", '007'],
    ['a-12/b', 'A-12/B'],
  ])('the number %j is %j', (said, number) => expect(one({ number: said }).rows[0]?.number).toBe(number));

  test.each([
    '12 34',
    '1234.0',
    '1,234',
    '1E+05',
    '0',
    '000',
    '-5',
    '2024-05-07',
    'x'.repeat(21),
    '=1',
    '１２',
  ])('the number %j is refused', (number) =>
    expect(one({ number }).errors).toMatchObject([{ column: 'Expediente', problem: 'number' }]));

  test.each([
    ['ANA.Ejemplo@Ejemplo.INVALID', 'ana.ejemplo@ejemplo.invalid'],
    ['sin correo', null],
    ['S/C', null],
    ['no tiene', null],
  ])('the e-mail %j is %j', (said, email) => expect(one({ email: said }).rows[0]?.email).toBe(email));

  test.each([
    'ana',
    'ana@',
    'ana@ejemplo',
    'a b@ejemplo.invalid',
    'a@ejemplo.invalid; b@ejemplo.invalid',
    'Ana <a@ejemplo.invalid>',
  ])('the e-mail %j is refused', (email) =>
    expect(one({ email }).errors).toMatchObject([{ row: 2, column: 'Correo', problem: 'email' }]));
});
