import type { SendingLimits } from '../../src/ports/chat.ts';

/**
 * What Teams takes, and what we choose below it. Bytes of UTF-8, characters of text, items of lists.
 * Sources: learn.microsoft.com, "Format your bot messages" (a message over 100 KB in UTF-16 is refused, 80 KB is
 * advised), "Teams connector" (28 KB for cards posted through it), "Cards reference" (six actions).
 */
export const limits = {
  /** The whole activity as JSON: 28 KB less what the SDK adds (addresses, ids). */
  activity: 27_000,
  summary: 1000,
  /** One paragraph; longer text goes on in the next one. */
  paragraph: 2000,
  /** One text of a message. */
  text: 12_000,
  label: 200,
  heading: 300,
  alt: 1000,
  url: 2000,
  actionsPerSet: 6,
  buttonTitle: 80,
  optionTitle: 200,
  /** What a button or form stands for; cutting it would change what it means. */
  words: 2000,
  formTitle: 200,
  placeholder: 300,
  /** What a field is filled with beforehand. */
  value: 4000,
  /** A form that goes along in its own button, so that it can be shown again with what was wrong. */
  formData: 6000,
} as const;

/**
 * What Teams takes of messages to people (learn.microsoft.com, "Optimize your bot with rate limiting"): 50 requests a
 * second for an app in a tenant, of every kind; in a conversation 7 a second, 60 in 30 s and 1,800 an hour, which one
 * message to each never reaches. "As the exact values of rate limits are subject to change", its refusals tell the rest.
 * We leave room for answers.
 */
export const sendingLimits: SendingLimits = {
  posts: { start: 40, most: 48, atOnce: 100 },
  edits: { start: 10, most: 20, atOnce: 40 },
  // Teams does not show what arrived.
  settledAfterMs: 0,
};
