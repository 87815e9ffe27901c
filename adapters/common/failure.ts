import type { PostOutcome } from '../../src/ports/chat.ts';

/** What became of a post that was not sent. */
export type Failure = Exclude<PostOutcome, { status: 'sent' }>;

/** Errors of a connection that never came about, so that nothing can have been sent. */
export const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
]);
