import type { Json } from '../entry.ts';

/** A programme's file as the bot last had it. */
export interface Adopted {
  /** Of the file's text. */
  readonly sha256: string;
  /** Instant at which the bot first had the programme, whatever its file then. */
  readonly since: string;
  /** Null where an older program adopted it, which did not keep it. */
  readonly content: Json | null;
  /** Day on which a file came that says other things than the committee's newest version, which is in force. */
  readonly overruled: string | null;
}

/** A programme as the committee changed it, in force from a day on. */
export interface Version {
  readonly from: string;
  /** Day of the session that decided it. */
  readonly session: string | null;
  /** Folio of its agreement. */
  readonly agreement: string | null;
  /** Of the content's canonical form. */
  readonly sha256: string;
  readonly recordedAt: string;
  readonly content: Json;
}

/** Next year's programme while the committee works on it. */
export interface YearDraft {
  readonly sha256: string;
  readonly content: Json;
  readonly on: string;
  readonly by: string;
}
