import type { Scope, Status } from '../owed.ts';
import type { BoardReader, OverviewPage } from '../ports/board-pages.ts';
import { progress } from '../progress.ts';
import { boardTexts as texts } from '../texts/board.ts';
import { rosterOn } from '../view/roster.ts';
import { allDates, concernOf, lineOf } from './lines.ts';

const mostNext = 6;
const order: readonly Status[] = ['late', 'at-risk', 'on-track', 'done', 'not-started', 'undefined'];

/** The programme at a glance: how many stand where, what is late and why, what comes next, every activity. */
export function overviewPage(scope: Scope, reader: BoardReader['kind']): OverviewPage {
  const all = progress(scope);
  const count = (status: Status) => all.filter((p) => p.status === status).length;
  const urgent = [...all].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
  // A headcount that is complete owes nothing any more.
  const done = new Set(all.filter((p) => p.status === 'done').map((p) => p.activity.number));
  return {
    page: 'overview',
    headline: texts.headline(count('late'), count('at-risk'), all.length),
    counts: order.flatMap((status) => {
      const n = count(status);
      return n === 0 ? [] : [{ status, n, name: texts.counts[status][n === 1 ? 0 : 1] }];
    }),
    concerns: urgent.flatMap((p) => concernOf(scope, p, reader) ?? []),
    next: allDates(scope)
      .filter((d) => d.state === 'open' && !done.has(d.number))
      .slice(0, mostNext),
    lines: all.map((p) => lineOf(p, scope.asOf)),
    roster: texts.roster(rosterOn(scope.view, scope.asOf).size, scope.asOf),
  };
}
