import { z } from 'zod';
import { clock, date, hash, int, note, salt, text } from './fields.ts';

const count = int.min(0).max(9999);
const counts = { received: count, inProcess: count, concluded: count };

/** The committee's own work: courses, sheets, sessions, agreements, and who else may look at the board. */
export const committeeKinds = {
  'course.opened': z.strictObject({
    course: text,
    minutes: int.positive().nullable(),
    unit: text.nullable(),
    /** Where it is for several units. */
    units: z.array(text).max(200).optional(),
    /** Person ids, beside the units. */
    people: z.array(z.string()).max(1000).optional(),
    open: z.boolean(),
  }),
  /** A sheet for signatures with its people in the order of its rows. */
  'sheet.issued': z.strictObject({
    sheet: int.positive(),
    activity: int.positive(),
    unit: text,
    people: z.array(z.string()).min(1).max(1000),
    course: text.nullable(),
    date: date.nullable(),
    /** A letter for each person, a page each, instead of one list. */
    letters: z.literal(true).optional(),
  }),
  /** Which rows of a sheet came back; a sheet may come back in parts. Happened on the day that it is of. */
  'sheet.returned': z.strictObject({ sheet: int.positive(), rows: z.array(int.positive()).min(1).max(1000) }),
  /** Whoever says so sends a sheet's picture next. */
  'scan.awaited': z.strictObject({ sheet: int.positive() }),
  /** `session`: `ordinary/<occurrence>` or `extraordinary/<day on which it is planned>`; without `place` the one before stays. */
  'session.planned': z.strictObject({ session: text, date, time: clock.nullable(), place: note }),
  'session.convened': z.strictObject({ session: text, date, time: clock.nullable() }),
  /** Who attended, by person id; the newest of a session stands. */
  'session.attended': z.strictObject({
    extraordinary: z.boolean(),
    present: z.array(z.string()).max(200),
  }),
  'agreement.done': z.strictObject({ of: text, done: z.boolean() }),
  'agreement.moved': z.strictObject({ of: text, due: date }),
  /** Counts alone, never a case; the newest of a quarter stands. */
  'complaints.counted': z.strictObject({ period: text, ...counts, salt }),
  /** Somebody from outside may look at the board, and nothing else, up to a day; of the link only its hash is here. */
  'audit.granted': z.strictObject({ audit: int.positive(), until: date, token: hash }),
  'audit.revoked': z.strictObject({ audit: int.positive() }),
  'channel.claimed': z.strictObject({
    platform: z.enum(['slack', 'teams']),
    audience: z.enum(['committee', 'general']),
    channel: text,
  }),
} as const;
