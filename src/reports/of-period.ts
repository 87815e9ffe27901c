import { complaintsOf } from '../activities/complaint-figures.ts';
import type { Programme } from '../programme/schema.ts';
import type { People } from '../roster/identify.ts';
import type { Steps } from '../steps.ts';
import type { View } from '../view.ts';
import type { EvidenceFile } from './bundle.ts';
import { reportData } from './data.ts';
import { evidenceFiles } from './evidence.ts';
import { letterheadOn } from './letterhead.ts';
import { spanOf } from './period.ts';
import type { ComplaintCounts, Letterhead, ReportData, ReportType } from './types.ts';

export interface Reading {
  readonly programme: Programme;
  readonly view: View;
  readonly people: Pick<People, 'byId'>;
  /** What somebody wrote, by its id; null once it was erased. */
  readonly textOf: (id: string) => string | null;
}

/** A report, in steps, as of a day with all that the ledger holds for it; `letterhead` beats what was recorded, `exact` shows small counts. */
export function* reportOf(
  { programme, view, people, textOf }: Reading,
  type: ReportType,
  asOf: string,
  { letterhead = {}, exact = true }: { readonly letterhead?: Letterhead; readonly exact?: boolean } = {},
): Steps<{ readonly data: ReportData; readonly evidence: readonly EvidenceFile[] }> {
  const span = spanOf(programme, type, asOf);
  const evidence = evidenceFiles({ programme, view, span, textOf });
  const data = yield* reportData({
    ...{ programme, view, people, asOf, type, evidence, exact },
    complaints: complaintsIn(view, programme.year, type),
    letterhead: { ...letterheadOn(view, textOf, type.period, asOf), ...letterhead },
  });
  return { data, evidence };
}

/** The counts of the report's quarter, or of the year's four; null where nobody recorded any. */
function complaintsIn(view: View, year: number, type: ReportType): ComplaintCounts[] | null {
  const periods = type.kind === 'quarterly' ? [type.period] : [1, 2, 3, 4].map((n) => `${year}-T${n}`);
  const counts = periods.flatMap((period) => {
    const found = complaintsOf(view, period);
    if (found === null) return [];
    const { received, inProcess, concluded } = found;
    return [{ period, received, inProcess, concluded }];
  });
  return counts.length === 0 ? null : counts;
}
