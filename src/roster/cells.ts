import { z } from 'zod';
import { isDay } from '../entry.ts';
import { readDate } from '../input/dates.ts';
import { fold } from '../input/words.ts';

export const cellProblems = [
  'missing-column',
  'repeated-column',
  'no-rows',
  'missing',
  'number',
  'repeated-number',
  'name',
  'email',
  'too-long',
  'date',
  'date-range',
  'leave-before-join',
  'garbled',
  'formula-error',
  // Of lists of records made on paper.
  'record-kind',
  'hours',
  'amount',
  'amount-unit',
  'donation',
  'practice',
  // Of sheets that come back as a table.
  'sheet-other',
  'sheet-row',
  'sheet-person',
  'sheet-mark',
] as const;
export type CellProblem = (typeof cellProblems)[number];

/** What is wrong with a cell; `column` is its header as the file writes it. */
export interface CellError {
  readonly row: number;
  readonly column: string;
  readonly problem: CellProblem;
  /** What the cell says, shortened. */
  readonly value?: string;
  /** The other row that has the same. */
  readonly other?: number;
}

/**
 * A cell's text in NFC, white space collapsed, without control characters and those that turn the direction of
 * writing or can't be seen: they make two names look the same.
 */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\ufeff/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\p{C}/gu, '')
    .replace(/ +/g, ' ')
    .trim();
}

/** A value as an error message quotes it. */
export function quoted(value: string): string {
  const clean = cleanText(value);
  return clean.length > 40 ? `${clean.slice(0, 39)}…` : clean;
}

// «Ã³» is UTF-8 read as Windows-1252; «L¢pez» is the code page of MS-DOS, which Excel still offers; U+FFFD was lost before.
const garbled = /\ufffd|\u00c3[\u0080-\u00bf\u0152-\u0178\u2018-\u2122]|\p{L}[¢£¤¥¡‚]\p{L}/u;
// As Excel and LibreOffice write failed formulas, in English and in Spanish; a full cell of # is a date that can't be shown.
const failed =
  /^#(?:N\/[AD]|¡?REF!|¡?VALUE!|¡?VALOR!|¡?DIV\/0!|¿?NAME\?|¿?NOMBRE\?|¡?NUM!|¡?NULL!|¡?NULO!|FORMULA!|#+)$|^Err:\d+$/iu;

/**
 * Any cell that is read: clean, not broken on its way here, and without the mark with which our own workbooks keep it from
 * being a formula. Issues' messages are CellProblems.
 */
export const cell = z
  .string()
  .superRefine((text, context) => {
    if (failed.test(text.trim())) context.addIssue({ code: 'custom', message: 'formula-error' });
    // Before cleaning: half of a damaged letter can be a character that nobody sees.
    else if (garbled.test(text)) context.addIssue({ code: 'custom', message: 'garbled' });
  })
  .transform((text) => cleanText(text).replace(/^'(?=[=+\-@])/, ''));

/** A cell that must say something, `most` characters at most. */
export const required = (most: number) => cell.pipe(z.string().min(1, 'missing').max(most, 'too-long'));

const nothing =
  /^(?:[-_.*x]+|0|n ?[/.]? ?[ad]\.?|s ?[/.] ?[cd]\.?|no (?:aplica|tiene|cuenta)(?: con)?(?: correo)?|sin (?:correo|dato|datos|puesto|baja)|ningun[oa]|pendiente|null|vigente|activ[oa]|0{1,2}[-/.]0{1,2}[-/.]0{2,4}|31[-/.]12[-/.]9999|9999-12-31)$/;

/** A cell that may be empty, also in the words with which offices say so («N/A», «sin correo», 31/12/9999). */
export const optional = cell.transform((text) => (text === '' || nothing.test(fold(text)) ? null : text));

/** numero_empleado: letters, digits, hyphen and slash; leading zeros are part of it. */
export const employeeNumber = cell
  // The mark with which spreadsheets keep a number as text.
  .transform((text) => text.replace(/^['’]/, '').toUpperCase())
  .pipe(
    z
      .string()
      .min(1, 'missing')
      .regex(/^(?!0*$)(?!\d{4}-\d{2}-\d{2}$)[A-Z0-9][A-Z0-9/-]{0,19}$/, 'number'),
  );

const time = /(?:[T ]\d{1,2}:\d{2}.*)$/i;

/** The day that a cell names with its year, day before month, as ISO date; null when it names none. */
function readDay(text: string, today: string): string | null {
  const plain = text.replace(time, '').trim();
  if (isDay(plain)) return z.string().date().safeParse(plain).success ? plain : null;
  const groups = plain.match(/\d+/g)?.length ?? 0;
  const named = /\p{L}{3}/u.test(plain);
  if (groups !== (named ? 2 : 3)) return null;
  const read = readDate(plain, today);
  return read.ok ? read.date : null;
}

/** A cell with a date or nothing; plausible from 1940 to a year after `today`. */
export function optionalDay(today: string) {
  const latest = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  // A roster names the same days again and again, and reading one tries many forms.
  const known = new Map<string, string | null>();
  return optional.transform((text, context) => {
    if (text === null) return null;
    const day = known.get(text) ?? readDay(text, today);
    known.set(text, day);
    if (day !== null && day >= '1940-01-01' && day <= latest) return day;
    context.addIssue({ code: 'custom', message: day === null ? 'date' : 'date-range' });
    return z.NEVER;
  });
}

/** The first issue of each field of a row checked with the cells above. */
export function firstIssues<F extends string>(error: z.ZodError | undefined): [F, CellProblem][] {
  const found = new Map<F, CellProblem>();
  for (const { path, message } of error?.issues ?? []) {
    const field = path[0] as F;
    if (!found.has(field)) found.set(field, message as CellProblem);
  }
  return [...found];
}
