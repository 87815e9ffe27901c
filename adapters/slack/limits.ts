import type { SendingLimits } from '../../src/ports/chat.ts';

/**
 * Slack's documented limits (docs.slack.dev/reference/block-kit, and the comments of @slack/types); texts in
 * characters, lists in items.
 */
export const limits = {
  /** Blocks of a message, of a modal and of App Home. */
  messageBlocks: 50,
  viewBlocks: 100,
  header: 150,
  plainText: 3000,
  buttonsPerRow: 25,
  buttonText: 75,
  buttonValue: 2000,
  imageUrl: 3000,
  imageAlt: 2000,
  linkUrl: 3000,
  viewTitle: 24,
  viewButton: 24,
  privateMetadata: 3000,
  inputLabel: 2000,
  inputHint: 2000,
  inputMax: 3000,
  options: 100,
  optionGroups: 100,
  optionText: 75,
  optionValue: 150,
  groupLabel: 75,
  /** The top-level text: more than 4,000 is refused by chat.update (msg_too_long). */
  fallbackText: 3000,
  /** Bytes of the files of one answer that are uploaded; Slack takes more, but they pass through memory. */
  uploadBytes: 25 * 1024 * 1024,
} as const;

/**
 * What Slack takes of messages to people (docs.slack.dev/apis/web-api/rate-limits, "Web API Special Tier" and "Posting
 * messages"; reference/methods/chat.postMessage, "Rate limits"). A channel or direct message: one a second. A workspace:
 * "several hundred messages per minute" and no number, so we begin at 300, and its refusals tell the rest. chat.update is
 * of tier 3, "50+ per minute".
 */
export const sendingLimits: SendingLimits = {
  posts: { start: 5, most: 20, atOnce: 20 },
  edits: { start: 0.8, most: 5, atOnce: 5 },
  settledAfterMs: 10_000,
};

/** What a whole message or view may hold: blocks, characters of text, characters of JSON. */
export interface Budget {
  readonly blocks: number;
  readonly text: number;
  readonly json: number;
}

/**
 * Slack refuses long messages as a whole (msg_blocks_too_long) and publishes no number. People measured
 * (slackapi/bolt-js issues 2509 and 2867) that 9,597 characters of text in 15,561 of JSON pass and 11,341 in 17,694
 * do not, so we stay below what passed. A view takes more.
 */
export const messageBudget: Budget = { blocks: limits.messageBlocks, text: 9000, json: 15_000 };
export const viewBudget: Budget = { blocks: limits.viewBlocks, text: 40_000, json: 100_000 };
