import { visible } from '../texts/visible.ts';

/** A text that somebody wrote, as it is kept: in NFC, spaces collapsed, without what cannot be seen. */
export function legible(text: string): string {
  // Blanks first: a line break that is left out would join two words, and one sign may go between two blanks.
  return visible(text.replace(/\s+/gu, ' ')).replace(/ +/gu, ' ').trim();
}

/** The same for a text of several lines. */
export const legibleLines = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/u)
    .map(legible)
    .join('\n')
    .trim();
