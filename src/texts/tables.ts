import type { Upload } from '../uploads.ts';
import { whyRefused } from './evidence.ts';
import { tableError } from './roster.ts';

/** Why a table that somebody sent can't be read, a line each. */
export const tableProblemLines = (table: Extract<Upload['table'], { ok: false }>): string[] =>
  'lost' in table
    ? [`El archivo ${whyRefused(table.lost, { bytes: 10 * 1024 * 1024, files: 1 })}`]
    : table.errors.map(tableError);
