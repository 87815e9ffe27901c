import { describe, expect, test } from 'vitest';
import { tableProblems } from '../../src/ports/tables.ts';
import { cellProblems } from '../../src/roster/cells.ts';
import { planRoster } from '../../src/roster/plan.ts';
import {
  cellError,
  confirmText,
  confirmWords,
  planLines,
  planMessage,
  refusedLines,
  tableError,
  warningText,
} from '../../src/texts/roster.ts';
import { counter, header, member, planned, table, today } from '../roster/support.ts';

test('errors name row and column', () => {
  const rows = table(header, ['1', 'Ana', 'ana@', 'Norte', '', '', ''], ['1', 'Luis', '', '', '', '', '']);
  const result = planRoster(rows, [], { today, complete: false, newId: counter() });
  expect(result.ok ? [] : refusedLines(result.errors)).toEqual([
    'El archivo tiene 3 errores, así que no se cambió nada:',
    'Fila 2, columna «correo»: «ana@» no es una dirección de correo.',
    'Fila 3, columna «unidad»: está vacía.',
    'Fila 3, columna «numero_empleado»: el número «1» ya está en la fila 2.',
  ]);
  expect(refusedLines([{ row: 12, column: 'unidad', problem: 'missing' }])[0]).toBe(
    'El archivo tiene 1 error, así que no se cambió nada:',
  );
});

test('every problem has a sentence of its own', () => {
  const cells = cellProblems.map((problem) =>
    cellError({ row: 2, column: 'a', problem, value: 'x', other: 1 }),
  );
  const tables = tableProblems.map((problem) => tableError({ problem, row: null, column: null, limit: 10 }));
  for (const texts of [cells, tables]) {
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) expect(text).toMatch(/[.]$/);
  }
  expect(tableError({ problem: 'cell-too-long', row: 12, column: 'B', limit: 2000 })).toBe(
    'Fila 12, columna B: la celda tiene más de 2,000 caracteres.',
  );
});

describe('a plan', () => {
  const current = [member('01'), member('02', { name: 'Luis Ejemplo' }), member('03')];
  const rows = table(
    [...header, 'CURP'],
    ['01', 'Persona 01', '', 'Sur', '', '', ''],
    ['02', 'Luis Ejemplo', 'luis@ejemplo.invalid', 'Norte', '', '', ''],
    ['03', 'Persona 03', '', 'Norte', '', '', '2024-05-01'],
    ['04', 'Ana Ejemplo', 'ana@ejemplo.invalid', 'Norte', '', '2024-05-02', ''],
    ['05', 'Eva Ejemplo', 'eva@ejemplo.invalid', 'Norte', '', '2024-05-02', ''],
  );
  const plan = planned(rows, current);

  test('tells what would happen', () =>
    expect(planLines(plan, { simulated: true, most: 1 })).toEqual([
      'Se agregarían 2 personas:',
      '  04 Ana Ejemplo, Norte, desde el 2 de mayo de 2024',
      '  y 1 más',
      'Cambiarían los datos de 1 persona:',
      '  02 Luis Ejemplo: correo',
      'Cambiaría de unidad 1 persona:',
      '  01 Persona 01: de Norte a Sur, el 6 de mayo de 2024',
      'Causaría baja 1 persona:',
      '  03 Persona 03, Norte, el 1 de mayo de 2024',
      'Unidad nueva: «Sur».',
      'Columna que no se leyó ni se guardó: «CURP».',
      'Ojo: 1 persona no tiene correo; el Comité puede registrar por ella.',
    ]));

  test('tells what happened', () => {
    const lines = planLines(plan, { simulated: false, most: 9 });
    expect(lines.filter((line) => line.endsWith(':'))).toEqual([
      'Se agregaron 2 personas:',
      'Cambiaron los datos de 1 persona:',
      'Cambió de unidad 1 persona:',
      'Causó baja 1 persona:',
    ]);
  });

  test('asks before many leave', () => {
    expect(plan.needsConfirmation).toBe(true);
    expect(confirmText(plan)).toBe(
      `Esto da de baja a 1 de 3 personas (33.3 %). Si es correcto, escribe: ${confirmWords(plan)}`,
    );
  });

  test('is a message for the chat', () => {
    const message = planMessage(plan, { simulated: true, most: 9 });
    expect(message.blocks[1]).toMatchObject({
      facts: [{ value: '2' }, { value: '1' }, { value: '1' }, { value: '1' }],
    });
  });

  test('that changes nothing says so', () =>
    expect(
      planLines(planned(table(header, ['01', 'Persona 01', '', 'Norte', '', '', '']), [member('01', {})]), {
        simulated: true,
        most: 9,
      }),
    ).toEqual([
      'El archivo no cambia nada en la plantilla.',
      'Sin cambios: 1 persona.',
      'Ojo: 1 persona no tiene correo; el Comité puede registrar por ella.',
    ]));
});

test('warnings agree in number', () => {
  expect(warningText({ kind: 'shared-email', emails: 1, people: 3 })).toBe(
    '3 personas comparten 1 correo; un correo compartido no identifica a nadie en el chat.',
  );
  expect(warningText({ kind: 'bare-numbers', people: 1 })).toContain(
    '1 número de empleado viene como cifra de Excel; si llevaba',
  );
  expect(warningText({ kind: 'bare-numbers', people: 1200 })).toContain('1,200 números de empleado vienen');
  expect(warningText({ kind: 'left-before-start', people: 1 })).toContain('causó');
  expect(warningText({ kind: 'left-before-start', people: 2 })).toContain('causaron');
});
