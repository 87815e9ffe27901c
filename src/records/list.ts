import type { Ask, Command, Outcome } from '../ask.ts';
import { together } from '../bulk.ts';
import { tokens } from '../input/words.ts';
import type { Row } from '../ports/tables.ts';
import type { CellError } from '../roster/cells.ts';
import type { Steps } from '../steps.ts';
import { register as texts } from '../texts/committee.ts';
import { type Asked, recordEach, registered, type What } from './each.ts';
import { recordRows } from './import.ts';

/** What became of a row of a list, in words. */
export interface ListLine {
  readonly row: number;
  readonly number: string;
  readonly name: string | null;
  /** As somebody would type it. */
  readonly words: string;
  readonly what: What;
  readonly folio: string | null;
  readonly said: string;
}

export type ListRead =
  | { readonly ok: false; readonly errors: readonly CellError[] }
  | ({ readonly ok: true; readonly lines: readonly ListLine[]; readonly refused: number } & Pick<
      Outcome,
      'drafts' | 'texts'
    >);

/**
 * A list of records made on paper, by whatever way it came: what each row becomes, as `registrar` would take it, and what is
 * recorded if all of them can be. Pure: the caller shows it or does it; with a refused row there is nothing to record.
 */
export function* recordList(
  ask: Ask,
  commands: readonly Command[],
  rows: readonly Row[],
  accredited: boolean,
): Steps<ListRead> {
  const read = yield* recordRows(rows, ask.today);
  const errors = read.flatMap((r) => ('problems' in r ? r.problems : []));
  if (errors.length > 0) return { ok: false, errors };
  const items = read.flatMap((r) => ('problems' in r ? [] : [{ ...r, of: registered(ask, r.number) }]));
  const known = items.flatMap(({ row, words, of }) => {
    const [word, ...said] = tokens(words);
    return of === null ? [] : [{ row, person: of.id, word: word!.text, said }];
  });
  const done = yield* recordEach<Asked & { row: number }>(ask, commands, known, accredited);
  const byRow = new Map(done.map((d) => [d.item.row, d]));
  const lines = items.map(({ row, number, words, of }): ListLine => {
    const found = byRow.get(row);
    const { what, folio, reply } = found ?? {
      what: 'refused' as const,
      folio: null,
      reply: texts.noPerson(number),
    };
    return { row, number, name: of?.name ?? null, words, what, folio, said: reply.summary };
  });
  const refused = lines.filter((l) => l.what === 'refused').length;
  return { ok: true, lines, refused, ...(refused > 0 ? { drafts: [], texts: [] } : together(done)) };
}
