import { z } from 'zod';
import type { Body } from '../entry.ts';
import { programmeSchema } from '../programme/schema.ts';
import { date, hash, int, part, text } from './fields.ts';

/** A whole programme as its file would have it. */
const programmeContent = z.custom<Body>((value) => programmeSchema.safeParse(value).success);

/** Programmes, and what the committee decided or confirmed in them. */
export const programmeKinds = {
  'part.decided': z.strictObject({ activity: int.positive(), part }),
  /** The file that the bot runs with; `content` is what it said, so that the ledger alone tells it. */
  'programme.adopted': z.strictObject({
    programme: text,
    sha256: z.string(),
    content: programmeContent.optional(),
  }),
  /** Next year's programme while the committee works on it; the newest stands, and nothing of it counts. */
  'programme.drafted': z.strictObject({ programme: text, sha256: hash, content: programmeContent }),
  'programme.discarded': z.strictObject({ programme: text }),
  /** A version that is in force from `from` on, the day on which it happens; SHA-256 of its canonical form. */
  'programme.changed': z.strictObject({
    programme: text,
    from: date,
    /** Day of the session that decided it, and the folio of its agreement. */
    session: date.nullable(),
    agreement: text.nullable(),
    sha256: hash,
    content: programmeContent,
  }),
  'calendar.confirmed': z.strictObject({
    programme: text,
    vacationsCount: z.boolean().nullable(),
    /** SHA-256 of the days that were confirmed. */
    days: hash.optional(),
  }),
  'letter.confirmed': z.strictObject({ version: text, textHash: z.string() }),
} as const;
