import { clean, isBlank } from '../common/clean.ts';

const graphemes = new Intl.Segmenter('es', { granularity: 'grapheme' });

/**
 * Text that Teams shows as it is: control and direction signs are taken out, and the three spellings that clients
 * act on (mentions, date functions, markdown outside of RichTextBlock) are broken up or avoided by the renderer.
 */
export function inert(text: string): string {
  return clean(text)
    .replace(/<(?=\s*\/?\s*at\b)/gi, '<\u200b')
    .replace(/\{(?=\{)/g, '{\u200b');
}

/** The text up to `max` characters, never inside of a letter or an emoji; what is cut off shows as "…". */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, max * 2))) {
    if (index + segment.length > max - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}

/** One line of inert text of at most `max` characters; blank text gives `empty`. */
export function line(text: string, max: number, empty = '—'): string {
  const one = inert(text).replace(/\s+/g, ' ').trim();
  return isBlank(one) ? empty : cut(one, max);
}

/** Inert text in paragraphs of at most `max` characters, broken at its own lines, else at spaces. */
export function paragraphs(text: string, max: number): string[] {
  return inert(text)
    .split('\n')
    .filter((row) => !isBlank(row))
    .flatMap((row) => pieces(row.trimEnd(), max));
}

function pieces(text: string, max: number): string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const head = cut(rest, max).slice(0, -1);
    const soft = head.lastIndexOf(' ');
    // A "letter" of thousands of combining marks is torn apart, though not inside of a code point.
    const hard = head.length > 0 ? head.length : max - (/[\ud800-\udbff]/.test(rest[max - 1] ?? '') ? 1 : 0);
    const end = soft > max / 2 ? soft : hard;
    found.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? found : [...found, rest];
}
