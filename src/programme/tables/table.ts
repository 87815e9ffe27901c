import { readDate } from '../../input/dates.ts';
import { fold } from '../../input/words.ts';
import type { Row } from '../../ports/tables.ts';
import type { Programme } from '../schema.ts';
import type { CellError, CellProblem, Difference } from '../shapes.ts';

/** Words of a person's row by header; what is wrong with one is noted by `bad`. */
export interface Cells {
  readonly row: number;
  /** The text of a column, its spaces at both ends left out. */
  text(header: string): string;
  bad(header: string | null, problem: CellProblem, options?: readonly string[]): void;
}

/** A part of a programme that is edited as a table. */
export interface Section {
  /** Its word in chat, which is the sheet's name too. */
  readonly word: string;
  readonly headers: readonly string[];
  readonly widths: readonly number[];
  /** A change while the year runs cites the session and agreement that decided it. */
  readonly dated: boolean;
  /** What is compared to tell whether something changed. */
  readonly of: (programme: Programme) => unknown;
  /** Its rows, as they are handed out and compared. */
  readonly rows: (programme: Programme) => readonly (readonly string[])[];
  /** The columns by which a row is the same row. */
  readonly key: readonly string[];
  /** What a row is called in a difference: «Actividad 7». */
  readonly called: (row: readonly string[]) => string;
  /**
   * The programme with the rows that somebody sent; what is wrong with them is noted in their cells. `draft`: it is not in
   * force, and nothing counts by it yet.
   */
  readonly put: (programme: Programme, rows: readonly Cells[], bad: Bad, draft: boolean) => Programme;
  /** The programme with this part confirmed as it is; the same one where nothing of it asks for that. */
  readonly confirm: (programme: Programme, by: { readonly by: string; readonly on: string }) => Programme;
}

export type Bad = (error: CellError) => void;

/** Something that the table must have and has not. */
export const lacks = (bad: Bad, said: string): void =>
  bad({ row: 1, column: null, header: null, problem: 'missing-row', said });

export type TableRead =
  | { readonly ok: true; readonly programme: Programme }
  | { readonly ok: false; readonly errors: readonly CellError[] };

const longest = 4000;

/** What a workbook writes before a text that would otherwise run as a formula. */
const guarded = /^'(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;

/** A cell's text as people mean it: line ends as \n, no invisible characters, no guard against formulas. */
const cellText = (cell: string): string =>
  cell
    .normalize('NFC')
    .replace(guarded, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .trim();

const letter = (column: number): string => String.fromCharCode(65 + column);

/** The programme with a table's rows; all that is wrong comes back with row and column. */
export function readTable(
  section: Section,
  programme: Programme,
  rows: readonly Row[],
  draft: boolean,
): TableRead {
  const errors: CellError[] = [];
  const [head, ...body] = rows;
  const found = (head?.cells ?? []).map((c) => fold(cellText(c)));
  const at = new Map(section.headers.map((h) => [h, found.indexOf(fold(h))]));
  for (const [header, column] of at)
    if (column < 0)
      errors.push({ row: head?.row ?? 1, column: null, header, problem: 'no-column', said: '' });
  if (errors.length === 0 && body.length === 0)
    errors.push({ row: 1, column: null, header: null, problem: 'no-rows', said: '' });
  if (errors.length > 0) return { ok: false, errors };

  const cells = body.map(({ row, cells: all }): Cells => {
    const text = (header: string) => cellText(all[at.get(header)!] ?? '');
    const bad: Cells['bad'] = (header, problem, options) =>
      void errors.push({
        row,
        column: header === null ? null : letter(at.get(header)!),
        header,
        problem,
        said: header === null ? '' : text(header).slice(0, 40),
        ...(options && { options }),
      });
    for (const header of section.headers) if (text(header).length > longest) bad(header, 'too-long');
    return { row, text, bad };
  });
  const next = section.put(programme, cells, (error) => void errors.push(error), draft);
  return errors.length > 0
    ? {
        ok: false,
        errors: errors.sort((a, b) => a.row - b.row || (a.column ?? '').localeCompare(b.column ?? '')),
      }
    : { ok: true, programme: next };
}

/** The text of a column that must not be empty. */
export function required(cells: Cells, header: string): string {
  const text = cells.text(header);
  if (text === '') cells.bad(header, 'empty');
  return text;
}

/** A date of a column, as a spreadsheet or a person writes it, with its year; null where it is none. */
export function dateOf(cells: Cells, header: string, may: 'empty' | 'never' = 'never'): string | null {
  const said = cells.text(header);
  if (said === '') {
    if (may === 'never') cells.bad(header, 'empty');
    return null;
  }
  const read = /\d{4}/.test(said) ? readDate(said, '2000-01-01') : null;
  if (read?.ok) return read.date;
  cells.bad(header, 'date');
  return null;
}

/** A date as the programme's own document writes it: `26/01/2024`. */
export const written = (date: string): string => date.split('-').reverse().join('/');

/** What is different between two versions of a part, row by row in its order, rows that went last. */
export function differences(section: Section, before: Programme, after: Programme): Difference[] {
  const keyOf = (row: readonly string[]) =>
    section.key.map((h) => row[section.headers.indexOf(h)]).join('\u0000');
  const rest = new Map<string, readonly string[][]>();
  for (const row of section.rows(before)) {
    const key = keyOf(row);
    rest.set(key, [...(rest.get(key) ?? []), [...row]]);
  }
  const found = section.rows(after).flatMap((row): Difference[] => {
    const [was, ...others] = rest.get(keyOf(row)) ?? [];
    if (!was) return [{ row: section.called(row), header: null, before: null, after: row.join(' · ') }];
    rest.set(keyOf(row), others);
    return section.headers.flatMap((header, i) =>
      was[i] === row[i]
        ? []
        : [{ row: section.called(row), header, before: was[i] ?? '', after: row[i] ?? '' }],
    );
  });
  const gone = [...rest.values()].flat();
  return [
    ...found,
    ...gone.map((row) => ({ row: section.called(row), header: null, before: row.join(' · '), after: null })),
  ];
}
