import { visible } from '../texts/visible.ts';

/** What makes a spreadsheet take a cell for a formula, full-width forms included, also behind blanks. */
const active = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/**
 * A text as a cell that no spreadsheet runs: one that begins like a formula (= + - @ tab CR) gets an apostrophe before it, as
 * OWASP's advice on CSV injection has it; what can't be seen is left out.
 */
export function inert(text: string): string {
  const clean = visible(text);
  return active.test(clean) ? `'${clean}` : clean;
}

/** The same in a workbook, whose format (ECMA-376, ST_Xstring) reads `_x003D_` as the sign of that number. */
export const inertXlsx = (text: string): string => inert(text).replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');

/** A line of a CSV file; texts that a spreadsheet would run are made inert. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${inert(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
