/**
 * What nobody sees and yet changes what is seen or done: control characters but line feed and tab, changes of direction,
 * zero-width and other signs that Unicode lets be ignored, halves of surrogate pairs, what is no character.
 */
const hidden = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** The joiner and the variation selector that belong to an emoji. */
const ofEmoji =
  /(?<=(?:\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier}))\u200d(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic})\ufe0f|\ufe0f(?=\u20e3)/gu;

/** A text of which all can be seen, in NFC; every text that leaves the bot or is kept is one. */
export function visible(text: string): string {
  const kept = new Set([...text.matchAll(ofEmoji)].map(({ index }) => index));
  return text.replace(hidden, (sign, at: number) => (kept.has(at) ? sign : '')).normalize('NFC');
}

/** The same for every text in data that is a tree of plain values. */
export const visibleAll = <T>(data: T): T =>
  JSON.parse(JSON.stringify(data), (_, value) => (typeof value === 'string' ? visible(value) : value)) as T;

/** The first characters of a text, `most` code units at most, none torn apart. */
export function beginning(text: string, most: number): string {
  const cut = text.slice(0, most);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
