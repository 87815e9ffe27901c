import type { SheetData } from 'write-excel-file/node';
import writeXlsx from 'write-excel-file/node';
import { shortDate } from '../texts/format.ts';
import { annexTexts as texts } from '../texts/report-papers.ts';
import { inertXlsx as inert } from './inert.ts';
import type { Annex, Mark } from './roster.ts';

const head = (value: string) => ({
  value: inert(value),
  type: String,
  fontWeight: 'bold' as const,
  backgroundColor: '#DDE3EE',
  wrap: true,
  alignVertical: 'center' as const,
});
const text = (value: string) => ({ value: inert(value), type: String });
const words: Record<Mark, string> = { yes: texts.yes, no: texts.no, off: texts.off };

/**
 * The annex as XLSX: who is on the roster, one column a headcount, and a sheet whose COUNTIF formulas give the report's
 * figures beside those figures themselves.
 */
export function annexXlsx(annex: Annex): Promise<Buffer> {
  const sheets = [
    {
      data: rosterSheet(annex),
      sheet: texts.roster,
      orientation: 'landscape' as const,
      stickyRowsCount: 1,
      columns: [{ width: 16 }, { width: 38 }, { width: 34 }, ...annex.columns.map(() => ({ width: 22 }))],
    },
    {
      data: figuresSheet(annex),
      sheet: texts.figures,
      orientation: 'landscape' as const,
      columns: [{ width: 36 }, { width: 20 }, { width: 14 }, { width: 14 }, { width: 11 }, { width: 11 }],
    },
  ];
  return writeXlsx(sheets, { fontFamily: 'Arial', fontSize: 10 }).toBuffer();
}

function rosterSheet({ columns, rows }: Annex): SheetData {
  const header = [
    texts.number,
    texts.name,
    texts.unit,
    ...columns.map((c) => texts.column(c.activity.number, c.activity.title, c.cut)),
  ];
  return [
    header.map(head),
    ...rows.map((r) => [text(r.number), text(r.name), text(r.unit), ...r.marks.map((m) => text(words[m]))]),
  ];
}

function figuresSheet({ on, columns, rows }: Annex): SheetData {
  const last = rows.length + 1;
  const range = (i: number) => `${texts.roster}!${letterOf(i + 3)}2:${letterOf(i + 3)}${last}`;
  const count = (i: number, mark: Mark) => `COUNTIF(${range(i)},"${words[mark]}")`;
  const formula = (value: string) => ({ value: `=${value}`, type: 'Formula' as const });
  return [
    texts.header.map(head),
    ...(rows.length === 0 ? [] : columns).map((c, i) => [
      text(`${c.activity.number}. ${c.activity.title}`),
      text(shortDate(c.cut)),
      formula(count(i, 'yes')),
      formula(`${count(i, 'yes')}+${count(i, 'no')}`),
      { value: c.numerator, type: Number },
      { value: c.roster, type: Number },
    ]),
    [],
    [{ ...text(texts.note(on)), columnSpan: 6, wrap: true, height: 48, alignVertical: 'top' as const }],
  ];
}

/** A column's letters; 0 is A. */
const letterOf = (i: number): string =>
  i < 26 ? String.fromCharCode(65 + i) : `${letterOf(Math.floor(i / 26) - 1)}${letterOf(i % 26)}`;
