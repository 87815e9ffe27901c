import { z } from 'zod';
import type { Body } from './entry.ts';
import { fileTypeNames } from './evidence/types.ts';
import { postKinds } from './kinds-posts.ts';
import { programmeSchema } from './programme/schema.ts';
import { frozenSchema } from './reports/figures.ts';

const int = z.number().int();
const date = z.string().date();
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const count = int.min(0).max(9999);
const text = z.string().min(1).max(200);
/** A free text kept outside the ledger: its id and salted hash. */
const textRef = z.strictObject({ id: z.string(), hash: z.string() });
const note = textRef.nullable();
/** So that nobody who has an entry's hash alone finds small counts by trying; left out by programs of before. */
const salt = text.optional();
const counts = { received: count, inProcess: count, concluded: count };
const figures = { figures: frozenSchema, salt };
const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** What a piece of evidence is: a stored file or a link. Names and links can tell of people, so they lie outside. */
const content = {
  file: hash.nullable(),
  link: note,
  name: note,
  type: z.enum(fileTypeNames).nullable(),
  bytes: int.min(0),
};
const sentence = z.string().min(1).max(600);
const revised = {
  period: text,
  revision: int.positive(),
  before: z.strictObject({ value: text, sentence }),
  reason: note,
};
const part = z.enum(['declared', 'accredited']);
/** A whole programme as its file would have it. */
const programmeContent = z.custom<Body>((value) => programmeSchema.safeParse(value).success);

export const donationThings = ['caps', 'food', 'clothes', 'blankets', 'other'] as const;
export const practices = ['recycling', 'reforestation', 'cleaning', 'paper', 'energy', 'other'] as const;
export const roles = ['president', 'secretary', 'member', 'substitute', 'liaison', 'unit-lead'] as const;
export type RoleName = (typeof roles)[number];
export type DonationThing = (typeof donationThings)[number];
export type PracticeName = (typeof practices)[number];

/** Every kind of entry with the shape of its body; amounts are integers (grams, pieces, minutes). */
export const kinds = {
  'training.recorded': z.strictObject({ course: text, minutes: int.positive().nullable(), part }),
  'letter.accepted': z.strictObject({ version: text, textHash: z.string(), part }),
  'evaluation.recorded': z.strictObject({ year: int, part }),
  'donation.recorded': z.strictObject({
    thing: z.enum(donationThings),
    unit: z.enum(['g', 'pieces']),
    amount: int.positive(),
  }),
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
      .array(
        z.strictObject({
          thing: z.enum(donationThings),
          unit: z.enum(['g', 'pieces']),
          amount: int.positive(),
        }),
      )
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
  'part.decided': z.strictObject({ activity: int.positive(), part }),

  'roster.joined': z.strictObject({ unit: text }),
  'roster.moved': z.strictObject({ unit: text }),
  'roster.left': z.strictObject({}),
  /** Personal data were erased; the facts stay under the opaque id. `oficio` is that of the Unidad de Transparencia. */
  'person.forgotten': z.strictObject({ oficio: text.nullable() }),
  /** A person's whole time on the roster as it should have been recorded; the newest stands. */
  'roster.corrected': z.strictObject({
    stints: z.array(z.strictObject({ unit: text, from: date, to: date.nullable() })).max(100),
    reason: note,
  }),
  'role.granted': z.strictObject({
    role: z.enum(roles),
    unit: text.nullable(),
    /** Person id whose place a substitute takes. */
    standsFor: z.string().optional(),
    /** Day of the session that decided it. */
    session: date.optional(),
  }),
  'role.ended': z.strictObject({ role: z.enum(roles), unit: text.nullable() }),
  /** The server's command line gave an office back; the committee is told. */
  'access.restored': z.strictObject({ role: z.enum(roles) }),
  'membership.requested': z.strictObject({}),
  'absence.set': z.strictObject({ until: date.nullable() }),
  'power-note.chosen': z.strictObject({ on: z.boolean() }),

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
  /** What a report's letter says from that day on; the number of oficio is of one report. */
  'report.detail': z.strictObject({
    what: z.enum(['oficio', 'legend', 'place']),
    period: text.nullable(),
    text: textRef,
  }),
  /** A report was handed over in the chat with these figures. */
  'report.made': z.strictObject(figures),
  /** An addendum was handed over in the chat, with these figures of the report. */
  'addendum.made': z.strictObject(figures),
  /** A report or an addendum that was sent, by its folio, said this: what was handed over before, or what was known when it was registered. */
  'report.frozen': z.strictObject({ of: text, from: z.enum(['made', 'registered']), ...figures }),
  /** The oversight office's own form, a stored DOCX; null puts it away. `unknown`: its placeholders that nothing stands for. */
  'report.template': z.strictObject({
    file: hash.nullable(),
    name: note,
    bytes: int.min(0),
    unknown: note,
  }),
  /** A file that somebody sent, while it is not said where it belongs. */
  'file.received': z.strictObject({
    batch: text,
    file: hash,
    name: textRef,
    type: z.enum(fileTypeNames),
    bytes: int.min(0),
  }),
  'file.discarded': z.strictObject({ batch: text }),
  /** Happened on the day of what it proves; belongs to an activity of a programme or to a record. */
  'evidence.added': z.strictObject({
    id: text,
    programme: text.nullable(),
    activity: int.positive().nullable(),
    folio: text.nullable(),
    ...content,
    note,
    batch: text.nullable(),
    /** The sheet whose scan it is. */
    sheet: int.positive().optional(),
  }),
  'evidence.replaced': z.strictObject({ of: text, ...content }),
  'evidence.removed': z.strictObject({ of: text, reason: note }),

  /** Somebody from outside may look at the board, and nothing else, up to a day; of the link only its hash is here. */
  'audit.granted': z.strictObject({ audit: int.positive(), until: date, token: hash }),
  'audit.revoked': z.strictObject({ audit: int.positive() }),

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
  'channel.claimed': z.strictObject({
    platform: z.enum(['slack', 'teams']),
    audience: z.enum(['committee', 'general']),
    channel: text,
  }),
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

  ...postKinds,

  /** The ledger up to here comes from a backup; nothing goes out by itself until that is confirmed. */
  'ledger.restored': z.strictObject({
    backup: text,
    takenAt: z.string().datetime(),
    /** Entries that the replaced ledger had beyond the backup; null where it could not be read to its end. */
    lost: int.min(0).nullable(),
    /**
     * Numbers that nobody gets: those after `from`, the backup's last of a series, up to `to`, the highest that anybody
     * can have been told. A series is `2024-CAP`, `2024-E`, `sheet` or `asking`.
     */
    jumps: z.array(z.strictObject({ series: text, from: int.min(0), to: int.positive() })),
  }),
  /** `of`: the restore's entry; `said`: whether what had come due went out. */
  'restoration.confirmed': z.strictObject({ of: int.positive(), said: z.boolean() }),
} as const satisfies Record<string, z.ZodType<Body>>;

