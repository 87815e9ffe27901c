import { z } from 'zod';
import { date, int, note, part, text, textRef } from './fields.ts';

export const donationThings = ['caps', 'food', 'clothes', 'blankets', 'other'] as const;
export const practices = ['recycling', 'reforestation', 'cleaning', 'paper', 'energy', 'other'] as const;
export type DonationThing = (typeof donationThings)[number];
export type PracticeName = (typeof practices)[number];

const given = z.strictObject({
  thing: z.enum(donationThings),
  unit: z.enum(['g', 'pieces']),
  amount: int.positive(),
});

/** What is recorded with a folio, and what becomes of such a record. */
export const recordKinds = {
  'training.recorded': z.strictObject({ course: text, minutes: int.positive().nullable(), part }),
  'letter.accepted': z.strictObject({ version: text, textHash: z.string(), part }),
  'evaluation.recorded': z.strictObject({ year: int, part }),
  'donation.recorded': given,
  'practice.recorded': z.strictObject({ practice: z.enum(practices) }),
  'session.held': z.strictObject({}),
  'session.extraordinary': z.strictObject({}),
  'report.quarterly': z.strictObject({ period: text }),
  'report.annual': z.strictObject({ period: text }),
  /** An addendum to a report, sent. */
  'report.addendum': z.strictObject({ report: z.enum(['quarterly', 'annual']), period: text }),
  'delivery.made': z.strictObject({
    grams: int.positive().nullable(),
    pieces: int.positive().nullable(),
    /** What it was made of, where that was said; grams and pieces are its sums. */
    items: z
      .array(given)
      .min(1)
      .max(donationThings.length * 2)
      .optional(),
  }),
  /** The committee has everybody thanked for what was delivered. */
  'delivery.thanked': z.strictObject({ of: text }),
  'activity.done': z.strictObject({ activity: int.positive(), note }),
  'committee.ratified': z.strictObject({}),
  /** Happened on the day of the session that made it. */
  'agreement.made': z.strictObject({
    text: textRef,
    owner: z.string().nullable(),
    due: date.nullable(),
    /** Day of that session, null where none is recorded. */
    session: date.nullable(),
  }),
  'card.sent': z.strictObject({ period: text, by: z.enum(['bot', 'committee']) }),
  'figure.official': z.strictObject({ activity: int.positive(), number: int.min(0), source: text, note }),
  /** `replacedBy`: folio of the record that was made in its place in the same step. */
  'record.voided': z.strictObject({ of: text, reason: note, replacedBy: text.optional() }),
  /** A declared record that a sheet, certificate or list proves; `on` false takes that back. */
  'record.accredited': z.strictObject({ of: text, on: z.boolean() }),
} as const;
