import type { TableError } from '../../src/ports/tables.ts';

/** Carries a table's problem out of a parser; caught where the file's kind was decided. */
export class TableProblem extends Error {
  readonly error: TableError;

  constructor(problem: TableError['problem'], place: Partial<Omit<TableError, 'problem'>> = {}) {
    super(problem);
    this.error = { problem, row: null, column: null, ...place };
  }
}

/** The letters of a column, from 0: A, B … Z, AA. */
export function letters(column: number): string {
  const before = Math.floor(column / 26);
  return (before > 0 ? letters(before - 1) : '') + String.fromCharCode(65 + (column % 26));
}
