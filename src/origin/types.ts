import type { CountedRecord } from '../counted.ts';
import type { Progress } from '../progress.ts';
import type { Figures } from '../reports/figures.ts';
import type { Change, ReportType } from '../reports/types.ts';
import type { Rec } from '../view/shapes.ts';

/** Somebody who counts for a figure, with the records that make it so, the oldest first. */
export interface Counted {
  readonly person: string;
  /** Unit on the day of the roster; null for somebody who was on none by then. */
  readonly unit: string | null;
  readonly records: readonly CountedRecord[];
}

/** A figure as a report or an addendum that was sent said it, and the same as it is known now. */
export interface Reported {
  readonly type: ReportType;
  readonly addendum: boolean;
  readonly folio: string;
  readonly on: string;
  readonly cut: string;
  /** Null where nobody knows what it said. */
  readonly figures: Figures | null;
  readonly today: Figures;
  readonly change: Change | null;
}

/** Where the figure of an activity comes from. */
export interface Origin {
  readonly progress: Progress;
  /** Who counts; null where the figure counts no people. */
  readonly people: readonly Counted[] | null;
  /** Records of the committee that count beside what is owed: more than planned, extraordinary, noted in a campaign. */
  readonly beside: readonly Rec[];
  /** Folio of the official figure. */
  readonly official: string | null;
  readonly reported: readonly Reported[];
}

/** A line of the list of who counts. */
export interface CountedLine {
  readonly number: string;
  readonly name: string;
  readonly unit: string;
  readonly folio: string;
  readonly on: string;
  /** How many records more the same person has. */
  readonly more: number;
}
