import type { Change, ComplaintCounts, Evidence, ReportData } from './types.ts';

/** An addendum without words: what changed since a report was sent, and the evidence that came later. */
export interface AddendumData {
  /** The report as of the day that the sent one carries, as it is known now; `dispatch` is the addendum's own day. */
  readonly data: ReportData;
  /** The report, the figures that it is compared with, and the addendum that told these where one did. */
  readonly sent: {
    readonly folio: string;
    readonly on: string;
    readonly cut: string;
    readonly seq: number;
    readonly addendum: { readonly folio: string; readonly on: string } | null;
  };
  readonly changes: readonly Change[];
  /** Counts of complaints as sent, null where they did not change. */
  readonly complaintsBefore: readonly ComplaintCounts[] | null;
  readonly later: readonly Evidence[];
}
