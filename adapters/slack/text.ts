import { clean, isBlank } from '../common/clean.ts';

const combining = /\p{M}|\p{Emoji_Modifier}|\u200d/u;

/** Slack's three control characters escaped, which is all that its text fields need against pings and links. */
export function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Length as Slack may count it: after escaping, which it does to plain text as well. */
export function slackLength(text: string): number {
  let length = text.length;
  for (const sign of text) length += sign === '&' ? 4 : sign === '<' || sign === '>' ? 3 : 0;
  return length;
}

/** How much of `text`, from `start`, fits in `max` of Slack's characters without tearing a character apart. */
function fitting(text: string, start: number, max: number): number {
  let used = 0;
  let end = start;
  while (end < text.length) {
    const sign = String.fromCodePoint(text.codePointAt(end) ?? 0);
    used += slackLength(sign);
    if (used > max) break;
    end += sign.length;
  }
  if (end >= text.length) return text.length;
  // A family emoji or an accented letter stays whole where its beginning is near.
  let whole = end;
  for (let steps = 0; steps < 16 && whole > start; steps++) {
    const next = String.fromCodePoint(text.codePointAt(whole) ?? 0);
    const before = text.charCodeAt(whole - 1);
    if (!combining.test(next) && before !== 0x200d) return whole;
    whole -= before >= 0xdc00 && before <= 0xdfff ? 2 : 1;
  }
  return end;
}

/** Cleaned text of at most `max` of Slack's characters; what is cut off shows as "…". Blank text gives `empty`. */
export function clip(text: string, max: number, empty = '—'): string {
  const cleaned = clean(text);
  if (isBlank(cleaned)) return empty;
  if (slackLength(cleaned) <= max) return cleaned;
  const head = cleaned.slice(0, fitting(cleaned, 0, max - 1)).trimEnd();
  return `${head}…`;
}

/** Cleaned text in pieces of at most `max` of Slack's characters, broken at lines or spaces where that is near. */
export function pieces(text: string, max: number): string[] {
  const cleaned = clean(text);
  const found: string[] = [];
  let start = 0;
  while (start < cleaned.length) {
    let end = fitting(cleaned, start, max);
    if (end <= start) end = start + 1;
    if (end < cleaned.length) {
      const piece = cleaned.slice(start, end);
      const soft = Math.max(piece.lastIndexOf('\n'), piece.lastIndexOf(' '));
      if (soft > max / 2) end = start + soft + 1;
    }
    const piece = cleaned.slice(start, end);
    if (!isBlank(piece)) found.push(piece.trimEnd());
    start = end;
  }
  return found;
}
