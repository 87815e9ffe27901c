import { askedOfEach, missingOf, sorted } from '../activities/pending.ts';
import { smallestUnit } from '../activities/progress.ts';
import { localDate } from '../calendar.ts';
import { seenByAll } from '../forecast.ts';
import type { Paper, PaperTable } from '../papers/paper.ts';
import type { ExportsPage } from '../ports/board-pages.ts';
import { progress } from '../progress.ts';
import { csvLine } from '../reports/inert.ts';
import { boardTexts as texts } from '../texts/board.ts';
import { explain, figure, statusNames } from '../texts/progress.ts';
import { type BoardScope, unitsOf } from './activity.ts';
import { boardReports } from './reports.ts';

const { files, sheets } = texts;

/** The files that hold all of the ledger, or of its folios; they are no papers. */
export const [ledgerFile, foliosFile] = [files.ledger.name, files.folios.name];

/** What a reader can take away. */
export const exportsPage = (scope: BoardScope): ExportsPage => ({
  page: 'exports',
  reports: boardReports(scope),
  files: [
    files.progress,
    files.folios,
    ...(scope.reader === 'committee' ? [files.pending] : []),
    files.ledger,
  ],
});

/** A paper by its name, with what this reader may see, to be worked out; null where there is none such. */
export function exportOf(scope: BoardScope, name: string): (() => Paper) | null {
  const workbook = (...tables: PaperTable[]): Paper => ({ type: 'workbook', name, tables });
  if (name === files.progress.name) return () => workbook(progressTable(scope), unitsTable(scope));
  if (name === files.pending.name && scope.reader === 'committee') return () => workbook(pendingTable(scope));
  return null;
}

const progressTable = (scope: BoardScope): PaperTable => ({
  sheet: sheets.progress,
  header: sheets.progressHeader,
  widths: [6, 44, 16, 12, 12, 12, 40, 90],
  rows: progress(scope).map((p) => [
    p.activity.number,
    p.activity.title,
    statusNames[p.status],
    p.numerator,
    p.denominator,
    p.percent,
    figure(p),
    explain(p),
  ]),
});

const unitsTable = (scope: BoardScope): PaperTable => ({
  sheet: sheets.units,
  header: sheets.unitsHeader,
  widths: [6, 44, 44, 22, 12, 12],
  rows: scope.programme.activities
    .filter((a) => askedOfEach(a) !== null)
    .flatMap((a) =>
      (scope.reader === 'committee'
        ? unitsOf(scope, a)
        : seenByAll(unitsOf(scope, a), (u) => u.of, smallestUnit)
      ).map((u) => [a.number, a.title, u.unit, u.did, u.of, u.share]),
    ),
});

/**
 * Every folio as a line of a CSV file, in the order recorded, in which they lie: of many years they are more than a
 * workbook, or memory, holds.
 */
export function* folioLines({ view, programme }: Pick<BoardScope, 'view' | 'programme'>): Generator<string> {
  // Excel takes a file for UTF-8 by this sign.
  yield `\ufeff${csvLine(sheets.foliosHeader)}`;
  for (const [, { folio, kind, occurredOn, recordedAt, voided }] of view.records.entries()) {
    const recordedOn = localDate(new Date(recordedAt), programme.timeZone);
    yield csvLine([folio, texts.kinds[kind] ?? kind, occurredOn, recordedOn, voided ?? '']);
  }
}

const pendingTable = (scope: BoardScope): PaperTable => ({
  sheet: sheets.pending,
  header: sheets.pendingHeader,
  widths: [6, 44, 44, 20, 40],
  rows: scope.programme.activities
    .filter((a) => askedOfEach(a) !== null && a.start <= scope.asOf)
    .flatMap((a) =>
      sorted(scope, missingOf(scope, a)).map(({ number, name, unit }) => [
        a.number,
        a.title,
        unit,
        number,
        name,
      ]),
    ),
});
