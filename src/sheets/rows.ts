import { readDate } from '../input/dates.ts';
import { fold, type Token } from '../input/words.ts';

/** Words of a list, commas and «y» between them or not. */
const listed = (words: readonly Token[]): string[] =>
  words.flatMap((t) => t.text.split(/[,;]+/)).filter((w) => w !== '' && fold(w) !== 'y');

const range = /^(\d{1,4})(?:[-–](\d{1,4}))?$/;

/** The rows that `4` or `5-8` names, none where it names none of a sheet with so many rows. */
function rowsOf(said: string, last: number): number[] {
  const m = range.exec(said);
  const [from, to] = [Number(m?.[1]), Number(m?.[2] ?? m?.[1])];
  return from >= 1 && from <= to && to <= last
    ? Array.from({ length: to - from + 1 }, (_, i) => from + i)
    : [];
}

/** `todos menos 4 9 17`, or the rows that signed: `1 2 5`, `1-5`; commas between them or not. */
export function readRows(
  words: readonly Token[],
  last: number,
): { ok: true; rows: ReadonlySet<number> } | { ok: false; bad: string[] } {
  const said = listed(words);
  const all = /^tod[oa]s$/.test(fold(said[0] ?? ''));
  const but = all && /^(menos|excepto|salvo)$/.test(fold(said[1] ?? ''));
  const named = said.slice(but ? 2 : all ? 1 : 0);
  const bad = named.filter((w) => rowsOf(w, last).length === 0);
  if (bad.length > 0 || (all && !but && named.length > 0) || (but && named.length === 0))
    return { ok: false, bad };
  const rows = new Set(named.flatMap((w) => rowsOf(w, last)));
  if (!all) return { ok: true, rows };
  return {
    ok: true,
    rows: new Set(Array.from({ length: last }, (_, i) => i + 1).filter((r) => !rows.has(r))),
  };
}

/** What somebody gave by their row, in words as they are typed after `donar`. */
export interface Gift {
  readonly rows: readonly number[];
  readonly said: readonly Token[];
}

/** `4 2.5 kg` or `9 ropa 3 piezas`, several one after the other where no comma parts them. */
const gift =
  /^(\d{1,4}(?:[-–]\d{1,4})?) ((?:(?:de )?[a-záéíóúüñ]+ )?\d[\d.,/]* ?[a-záéíóúüñ]+\.?(?: de [a-záéíóúüñ]+)?)(?: (?=\d{1,4}(?:[-–]\d{1,4})? )|$)/iu;

/**
 * `4 2.5 kg, 9 ropa 3 piezas`: a row, then what and how much as after `donar`; commas, semicolons or nothing between them.
 * What names no row of the sheet is told; what is given is for the command to understand.
 */
export function readGifts(
  words: readonly Token[],
  last: number,
): { ok: true; gifts: readonly Gift[] } | { ok: false; bad: string[] } {
  const parts = words
    .map((t) => t.text)
    .join(' ')
    .split(/[,;](?: |$)|[,;]$/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap(severally);
  const read = parts.map((part) => {
    const [row = '', ...said] = part.split(' ');
    return { part, rows: rowsOf(row, last), said: said.map((text) => ({ text, quoted: false })) };
  });
  const bad = read.filter((g) => g.rows.length === 0 || g.said.length === 0).map((g) => g.part);
  return bad.length > 0 || read.length === 0 ? { ok: false, bad } : { ok: true, gifts: read };
}

/** One part as the gifts that it names where nothing but spaces parts them; as it is where it does not read so. */
function severally(part: string): string[] {
  const found: string[] = [];
  let rest = part;
  while (rest !== '') {
    const m = gift.exec(rest);
    if (!m) return [part];
    found.push(`${m[1]} ${m[2]}`);
    rest = rest.slice(m[0].length);
  }
  return found;
}

/** Longest run of words that is a day with its month: «7 de mayo de 2024». */
const longest = 5;

/**
 * A day among words in which numbers are rows: `2024-05-07`, `7/5/2024`, «7 de mayo», «ayer». Without the day where there is
 * one.
 */
export function takeDay(
  words: readonly Token[],
  today: string,
): { readonly date: string | null; readonly rest: readonly Token[] } {
  for (let n = longest; n > 0; n -= 1)
    for (let at = 0; at + n <= words.length; at += 1) {
      const run = words.slice(at, at + n);
      const said = run.map((t) => t.text).join(' ');
      const dated =
        n === 1
          ? /^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\/\d{1,2}(\/\d{2,4})?|\p{L}+)$/u
          : /^\d{1,2} de \p{L}+( del? \d{4})?$/iu;
      if (run.some((t) => t.quoted) || !dated.test(said)) continue;
      const read = readDate(said, today);
      if (read.ok) return { date: read.date, rest: [...words.slice(0, at), ...words.slice(at + n)] };
    }
  return { date: null, rest: words };
}
