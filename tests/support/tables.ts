import { readTable } from '../../adapters/tables/read.ts';
import { workbookXlsx } from '../../src/papers/workbook.ts';
import type { Reply, SentFile } from '../../src/request.ts';
import { contentOf } from './bot.ts';

/** The rows of the table that an answer handed out, the header first. */
export async function rowsOf(reply: Reply): Promise<string[][]> {
  const [file] = reply.attachments ?? [];
  if (!file) throw new Error(`no table in: ${reply.message.summary}`);
  const read = await readTable(await contentOf(file), file.name);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.rows.map((r) => [...r.cells]);
}

/** A table as somebody saves it in a spreadsheet, to be sent with words. */
export async function sentTable(rows: readonly (readonly string[])[]): Promise<{ files: SentFile[] }> {
  const [header = [], ...body] = rows;
  const bytes = await workbookXlsx([
    { sheet: 'Hoja1', header, rows: body.map((r) => r.map((c) => c || null)) },
  ]);
  const open = async () =>
    (async function* () {
      yield bytes as Uint8Array;
    })();
  return { files: [{ name: 'tabla.xlsx', bytes: bytes.length, open }] };
}

/** Rows with one cell changed: by what its row begins with, and its column's header. */
export function withCell(
  rows: readonly (readonly string[])[],
  first: string | readonly string[],
  header: string,
  value: string,
): string[][] {
  const column = rows[0]!.indexOf(header);
  const starts = typeof first === 'string' ? [first] : first;
  const at = rows.findIndex((r, i) => i > 0 && starts.every((s, j) => r[j] === s));
  if (at < 0 || column < 0) throw new Error(`no such cell: ${starts.join('/')} ${header}`);
  // A row ends with its last cell that is not empty.
  return rows.map((r, i) =>
    i === at ? rows[0]!.map((_, j) => (j === column ? value : (r[j] ?? ''))) : [...r],
  );
}
