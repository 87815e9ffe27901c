/** A word as somebody typed it, or what stood between quotes. */
export interface Token {
  /** Case and accents as typed; spaces collapsed. */
  readonly text: string;
  readonly quoted: boolean;
}

const doubleQuotes = /["\u201c-\u201f\u00ab\u00bb]/gu;
const singleQuotes = /['`\u2018-\u201b\u2032]/gu;
const dashes = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/gu;
// Teams and Slack put zero-width characters around mentions, and phones non-breaking spaces.
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/gu;
/** Has one Unicode form alone, and none of the signs above: nothing is to be looked for in it. */
const plainAscii = /^[\x20-\x7e]*$/u;

/**
 * A text as it is compared: lower case, no accents (ñ becomes n: many keyboards lack it), plain quotes and dashes,
 * single spaces.
 */
export function fold(text: string): string {
  if (plainAscii.test(text)) return spaced(text.toLowerCase().replaceAll('`', "'"));
  return tidy(
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(doubleQuotes, '"')
      .replace(singleQuotes, "'")
      .replace(dashes, '-'),
  ).normalize('NFKD');
}

/** What a word stands for; «constructor» and its like stand for nothing. */
export function lookUp<V>(words: Readonly<Record<string, V>>, said: string): V | undefined {
  const folded = fold(said);
  return Object.hasOwn(words, folded) ? words[folded] : undefined;
}

/** A quote of each kind with what it holds; a single one is no apostrophe where it stands around words. */
const quotes = /["“-‟]([^"“-‟]*)["“-‟]|«([^»]*)»|(?<!\S)['‘-‛]([^'‘-‛]+)['‘-‛](?![\p{L}\d])|[^\s"“-‟«»]+/gu;

/** The words of a text; what stands between "double", “curly”, «angle» or 'single' quotes is one. An unclosed quote is left out. */
export function tokens(text: string): Token[] {
  const found = text.matchAll(quotes);
  return [...found]
    .map((m) => {
      const inside = m[1] ?? m[2] ?? m[3];
      return { text: tidy(inside ?? m[0]), quoted: inside !== undefined };
    })
    .filter((token) => token.text !== '');
}

/** A text as it can stand between quotes in the words of a button, with its quotes and lines; `unquoted` gives it back. */
export const quoted = (text: string): string =>
  `"${text.replace(/[%\n"“-‟«»]/gu, (sign) => encodeURIComponent(sign))}"`;

/** The text that `quoted` was given; what it can't have written stays as it is. */
export function unquoted(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function tidy(text: string): string {
  return spaced(plainAscii.test(text) ? text : text.normalize('NFC').replace(invisible, ''));
}

/** Single spaces, none at the ends; most words have none at all. */
const spaced = (text: string): string => (/\s/u.test(text) ? text.replace(/\s+/gu, ' ').trim() : text);
