import { z } from 'zod';
import { readAmount } from '../input/amounts.ts';
import { fold } from '../input/words.ts';
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
} from '../roster/cells.ts';
import { rosterColumns } from '../roster/columns.ts';
import {
  body,
  type Cells,
  type Column,
  findHeaders,
  type Headers,
  missingColumns,
} from '../roster/headers.ts';
import type { Steps } from '../steps.ts';

/** The columns of a list of records made on paper. */
const recordColumns = {
  number: rosterColumns.number,
  kind: { name: 'registro', headers: ['Tipo de registro', 'Tipo', 'Concepto', 'Qué se registra'] },
  detail: { name: 'detalle', headers: ['Nombre del curso', 'Curso', 'Capacitación', 'Descripción'] },
  date: { name: 'fecha', headers: ['Fecha del registro', 'Fecha de realización', 'Día'] },
  hours: { name: 'horas', headers: ['Duración', 'Horas de duración', 'Número de horas'] },
  amount: { name: 'cantidad', headers: ['Cantidad con unidad', 'Kilos o piezas'] },
} as const satisfies Record<string, Column>;

type Field = keyof typeof recordColumns;

/** A row as the command that `registrar` takes after the number, or what is wrong with it. */
export type RecordRow =
  | { readonly row: number; readonly number: string; readonly words: string }
  | { readonly row: number; readonly problems: readonly CellError[] };

const schema = (today: string) =>
  z.object({
    number: employeeNumber,
    kind: required(80),
    detail: optional.pipe(z.string().max(200, 'too-long').nullable()),
    date: optionalDay(today),
    hours: optional,
    amount: optional,
  });
type Cleaned = z.output<ReturnType<typeof schema>>;

/** What a part of a command says, or what is wrong with the cell that it comes from. */
type Part = { readonly words: string } | { readonly field: Field; readonly problem: CellProblem };

/**
 * Rows of a list of records made on paper as chat commands, so that each is recorded, or refused, as if it were typed:
 * `{ number: '01234', words: 'capacitacion "Ética pública" 2024-05-07 4h' }`. Every row answers for itself; without
 * its columns the table has one problem, at the header. `today` is an ISO date.
 */
export function* recordRows(rows: readonly Row[], today: string): Steps<RecordRow[]> {
  const headers = findHeaders(rows, recordColumns);
  const problems = [...headers.errors, ...missingColumns(headers, recordColumns, ['number', 'kind', 'date'])];
  if (problems.length > 0) return [{ row: headers.row, problems }];
  const check = schema(today);
  const read: RecordRow[] = [];
  for (const cells of body(rows, headers)) {
    read.push(recordRow(check, cells, headers));
    yield;
  }
  return read;
}

function recordRow(
  check: ReturnType<typeof schema>,
  cells: Cells<Field>,
  headers: Headers<Field>,
): RecordRow {
  const { row, text } = cells;
  const at = (field: Field, problem: CellProblem): CellError => {
    const value = quoted(text[field] ?? '');
    return { row, column: headers.title(field), problem, ...(value === '' ? {} : { value }) };
  };
  const { detail = '', hours = '', amount = '' } = text;
  const read = check.safeParse({ ...text, detail, hours, amount });
  if (!read.success)
    return { row, problems: firstIssues<Field>(read.error).map(([field, problem]) => at(field, problem)) };
  const parts = command(read.data);
  const problems = parts.flatMap((part) => ('words' in part ? [] : [at(part.field, part.problem)]));
  if (problems.length > 0) return { row, problems };
  const words = parts.flatMap((part) => ('words' in part && part.words !== '' ? [part.words] : [])).join(' ');
  return { row, number: read.data.number, words };
}

function command(cells: Cleaned): Part[] {
  const date: Part = cells.date === null ? { field: 'date', problem: 'missing' } : { words: cells.date };
  const kind = known(kinds, cells.kind);
  switch (kind) {
    case 'capacitacion':
      return [{ words: kind }, course(cells.detail), date, duration(cells.hours)];
    case 'carta':
    case 'evaluacion':
      return [{ words: kind }, date];
    case 'tapitas':
      return [{ words: kind }, quantity(cells.amount), date];
    case 'donar':
      return [{ words: kind }, oneOf(things, cells.detail, 'donation'), quantity(cells.amount), date];
    case 'practica':
      return [{ words: kind }, oneOf(practices, cells.detail, 'practice'), date];
    case null:
      return [{ field: 'kind', problem: 'record-kind' }];
  }
}

const kinds = {
  capacitacion: /^(?:capacita|curso|taller)/,
  carta: /^(?:firma de )?(?:la )?carta/,
  evaluacion: /^evalua/,
  tapitas: /^tap(?:as|ita)/,
  donar: /^dona/,
  practica: /^practica/,
} as const;
const things = {
  tapitas: /\btap(?:as|ita)/,
  alimentos: /\b(?:alimento|despensa|comida)/,
  ropa: /\bropa/,
  cobijas: /\bcobija/,
  otros: /\botr[oa]s?\b/,
} as const;
const practices = {
  reciclaje: /\brecicl/,
  forestación: /\b(?:re)?foresta/,
  limpieza: /\blimpi/,
  papel: /\bpapel/,
  energía: /\benerg/,
  otra: /\botr[oa]s?\b/,
} as const;

function known<W extends string>(words: Readonly<Record<W, RegExp>>, said: string): W | null {
  const folded = fold(said);
  return (Object.keys(words) as W[]).find((word) => words[word].test(folded)) ?? null;
}

function oneOf(words: Readonly<Record<string, RegExp>>, detail: string | null, problem: CellProblem): Part {
  if (detail === null) return { field: 'detail', problem: 'missing' };
  const word = known(words, detail);
  return word === null ? { field: 'detail', problem } : { words: word };
}

function course(detail: string | null): Part {
  const name = detail?.replace(/["“-‟«»]/gu, '').trim();
  return name ? { words: `"${name}"` } : { field: 'detail', problem: 'missing' };
}

// What is too much is for the command to say.
const any = { g: Number.MAX_SAFE_INTEGER, pieces: Number.MAX_SAFE_INTEGER, min: Number.MAX_SAFE_INTEGER };

/** Hours as a number, as an amount or as a time of spreadsheets (4:30); empty is fine. */
function duration(hours: string | null): Part {
  if (hours === null) return { words: '' };
  const said = hours.replace(/^(\d{1,3}):(\d{2})$/, '$1 h $2 min').replace(/ 00 min$/, '');
  const read = readAmount(/^[\d.,]+$/.test(said) ? `${said} h` : said, any);
  if (!read.ok || read.unit !== 'min') return { field: 'hours', problem: 'hours' };
  return { words: read.value % 60 === 0 ? `${read.value / 60}h` : `${read.value} min` };
}

function quantity(amount: string | null): Part {
  if (amount === null) return { field: 'amount', problem: 'missing' };
  const read = readAmount(amount, any);
  if (!read.ok) return { field: 'amount', problem: read.reason === 'no-unit' ? 'amount-unit' : 'amount' };
  if (read.unit === 'min') return { field: 'amount', problem: 'amount-unit' };
  return { words: read.unit === 'g' ? `${read.value} g` : `${read.value} piezas` };
}
