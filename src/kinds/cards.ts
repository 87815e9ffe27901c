import { z } from 'zod';
import { date, int, note, text } from './fields.ts';

const sentence = z.string().min(1).max(600);
const revised = {
  period: text,
  revision: int.positive(),
  before: z.strictObject({ value: text, sentence }),
  reason: note,
};

/** The month's cards: what they say, before and after they went out, and what people did with them. */
export const cardKinds = {
  'card.changed': z.strictObject({ period: text, value: text, sentence }),
  'card.paused': z.strictObject({ period: text, paused: z.boolean() }),
  /**
   * A card that went out says something else from now on, everywhere; `before` is what it said. `revision` counts what
   * became of a month's card since it went out, from 1.
   */
  'card.corrected': z.strictObject({ ...revised, value: text, sentence }),
  /** A card that went out is taken back: its messages say so. It went out all the same. */
  'card.withdrawn': z.strictObject(revised),
  /** After a withdrawal: another card for the same day. */
  'card.renewed': z.strictObject({ ...revised, value: text, sentence }),
  'card.personal': z.strictObject({ on: z.boolean() }),
  'card.acknowledged': z.strictObject({ period: text }),
  'card.later': z.strictObject({ period: text, on: date }),
} as const;
