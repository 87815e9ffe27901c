/** What no reader sees and some stores refuse: control characters, halves of surrogate pairs, changes of direction. */
const unreadable = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/** A text that somebody wrote, as it is kept: in NFC, spaces collapsed, without what cannot be read. */
export function legible(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').replace(unreadable, '').replace(/ +/gu, ' ').trim();
}

/** The same for a text of several lines. */
export const legibleLines = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map(legible)
    .join('\n')
    .trim();
