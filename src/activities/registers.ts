import { type Ask, bySteps, type Command, type Outcome, refuse, say } from '../ask.ts';
import { fold } from '../input/words.ts';
import type { Paper } from '../papers/paper.ts';
import { type ListLine, recordList } from '../records/list.ts';
import type { Steps } from '../steps.ts';
import { became, shownLines, registersTexts as texts } from '../texts/registers.ts';
import { cellError } from '../texts/roster.ts';
import { unreadable } from '../texts/uploads.ts';
import { tableBytes, type Upload } from '../uploads.ts';

/**
 * `registros [acreditado]` with a table: what each row would become, and a button that records all of them or none. The
 * list of commands is handed in: it contains this one.
 */
export function registers(commands: () => readonly Command[]): Command {
  return {
    words: ['registros'],
    may: 'committee',
    takesTable: true,
    run(ask) {
      const [first, second] = ask.tokens.map((t) => t.text);
      const accredited = ask.tokens.some((t) => /^-{0,2}acreditad[oa]s?$/.test(fold(t.text)));
      if (fold(first ?? '') === 'confirmar')
        return bySteps(confirm(ask, commands(), ask.uploaded(second ?? ''), accredited));
      return ask.upload ? bySteps(preview(ask, commands(), ask.upload, accredited)) : refuse(texts.how());
    },
  };
}

function* preview(
  ask: Ask,
  commands: readonly Command[],
  { table, name, token }: Upload,
  accredited: boolean,
): Steps<Outcome> {
  if (!table.ok) return refuse(texts.unreadable(name, unreadable(table, tableBytes)));
  const read = yield* recordList(ask, commands, table.rows, accredited);
  if (!read.ok) return refuse(texts.errors(read.errors.map(cellError)));
  if (read.refused > 0)
    return { ...refuse(texts.refused(read.lines)), papers: inFull(ask, read.lines, false) };
  const words = `registros confirmar ${token}${accredited ? ' acreditado' : ''}`;
  return { ...say(texts.preview(read.lines, words, accredited)), papers: inFull(ask, read.lines, false) };
}

function* confirm(
  ask: Ask,
  commands: readonly Command[],
  upload: Upload | null,
  accredited: boolean,
): Steps<Outcome> {
  if (!upload?.table.ok) return refuse(texts.gone());
  const read = yield* recordList(ask, commands, upload.table.rows, accredited);
  if (!read.ok) return refuse(texts.errors(read.errors.map(cellError)));
  if (read.refused > 0) return refuse(texts.refused(read.lines));
  const { drafts, texts: kept, lines } = read;
  const by = ask.who.person?.name ?? null;
  return { ...say(texts.done(lines, by)), drafts, texts: kept, papers: inFull(ask, lines, true) };
}

/** A workbook of all rows, where the message shows only the first. */
function inFull(ask: Ask, lines: readonly ListLine[], done: boolean): Paper[] {
  if (lines.length <= shownLines) return [];
  const rows = lines.map((l) => [l.row, l.number, l.name, l.words, became(l, done), l.folio]);
  const table = { sheet: texts.sheet, header: texts.header, rows, widths: [8, 16, 36, 50, 50, 18] };
  return [{ type: 'workbook', name: texts.file(ask.today), tables: [table] }];
}
