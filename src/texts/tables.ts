import type { Refusal } from '../evidence/types.ts';
import type { TableError } from '../ports/tables.ts';
import { whyRefused } from './evidence.ts';
import { tableError } from './roster.ts';

/** Why a table that somebody sent can't be read, a line each. */
export const tableProblemLines = (
  table: { readonly errors: readonly TableError[] } | { readonly lost: Refusal },
): string[] =>
  'lost' in table
    ? [`El archivo ${whyRefused(table.lost, { bytes: 10 * 1024 * 1024, files: 1 })}`]
    : table.errors.map(tableError);
