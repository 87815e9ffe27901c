import type { SentFile } from '../../src/request.ts';

/** A file as a platform hands it over; counts how often it was fetched. */
export function sent(
  name: string,
  content: Uint8Array | string,
  claims?: number | null,
): SentFile & { opened: number } {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const file = {
    name,
    bytes: claims === undefined ? bytes.length : claims,
    opened: 0,
    async open() {
      file.opened += 1;
      return (async function* () {
        for (let from = 0; from < bytes.length; from += 65_536) yield bytes.subarray(from, from + 65_536);
      })();
    },
  };
  return file;
}

/** A table as CSV, the first line its header. */
export const csv = (...lines: readonly (readonly string[])[]): string =>
  lines
    .map((cells) => cells.map((c) => (/[",\n]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join(','))
    .join('\n');
