import { fold } from '../input/words.ts';
import type { Row } from '../ports/tables.ts';
import { type CellError, cleanText, quoted } from './cells.ts';

/** A column's field: its name in the contract and the headers that mean it, the likeliest first. */
export interface Column {
  readonly name: string;
  readonly headers: readonly string[];
}

export interface Headers<F extends string> {
  /** Row number of the header. */
  readonly row: number;
  readonly at: ReadonlyMap<F, number>;
  /** The header of a field as the file writes it. */
  readonly title: (field: F) => string;
  /** Headers of columns that are not read. */
  readonly ignored: readonly string[];
  readonly errors: readonly CellError[];
}

/** Titles, logos and dates stand above the header in files that were made to be printed. */
const searched = 20;
const small = /\b(?:de|del|la|el|los|las)\b/g;

/** A header as it is compared: case, accents, spaces, punctuation and small words aside; `NumEmpleado` is two words. */
function headerKey(text: string): string {
  return fold(text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(small, '')
    .replaceAll(' ', '');
}

/** Finds the header row, the one that names most of the fields, and where each field's column is. */
export function findHeaders<F extends string>(
  rows: readonly Row[],
  columns: Readonly<Record<F, Column>>,
): Headers<F> {
  const candidates = rows.slice(0, searched).map((row) => match(row, columns));
  const blank = { row: 1, cells: [] };
  return candidates.reduce(
    (best, next) => (next.at.size > best.at.size ? next : best),
    match(blank, columns),
  );
}

function match<F extends string>({ row, cells }: Row, columns: Readonly<Record<F, Column>>): Headers<F> {
  const keys = cells.map(headerKey);
  const at = new Map<F, number>();
  const errors: CellError[] = [];
  for (const [field, { name, headers }] of Object.entries(columns) as [F, Column][]) {
    const accepted = [name, ...headers].map(headerKey);
    const places = accepted.map((key) => keys.indexOf(key)).filter((place) => place >= 0);
    const place = places[0];
    if (place === undefined) continue;
    at.set(field, place);
    if (keys.lastIndexOf(keys[place]!) !== place)
      errors.push({ row, column: quoted(cells[place]!), problem: 'repeated-column' });
  }
  const used = new Set(at.values());
  const ignored = cells.flatMap((text, place) =>
    cleanText(text) !== '' && !used.has(place) ? [quoted(text)] : [],
  );
  const title = (field: F) => quoted(cells[at.get(field) ?? -1] ?? columns[field].name);
  return { row, at, title, ignored, errors };
}

/** Errors for the required fields that have no column. */
export function missingColumns<F extends string>(
  { row, at }: Headers<F>,
  columns: Readonly<Record<F, Column>>,
  required: readonly F[],
): CellError[] {
  return required
    .filter((field) => !at.has(field))
    .map((field) => ({ row, column: columns[field].name, problem: 'missing-column' }));
}

export interface Cells<F extends string> {
  readonly row: number;
  /** Raw text of a field; undefined where the file has no such column. */
  readonly text: Readonly<Partial<Record<F, string>>>;
  /** Whether a field's cell is a bare number, which can't keep leading zeros. */
  readonly bare: (field: F) => boolean;
}

/** The rows below the header by field, without empty ones and without the header repeated on each printed page. */
export function* body<F extends string>(
  rows: readonly Row[],
  headers: Headers<F>,
): IterableIterator<Cells<F>> {
  const fields = [...headers.at];
  for (const { row, cells, bare = [] } of rows) {
    if (row <= headers.row) continue;
    const said = fields.map(([field, place]) => [field, cells[place] ?? ''] as const);
    if (said.every(([, text]) => cleanText(text) === '')) continue;
    if (said.every(([field, text]) => headerKey(text) === headerKey(headers.title(field)))) continue;
    const text = Object.fromEntries(said) as Partial<Record<F, string>>;
    yield { row, text, bare: (field) => bare.includes(headers.at.get(field) ?? -1) };
  }
}
