import { z } from 'zod';
import type { Row } from '../ports/tables.ts';
import {
  type CellError,
  type CellProblem,
  employeeNumber,
  firstIssues,
  optional,
  optionalDay,
  quoted,
  required,
} from './cells.ts';
import { body, type Cells, type Column, findHeaders, type Headers, missingColumns } from './headers.ts';

/** The roster's columns (contract, `plantilla importar`) and what personnel offices call them. */
export const rosterColumns = {
  number: {
    name: 'numero_empleado',
    headers: [
      'No. Empleado',
      'Núm. de empleado',
      'N° Empleado',
      '# Empleado',
      'Empleado',
      'ID empleado',
      'Clave de empleado',
      'Código de empleado',
      'Número de persona empleada',
      'Número de persona servidora pública',
      'Número de nómina',
      'Núm. nómina',
      'No. nómina',
      'Nómina',
      'Número de expediente',
      'Núm. expediente',
      'No. expediente',
      'Expediente',
      'Número de ficha',
      'Ficha',
      'Matrícula',
      'Número',
    ],
  },
  name: {
    name: 'nombre_completo',
    headers: [
      'Nombre y apellidos',
      'Apellidos y nombre',
      'Nombre del empleado',
      'Nombre de la persona',
      'Nombre de la persona servidora pública',
      'Nombre del trabajador',
      'Nombre del servidor público',
      'Persona servidora pública',
      'Trabajador',
    ],
  },
  given: { name: 'nombre', headers: ['Nombres', 'Nombre(s)', 'Nombre de pila', 'Primer nombre'] },
  paternal: {
    name: 'apellido_paterno',
    headers: ['Primer apellido', 'A. Paterno', 'Ap. Paterno', 'Paterno', 'Apellidos', 'Apellido'],
  },
  maternal: {
    name: 'apellido_materno',
    headers: ['Segundo apellido', 'A. Materno', 'Ap. Materno', 'Materno'],
  },
  email: {
    name: 'correo',
    headers: [
      'Correo institucional',
      'Correo electrónico institucional',
      'Correo electrónico',
      'Email institucional',
      'Email',
      'E-mail',
      'Mail',
      'Cuenta de correo',
      'Dirección de correo',
      'Correo personal',
    ],
  },
  unit: {
    name: 'unidad',
    headers: [
      'Unidad administrativa',
      'Unidad de adscripción',
      'Área de adscripción',
      'Centro de trabajo',
      'Adscripción',
      'Unidad responsable',
      'Área',
      'Departamento',
    ],
  },
  position: {
    name: 'puesto',
    headers: [
      'Nombre del puesto',
      'Descripción del puesto',
      'Cargo',
      'Denominación del puesto',
      'Denominación del cargo',
      'Categoría',
      'Nivel y puesto',
    ],
  },
  join: {
    name: 'alta',
    headers: ['Fecha de alta', 'Fecha de ingreso', 'Fecha ingreso al instituto', 'Ingreso'],
  },
  leave: { name: 'baja', headers: ['Fecha de baja', 'Fecha de término', 'Fecha de separación'] },
} as const satisfies Record<string, Column>;

export type RosterField = keyof typeof rosterColumns;

/** A row of the roster file, checked. Undefined: the file has no such column; null: the cell is empty. */
export interface RosterRow {
  readonly row: number;
  readonly number: string;
  readonly name: string;
  readonly email?: string | null;
  readonly unit: string;
  readonly position?: string | null;
  readonly join?: string | null;
  readonly leave?: string | null;
  /** The number came as a bare number, which can't keep leading zeros. */
  readonly bare: boolean;
}

export interface RosterTable {
  readonly rows: readonly RosterRow[];
  /** Headers of columns that were not read. */
  readonly ignored: readonly string[];
  readonly errors: readonly CellError[];
}

