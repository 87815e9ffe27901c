/** What the bench tells the process that floods. */
export interface FloodOrder {
  readonly url: string;
  readonly perSecond: number;
  readonly ms: number;
}

/** What the process with the bot tells at the end. */
export interface TargetReport {
  /** Lines of the log about refused requests, and how many requests they count. */
  readonly lines: number;
  readonly refused: number;
  readonly ms: number;
}
