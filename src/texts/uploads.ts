import type { TableError } from '../ports/tables.ts';
import { tableError } from './roster.ts';

/** Why a table that somebody sent can't be read, a line each; `most` are the bytes that are taken. */
export function unreadable(
  table:
    | { readonly ok: false; readonly errors: readonly TableError[] }
    | { readonly ok: false; readonly lost: string },
  most: number,
): string[] {
  if ('errors' in table) return table.errors.map(tableError);
  return table.lost === 'too-big'
    ? [tableError({ problem: 'too-big', row: null, column: null, limit: most })]
    : ['El archivo no se pudo descargar. Envíalo otra vez en unos minutos.'];
}

/** A list of problems, cut where there are too many to be read. */
export const cut = (lines: readonly string[], most: number, rest: (n: number) => string): string[] =>
  lines.length <= most ? [...lines] : [...lines.slice(0, most), rest(lines.length - most)];
