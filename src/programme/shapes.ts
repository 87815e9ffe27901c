/** Something that the committee should look at before it approves a programme. */
export type Flag =
  /** A day that is owed falls on one on which nobody works. */
  | { readonly what: 'non-working'; readonly activity: number; readonly label: string; readonly on: string }
  /** The dates of a series are nobody's decision yet. */
  | { readonly what: 'dates'; readonly activity: number; readonly title: string }
  /** A text names another year than the programme's. */
  | {
      readonly what: 'year';
      readonly activity: number;
      readonly column: Column;
      readonly years: readonly string[];
    }
  | {
      readonly what: 'incomplete';
      readonly activity: number;
      readonly title: string;
      readonly indicator: string;
    }
  | { readonly what: 'no-indicator'; readonly activities: readonly number[] }
  /** Which part of a headcount counts is not decided. */
  | { readonly what: 'part'; readonly activities: readonly number[] }
  /** People who signed this version of the letter before count as they are. */
  | { readonly what: 'letter'; readonly activity: number; readonly version: string }
  /** Days that the state publishes are not in the calendar. */
  | { readonly what: 'state-days' }
  | { readonly what: 'unconfirmed'; readonly part: Part };

export type Column = 'title' | 'objective' | 'target' | 'indicator' | 'what';
export const unconfirmedParts = [
  'calendar',
  'months',
  'letter',
  'privacy',
  'documents',
  'complaints',
  'questions',
  'addressee',
  'quorum',
] as const;
export type Part = (typeof unconfirmedParts)[number];

/** What is wrong with a cell; the words for it are in texts/programme-tables.ts. */
export type CellProblem =
  | 'no-column'
  | 'empty'
  | 'too-long'
  | 'date'
  | 'outside-year'
  | 'ends-before-start'
  | 'unknown-row'
  | 'repeated'
  | 'activity-number'
  | 'missing-row'
  | 'one-of'
  | 'one-due'
  | 'business-days'
  | 'id'
  | 'link'
  | 'no-rows';

export interface CellError {
  /** As the spreadsheet shows it, from 1. */
  readonly row: number;
  /** Letter of the column, null where the row as a whole is meant. */
  readonly column: string | null;
  readonly header: string | null;
  readonly problem: CellProblem;
  readonly said: string;
  /** What would be right, where that is a list. */
  readonly options?: readonly string[];
}

/** One line of a difference; `header` is null where a whole row came or went. */
export interface Difference {
  readonly row: string;
  readonly header: string | null;
  readonly before: string | null;
  readonly after: string | null;
}
