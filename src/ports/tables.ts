/** A row of a table that somebody made in a spreadsheet. */
export interface Row {
  /** Its number as a spreadsheet shows it, from 1; blank rows are left out but counted. */
  readonly row: number;
  /** Cells as texts, column A first; dates as ISO dates, a formula that failed as its error (`#N/A`). */
  readonly cells: readonly string[];
  /** Columns (from 0) whose cell is a bare number, which can't keep leading zeros. */
  readonly bare?: readonly number[];
}

export const tableProblems = [
  'empty',
  'too-big',
  'too-many-rows',
  'too-many-columns',
  'cell-too-long',
  'bomb',
  'macros',
  'old-excel',
  'binary-excel',
  'open-document',
  'web-page',
  'not-a-table',
  'damaged',
  'open-quote',
] as const;

/** Why a file can't be read as a table; row and column (its letter) where there is a place to name. */
export interface TableError {
  readonly problem: (typeof tableProblems)[number];
  readonly row: number | null;
  readonly column: string | null;
  /** The limit that was passed, where there is one. */
  readonly limit?: number;
}

/** Reads a CSV or XLSX file; which one is decided by its bytes, the name is for people only. Never throws. */
export type ReadTable = (
  bytes: Uint8Array,
  name: string,
) => Promise<
  | { readonly ok: true; readonly rows: readonly Row[] }
  | { readonly ok: false; readonly errors: readonly TableError[] }
>;