export type Kind = keyof typeof kinds;
export type BodyOf<K extends Kind> = z.infer<(typeof kinds)[K]>;

/** The three letters that a kind's folios carry (contract); kinds without a folio are not here. */
export const folioLetters = {
  'training.recorded': 'CAP',
  'letter.accepted': 'CAR',
  'donation.recorded': 'DON',
  'practice.recorded': 'PRA',
  'evaluation.recorded': 'EVA',
  'session.held': 'SES',
  'session.extraordinary': 'SES',
  'report.quarterly': 'INF',
  'report.annual': 'INF',
  'report.addendum': 'INF',
  'delivery.made': 'ENT',
  'activity.done': 'CUM',
  'figure.official': 'CUM',
  'card.sent': 'TAR',
  'committee.ratified': 'COM',
  'agreement.made': 'ACU',
  'record.voided': 'ANU',
} as const satisfies Partial<Record<Kind, string>>;

export type RecordKind = keyof typeof folioLetters;

/** Whether this program knows a kind of entry; a newer one may have more. */
export const isKind = (kind: string): kind is Kind => Object.hasOwn(kinds, kind);

/** Whether a kind of entry carries a folio. */
export function isRecordKind(kind: string): kind is RecordKind {
  return Object.hasOwn(folioLetters, kind);
}

/** A number as folio: `2024-CAP-000012`. */
export function folio(year: number, kind: RecordKind, n: number): string {
  return `${year}-${folioLetters[kind]}-${String(n).padStart(6, '0')}`;
}

/** A folio as people write it (any case, leading zeros optional), in its canonical form; null when it isn't one. */
export function readFolio(text: string): string | null {
  const plain = text.trim().replace(/[\u2010-\u2015\u2212]/gu, '-');
  const m = /^(\d{4})-([a-z]{3})-(\d{1,9})$/i.exec(plain);
  return m ? `${m[1]}-${m[2]!.toUpperCase()}-${m[3]!.padStart(6, '0')}` : null;
}
