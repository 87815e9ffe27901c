import type { FileType } from '../evidence/types.ts';
import type { Frozen } from '../reports/figures.ts';

/** A stored file or a link that proves something; `name` and `link` are ids of free texts. */
export interface EvidenceContent {
  /** SHA-256 */
  readonly file: string | null;
  readonly link: string | null;
  readonly name: string | null;
  readonly type: FileType | null;
  readonly bytes: number;
  /** Day of what it proves. */
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly actor: string;
}

/** A piece of evidence under its number, of an activity of a programme or of a record. */
export interface Evidence extends EvidenceContent {
  /** `2024-E-0001`, the year of recording. */
  readonly id: string;
  readonly programme: string | null;
  readonly activity: number | null;
  readonly folio: string | null;
  /** Id of a free text. */
  readonly note: string | null;
  /** The message with whose files it came. */
  readonly batch: string | null;
  /** The sheet whose scan it is. */
  readonly sheet: number | null;
  /** What it was before it was replaced, the oldest first. */
  readonly earlier: readonly EvidenceContent[];
  /** Day on which it was taken away; it stays in the history. */
  readonly removedOn: string | null;
}

/** A file that was sent and belongs to nothing yet; `name` is the id of a free text. */
export interface Waiting {
  readonly batch: string;
  readonly file: string;
  readonly name: string;
  readonly type: FileType;
  readonly bytes: number;
}

/** What a report's letter says from a day on; `text` is the id of a free text. */
export interface LetterDetail {
  readonly from: string;
  readonly text: string;
}

/** A report that was handed over in the chat. */
export interface MadeReport {
  readonly on: string;
  readonly figures: Frozen;
}

/** What a report that was sent said. */
export interface SentReport {
  readonly from: 'made' | 'registered';
  /** Day of registration. */
  readonly on: string;
  readonly figures: Frozen;
}

/** The oversight office's own form, since a day; `name` and `unknown` are ids of free texts. */
export interface ReportTemplate {
  readonly on: string;
  readonly file: string;
  readonly name: string | null;
  readonly bytes: number;
  readonly unknown: string | null;
}
