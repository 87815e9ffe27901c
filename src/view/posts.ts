export interface Post {
  readonly status: 'planned' | 'claimed' | 'sent' | 'no-address' | 'refused' | 'unknown' | 'missed';
  readonly platform: 'slack' | 'teams' | null;
  readonly to: string | null;
  readonly messageId: string | null;
  readonly covers: readonly string[];
  /** How often it was claimed: by whoever sends it, again after a crash or when the committee wants it resent. */
  readonly claims: number;
  /** The platform's code where it did not take it. */
  readonly reason?: string;
}

/** A post that did not arrive as far as anybody knows, since when. */
export interface Trouble {
  readonly status: Post['status'];
  readonly on: string;
}

/** A batch of reminders to those who are missing, by whom and since when; `people` is how many have a row in it. */
export interface Asking {
  readonly activity: number;
  readonly unit: string | null;
  readonly by: string;
  readonly key: string;
  /** Day of its newest row. */
  readonly on: string;
  readonly people: number;
}

/** A month's card as the committee changed it. */
export interface CardChange {
  readonly value?: string;
  readonly sentence?: string;
  readonly paused?: boolean;
  /** What became of it since it went out, in order. */
  readonly revisions?: readonly Revision[];
}

/** A correction or withdrawal of a card that went out, or another card instead of one that was withdrawn. */
export interface Revision {
  readonly n: number;
  readonly what: 'corrected' | 'withdrawn' | 'renewed';
  readonly on: string;
  readonly recordedAt: string;
  /** Person id. */
  readonly by: string;
  /** What it said before. */
  readonly value: string;
  readonly sentence: string;
  /** Id of a text. */
  readonly reason: string | null;
  readonly key: string;
  /** How many messages have a row for being changed. */
  readonly messages: number;
}
