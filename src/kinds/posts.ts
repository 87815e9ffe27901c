import { z } from 'zod';
import { int, text } from './fields.ts';

/** Kinds of entry that tell what the bot says of its own accord: to whom, and what became of it. */
export const postKinds = {
  /** The committee asks those who are missing; each of them has a `post.planned` row in the same batch of entries. */
  'asking.started': z.strictObject({
    activity: int.positive(),
    unit: text.nullable(),
    batch: int.positive(),
  }),

  'post.planned': z.strictObject({ post: text }),
  'post.claimed': z.strictObject({
    post: text,
    platform: z.enum(['slack', 'teams']),
    /** Channel id, or person id for a personal message. */
    to: text,
    /** What the message says, so that it is not said again. */
    covers: z.array(text),
  }),
  'post.settled': z.strictObject({
    post: text,
    status: z.enum(['sent', 'no-address', 'refused', 'unknown']),
    messageId: z.string().nullable(),
    reason: z.string().max(200).nullable(),
  }),
  /** A message that was said is edited in place; `covers` says what it tells now. */
  'post.edited': z.strictObject({ post: text, covers: z.array(text) }),
  /** `covers`: what it would have said, where that is not to be said any more. */
  'post.missed': z.strictObject({ post: text, covers: z.array(text).optional() }),
} as const;
