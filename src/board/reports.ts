import type { Paper } from '../papers/paper.ts';
import type { BoardReader, BoardReport } from '../ports/board-pages.ts';
import { orderReport, withoutNames } from '../reports/order.ts';
import { spanOf } from '../reports/period.ts';
import { programmeFor } from '../reports/programme-for.ts';
import { begun, type KnownReport, reportsOf } from '../reports/which.ts';
import { afterwards, type Steps } from '../steps.ts';
import { boardTexts } from '../texts/board.ts';
import { bundleTexts } from '../texts/report-papers.ts';
import { reportTitle } from '../texts/reports.ts';
import type { BoardScope } from './activity.ts';

const { names } = bundleTexts;
const { reports: texts } = boardTexts;

/** A report's files: to read, to edit, and for the committee all of it. */
const filesOf = (period: string, reader: BoardReader['kind']): BoardReport['files'] => [
  { name: `${names.report}-${period}.pdf`, label: texts.pdf },
  { name: `${names.report}-${period}.docx`, label: texts.docx },
  ...(reader === 'committee' ? [{ name: names.zip(period), label: texts.whole }] : []),
];

/** The reports that can be made on the board's day, the newest period first. */
const known = ({ view, programme, asOf }: BoardScope): KnownReport[] => {
  const where = { view, programme, today: asOf };
  return reportsOf(where)
    .filter(({ type }) => begun(where, type))
    .sort((a, b) => b.type.period.localeCompare(a.type.period));
};

/** The same as lines of the page. */
export function boardReports(scope: BoardScope): BoardReport[] {
  return known(scope).map(({ type, due, record }) => {
    const programme = programmeFor({ ...scope, today: scope.asOf }, type)!;
    const { to } = spanOf(programme, type, scope.asOf);
    return {
      title: reportTitle(type),
      about: record
        ? texts.sent(record.occurredOn, record.folio)
        : to >= scope.asOf
          ? texts.draft(to)
          : texts.over(to, due, due !== null && due < scope.asOf),
      files: filesOf(type.period, scope.reader),
    };
  });
}

/**
 * The report that a file is of, as a paper to be made: the committee's is the chat's, small counts for its secretary alone;
 * an auditor's names nobody. Null where the file is none of a report's.
 */
export function reportPaper(
  scope: BoardScope,
  file: string,
  { exact, now }: { readonly exact: boolean; readonly now: Date },
): { readonly key: string; readonly paper: () => Steps<Paper> } | null {
  const report = known(scope).find(({ type }) =>
    filesOf(type.period, scope.reader).some((f) => f.name === file),
  );
  if (!report) return null;
  const { type } = report;
  const programme = programmeFor({ ...scope, today: scope.asOf }, type)!;
  return {
    key: JSON.stringify([type.period, scope.reader, exact]),
    paper: () =>
      afterwards(orderReport({ ...scope, programme, now }, type, scope.asOf, { exact }), ({ paper }) =>
        scope.reader === 'committee' ? paper : withoutNames(paper),
      ),
  };
}
