import type { Entry } from '../entry.ts';

/** What became of a request: something was recorded, it was answered, its form was refused, or the store failed. */
export type RequestOutcome = 'recorded' | 'answered' | 'refused' | 'failed';

/** How the bot stands now, for a monitor; instants in seconds since 1970, null while there is none. */
export interface Standing {
  readonly entries: number;
  readonly storageOk: boolean;
  readonly paused: boolean;
  readonly lastTick: number | null;
  readonly lastBackup: number | null;
  readonly platforms: readonly { readonly name: string; readonly ok: boolean }[];
}

/** Counts of one committee for a monitor. Nothing in it tells of a person. */
export interface Counts {
  /** `command` is a command's own first word, or `unknown`. */
  request(command: string, outcome: RequestOutcome): void;
  appended(entries: readonly Entry[], seconds: number): void;
}

export interface Metrics {
  /** The counts of a committee; null where it is the only one, and needs no label. */
  of(committee: string | null): Counts;
  text(): Promise<{ readonly type: string; readonly body: string }>;
}
