/**
 * Whether a text has a word. Of a longer number, a fraction or a hash the digits do not count: a port, a size or an
 * instant may hold anybody's number by chance.
 */
export const mentions = (text: string, word: string): boolean =>
  /^\d+$/.test(word)
    ? new RegExp(`(?<![\\da-f.])${word}(?![\\da-f]|\\.\\d)`).test(text)
    : text.includes(word);
