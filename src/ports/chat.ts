import type { Message } from '../message.ts';
import type { AccountId, Address } from './directory.ts';

/**
 * What became of a post. `unknown`: it may or may not have arrived (the platform hides it); never resent blindly.
 * A message's id names it at its address; in a person's chat it holds nothing that tells whose chat that is.
 */
export type PostOutcome =
  | { readonly status: 'sent'; readonly messageId: string }
  | { readonly status: 'no-address' }
  | { readonly status: 'refused'; readonly reason: string }
  /**
   * Not sent, try later. `why` is `limit` where nothing else is said: the platform takes no more from the bot for now;
   * `place`: this conversation alone does not; `down`: nobody answers there.
   */
  | { readonly status: 'retry'; readonly afterMs: number; readonly why?: 'limit' | 'place' | 'down' }
  | { readonly status: 'unknown'; readonly reason: string };

/** How much a platform takes of one kind of request, from one bot in one workspace or tenant. */
export interface Allowance {
  /** A second, to begin with and at most: in between the platform's refusals tell. */
  readonly start: number;
  readonly most: number;
  /** Requests at once. */
  readonly atOnce: number;
}

/** What a platform takes of messages to people. */
export interface SendingLimits {
  readonly posts: Allowance;
  readonly edits: Allowance;
  /** A message whose answer was lost and that is not there after so long, in ms, will not be there any more. */
  readonly settledAfterMs: number;
}

/** What the bot says of its own accord. Every implementation passes tests/contracts/chat.ts. */
export interface Chat {
  readonly platform: AccountId['platform'];
  /** One object for a connection: all who post through it share what the platform takes. Without it: one at a time. */
  readonly limits?: SendingLimits;
  /** `key` is the post's ledger key; platforms that can, keep it as metadata so that `find` can see it. */
  post(to: Address, message: Message, key: string): Promise<PostOutcome>;
  /**
   * Looks a claimed post up on the platform: `sent`, or `retry` where it certainly is not there; null where the platform
   * can't tell, `later` where it can't tell now.
   */
  find(to: Address, key: string): Promise<PostOutcome | null | 'later'>;
  update(to: Address, messageId: string, message: Message): Promise<PostOutcome>;
}
