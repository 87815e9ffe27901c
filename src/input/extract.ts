import { type AmountRead, type Most, readAmount, type Unit } from './amounts.ts';
import { type DateOptions, readDate } from './dates.ts';
import { fold, type Token } from './words.ts';

/** Longest run of words that can be one date («jueves 9 de mayo de 2024») or one amount («1 kilo y medio»). */
const longest = 6;

/** Days that do not exist, after which nothing else is looked for: each costs time. */
const mostImpossible = 10;

interface Taken {
  /** The words that were not part of it. */
  readonly rest: readonly Token[];
}

/** «7 de mayo 4 horas»: the 4 is no year. */
const endsInAmount = /[a-z][.,]? \d{1,2}$/u;

/** Takes the first date out of what somebody wrote; quoted words are never dates. */
export function takeDate(
  tokens: readonly Token[],
  today: string,
  options?: DateOptions,
): Taken & {
  readonly date: string | null;
  readonly problem: { readonly reason: 'unknown' | 'impossible'; readonly said: string } | null;
} {
  const impossible: string[] = [];
  for (const { said, without } of runs(tokens)) {
    if (endsInAmount.test(fold(said))) continue;
    const read = readDate(said, today, options);
    if (read.ok) return { date: read.date, problem: null, rest: without() };
    if (read.reason === 'impossible') impossible.push(said);
    if (impossible.length > mostImpossible) break;
  }
  const [first] = impossible;
  const odd = first === undefined ? null : { reason: 'impossible' as const, said: first };
  return { date: null, problem: odd, rest: tokens };
}

/** Takes the first amount in one of the units of `most` out of what somebody wrote. */
export function takeAmount(
  tokens: readonly Token[],
  most: Partial<Most>,
  bare?: Unit,
): Taken & {
  readonly amount: Extract<AmountRead, { ok: true }> | null;
  readonly problem: { readonly reason: string; readonly said: string } | null;
} {
  const limits: Most = { g: 0, pieces: 0, min: 0, ...most };
  for (const { said, without } of runs(tokens)) {
    const read = readAmount(said, limits, bare);
    if (read.ok) return { amount: read, problem: null, rest: without() };
    const mine = read.reason !== 'no-unit' && read.reason !== 'unknown';
    // What is wrong with a longer run is wrong: «3 kg» is not what «menos 3 kg» says.
    if (mine && unitAsked(said, most))
      return { amount: null, problem: { reason: read.reason, said: read.understood ?? said }, rest: tokens };
  }
  return { amount: null, problem: null, rest: tokens };
}

/** Whether an amount that was refused is at least in a unit that is asked for: «4 h» is no bad weight. */
function unitAsked(said: string, most: Partial<Most>): boolean {
  const read = readAmount(said.replace(/^(?:-|menos )/u, ''), {
    g: Number.MAX_VALUE,
    pieces: Number.MAX_VALUE,
    min: Number.MAX_VALUE,
  });
  return !read.ok || most[read.unit] !== undefined;
}

/** Runs of unquoted words, longest first, from the left. */
function* runs(tokens: readonly Token[]): Iterable<{ said: string; without: () => Token[] }> {
  for (let length = Math.min(longest, tokens.length); length > 0; length -= 1)
    for (let at = 0; at + length <= tokens.length; at += 1) {
      const run = tokens.slice(at, at + length);
      if (run.some((t) => t.quoted)) continue;
      yield {
        said: run.map((t) => t.text).join(' '),
        without: () => [...tokens.slice(0, at), ...tokens.slice(at + length)],
      };
    }
}