const schema = (today: string) =>
  z.object({
    number: employeeNumber,
    name: required(120).pipe(z.string().regex(/^[^=+@-].*\p{L}|^\p{L}/u, 'name')),
    email: optional
      .transform((text) => text?.toLowerCase() ?? null)
      .pipe(z.string().max(254, 'too-long').email('email').nullable())
      .optional(),
    unit: required(120),
    position: optional.pipe(z.string().max(120, 'too-long').nullable()).optional(),
    join: optionalDay(today).optional(),
    leave: optionalDay(today).optional(),
  });

/**
 * The roster in a table's rows: Spanish headers in their variants, every cell checked. Unknown columns (CURP, RFC …)
 * are named, not read. `today` is an ISO date: dates after the following year are errors.
 */
export function readRoster(rows: readonly Row[], today: string): RosterTable {
  const headers = settleNames(findHeaders(rows, rosterColumns));
  const missing = missingColumns(headers, rosterColumns, [
    'number',
    ...(headers.at.has('given') ? [] : ['name' as const]),
    'unit',
  ]);
  const errors = [...headers.errors, ...missing.map(asContract)];
  const { ignored } = headers;
  if (errors.length > 0) return { rows: [], ignored, errors };

  const check = schema(today);
  const read: RosterRow[] = [];
  const numbers = new Map<string, number>();
  for (const cells of body(rows, headers)) {
    const at = (field: RosterField, problem: CellProblem, other?: number) =>
      errors.push(errorAt(field, problem, cells, headers, other));
    const result = check.safeParse({ ...cells.text, name: nameOf(cells) });
    const { number, join, leave } = result.data ?? partly(check, cells);
    for (const [field, problem] of firstIssues<RosterField>(result.error)) at(field, problem);
    if (join && leave && leave < join) at('leave', 'leave-before-join');
    const other = numbers.get(number ?? '');
    if (other !== undefined) at('number', 'repeated-number', other);
    if (number !== undefined && other === undefined) numbers.set(number, cells.row);
    if (result.success) read.push({ row: cells.row, ...result.data, bare: cells.bare('number') });
  }
  if (read.length === 0 && errors.length === 0)
    errors.push({ row: headers.row, column: headers.title('number'), problem: 'no-rows' });
  return { rows: read, ignored, errors };
}

/** «nombre» alone is the whole name, unless the surnames stand apart; a whole name makes the parts superfluous. */
function settleNames(headers: Headers<RosterField>): Headers<RosterField> {
  if (!headers.at.has('name')) return headers;
  const parts = (['given', 'paternal', 'maternal'] as const).filter((part) => headers.at.has(part));
  const at = new Map([...headers.at].filter(([field]) => !(parts as readonly string[]).includes(field)));
  return { ...headers, at, ignored: [...headers.ignored, ...parts.map(headers.title)] };
}

/** The contract calls the name's column `nombre`. */
const asContract = (error: CellError): CellError =>
  error.column === rosterColumns.name.name ? { ...error, column: rosterColumns.given.name } : error;

function nameOf({ text }: Cells<RosterField>): string {
  return text.name ?? [text.given, text.paternal, text.maternal].filter(Boolean).join(' ');
}

/** What can be compared with other cells and rows although the row has errors. */
function partly({ shape }: ReturnType<typeof schema>, { text }: Cells<RosterField>) {
  const number = shape.number.safeParse(text.number).data;
  return {
    number,
    join: shape.join.safeParse(text.join).data,
    leave: shape.leave.safeParse(text.leave).data,
  };
}

function errorAt(
  field: RosterField,
  problem: CellProblem,
  { row, text }: Cells<RosterField>,
  headers: Headers<RosterField>,
  other?: number,
): CellError {
  const shown = field === 'name' && !headers.at.has('name') ? 'given' : field;
  const value = quoted(text[shown] ?? '');
  const said = value === '' ? {} : { value };
  return { row, column: headers.title(shown), problem, ...said, ...(other === undefined ? {} : { other }) };
}
