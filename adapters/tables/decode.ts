import { TableProblem } from './problem.ts';

// Nothing that a person types; a CSV that holds it is no text.
const binary = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;
const page = /^\s*<(?:!doctype|html|table|\?xml|meta|head)\b/i;
const otherFile = /^(?:%PDF-|\{\\rtf|SQLite format)/;

/**
 * The text of a CSV's bytes: UTF-8 with or without a mark, UTF-16 ("Texto Unicode" of Excel), or Windows-1252 ("CSV"
 * of Excel in Mexico). Throws a TableProblem for what is no text.
 */
export function decode(bytes: Uint8Array): string {
  const text = read(bytes);
  if (binary.test(text) || otherFile.test(text)) throw new TableProblem('not-a-table');
  if (page.test(text)) throw new TableProblem('web-page');
  return text;
}

function read(bytes: Uint8Array): string {
  const wide = utf16(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** By its mark, or by the zero bytes that Spanish text has in every second place. */
function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 200);
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]! += 1;
  });
  const most = sample.length / 2;
  if (sample.length >= 4 && zeros[0] === 0 && zeros[1]! > most * 0.7) return 'utf-16le';
  if (sample.length >= 4 && zeros[1] === 0 && zeros[0]! > most * 0.7) return 'utf-16be';
  return null;
}
