import { describe, expect, test } from 'vitest';
import { tokens } from '../../src/input/words.ts';
import { recordRows } from '../../src/records/import.ts';
import { atOnce } from '../../src/steps.ts';
import { table, today } from '../roster/support.ts';

const head = ['numero_empleado', 'registro', 'detalle', 'fecha', 'horas', 'cantidad'];
const read = (...lines: readonly (readonly string[])[]) => atOnce(recordRows(table(head, ...lines), today));
const words = (...cells: readonly string[]) => {
  const [first] = read(['01234', ...cells]);
  return first && 'words' in first ? first.words : first?.problems.map((p) => `${p.column}: ${p.problem}`);
};

describe('rows become the words that somebody would type', () => {
  test.each([
    [['capacitacion', 'Ética pública', '2024-05-04', '4'], 'capacitacion "Ética pública" 2024-05-04 4h'],
    [['Capacitación', 'Ética  pública', '4/5/2024', '1.5'], 'capacitacion "Ética pública" 2024-05-04 90 min'],
    [
      ['CURSO', 'Los «7» principios', '4/5/2024', '04:30'],
      'capacitacion "Los 7 principios" 2024-05-04 270 min',
    ],
    [['Curso', 'Igualdad', '4/5/2024', '04:00'], 'capacitacion "Igualdad" 2024-05-04 4h'],
    [['Curso', 'Igualdad', '4/5/2024', '2 horas'], 'capacitacion "Igualdad" 2024-05-04 2h'],
    [['Curso', 'Igualdad', '4/5/2024'], 'capacitacion "Igualdad" 2024-05-04'],
    [['Carta compromiso', '', '2024-05-04'], 'carta 2024-05-04'],
    [['Evaluación', '', '15/1/2024'], 'evaluacion 2024-01-15'],
    [['tapitas', '', '2024-05-04', '', '2.5 kg'], 'tapitas 2500 g 2024-05-04'],
    [['Tapitas', '', '2024-05-04', '', '1,200 pzas'], 'tapitas 1200 piezas 2024-05-04'],
    [
      ['Donativo', 'Alimentos no perecederos', '2024-05-04', '', '4 kilos'],
      'donar alimentos 4000 g 2024-05-04',
    ],
    [['donar', 'Ropa', '2024-05-04', '', '3 piezas'], 'donar ropa 3 piezas 2024-05-04'],
    [['Práctica', 'Reforestación', '2024-05-04'], 'practica forestación 2024-05-04'],
    [['practica', 'ENERGIA', '2024-05-04'], 'practica energía 2024-05-04'],
  ])('%j', (cells, expected) => expect(words(...cells)).toBe(expected));
});

describe('rows that can’t be recorded say why', () => {
  test.each([
    [['vacaciones', '', '2024-05-04'], ['registro: record-kind']],
    [['', '', '2024-05-04'], ['registro: missing']],
    [['curso', '', '2024-05-04'], ['detalle: missing']],
    [
      ['curso', '""', ''],
      ['detalle: missing', 'fecha: missing'],
    ],
    [['curso', 'Ética', '31/02/2024', 'cuatro mil'], ['fecha: date']],
    [['curso', 'Ética', '2024-05-04', '3 kg'], ['horas: hours']],
    [['tapitas', '', '2024-05-04', '', '3'], ['cantidad: amount-unit']],
    [['tapitas', '', '2024-05-04', '', '-3 kg'], ['cantidad: amount']],
    [['tapitas', '', '2024-05-04', '', 'muchos kilos'], ['cantidad: amount']],
    [['tapitas', '', '2024-05-04'], ['cantidad: missing']],
    [['donar', 'dinero', '2024-05-04', '', '3 piezas'], ['detalle: donation']],
    [['practica', 'yoga', '2024-05-04'], ['detalle: practice']],
    [['carta', '', '#N/A'], ['fecha: formula-error']],
  ])('%j', (cells, expected) => expect(words(...cells)).toEqual(expected));
});

test('each row answers for itself, with its number and its row', () =>
  expect(
    read(
      ['007', 'carta', '', '2024-05-04'],
      ['', 'carta', '', '2024-05-04'],
      [],
      ['8', 'evaluacion', '', '2024-01-15'],
    ),
  ).toEqual([
    { row: 2, number: '007', words: 'carta 2024-05-04' },
    { row: 3, problems: [{ row: 3, column: 'numero_empleado', problem: 'missing' }] },
    { row: 5, number: '8', words: 'evaluacion 2024-01-15' },
  ]));

test('without its columns the table has one problem for each', () =>
  expect(atOnce(recordRows(table(['Nombre', 'Registro'], ['Ana', 'carta']), today))).toEqual([
    {
      row: 1,
      problems: [
        { row: 1, column: 'numero_empleado', problem: 'missing-column' },
        { row: 1, column: 'fecha', problem: 'missing-column' },
      ],
    },
  ]));

test('no course name gets out of its quotes', () => {
  const said = words('curso', 'Ética" 2023-01-01 "“99h”', '2024-05-04', '1');
  expect(tokens(String(said)).map((t) => [t.text, t.quoted])).toEqual([
    ['capacitacion', false],
    ['Ética 2023-01-01 99h', true],
    ['2024-05-04', false],
    ['1h', false],
  ]);
});
