import type { Paper } from '../papers/paper.ts';
import type { People } from '../roster/identify.ts';
import type { Steps } from '../steps.ts';
import type { ReportTemplate } from '../view/papers.ts';
import { type Reading, reportOf } from './of-period.ts';
import { annexOf } from './roster.ts';
import { templateOf } from './template-chat.ts';
import type { Letterhead, ReportData, ReportType } from './types.ts';

type ReportPaper = Extract<Paper, { type: 'report' }>;

interface Ordering extends Reading {
  readonly people: Pick<People, 'byId' | 'list'>;
  readonly now: Date;
}

export interface Ordered {
  readonly data: ReportData;
  readonly paper: ReportPaper;
  readonly template: ReportTemplate | null;
}

/** A report as of a day as a paper to be made, in steps: the one of the chat, of the board and of the command line. */
export function* orderReport(
  reading: Ordering,
  type: ReportType,
  on: string,
  how: { readonly exact: boolean; readonly letterhead?: Letterhead },
): Steps<Ordered> {
  const { data, evidence } = yield* reportOf(reading, type, on, how);
  const template = templateOf(reading);
  const paper: ReportPaper = {
    type: 'report',
    data,
    annex: annexOf(data, reading.view, reading.people),
    evidence,
    at: reading.now.toISOString(),
    ...(template && { template: { sha256: template.file } }),
  };
  return { data, paper, template };
}

/** The same report for whoever may know no names: without annex, letter, evidence and who signs it; small counts are hidden. */
export function withoutNames({ at, data }: ReportPaper): ReportPaper {
  const signatories = data.signatories.map(({ role }) => ({ role, name: null }));
  return {
    type: 'report',
    data: { ...data, exact: false, signatories, evidence: [] },
    annex: null,
    evidence: [],
    at,
  };
}
