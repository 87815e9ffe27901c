import { z } from 'zod';
import { contrast, legible } from './contrast.ts';

const date = z.string().date();
const text = z.string().trim().min(1);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Who confirmed a draft and when; false while nobody has. */
const confirmed = z.union([z.literal(false), z.strictObject({ by: text, on: date })]);

/** A day by which something is owed: fixed, or n business days after a period's last day. */
const due = z.union([
  z.strictObject({ on: date }),
  z.strictObject({ businessDays: z.number().int().positive(), after: date }),
]);

const occurrence = z.strictObject({
  /** What a record names to fulfil it (`2024-05`, `2024-T1`); records without a period fulfil in order. */
  id: z.string().regex(/^[\w-]{1,20}$/),
  label: text,
  due,
});

/** Kinds of entry that an activity can count. */
const countable = [
  'training.recorded',
  'letter.accepted',
  'evaluation.recorded',
  'practice.recorded',
  'donation.recorded',
  'session.held',
  'report.quarterly',
  'report.annual',
  'delivery.made',
  'card.sent',
  'committee.ratified',
  'activity.done',
] as const;
const counts = z.enum(countable);

/** What an activity's indicator really is; `formula` false where the programme defines no number. */
const measure = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('milestone'),
    counts,
    period: z.string().optional(),
    /** ratio: done / owed x 100; none: the programme defines no indicator; incomplete: its formula is broken in the source. */
    formula: z.enum(['ratio', 'none', 'incomplete']),
  }),
  z.strictObject({
    kind: z.literal('series'),
    counts,
    occurrences: z.array(occurrence).min(1),
    /** False while the dates are drafts that the committee has not decided. */
    confirmed,
  }),
  z.strictObject({
    kind: z.literal('headcount'),
    counts,
    /** ratio: people / roster x 100; count: the number alone. */
    formula: z.enum(['ratio', 'count']),
    /** Which part counts for the indicator; declared until the committee decides. */
    part: z.enum(['declared', 'accredited']).default('declared'),
    partDecided: confirmed.default(false),
  }),
  z.strictObject({ kind: z.literal('campaign'), counts: z.array(counts).min(1) }),
]);

const activity = z
  .strictObject({
    number: z.number().int().positive(),
    title: text,
    /** The programme's own words, column by column: OBJETIVO, META, INDICADOR, ACTIVIDAD (a line per paragraph). */
    objective: text,
    target: text,
    indicator: text.nullable(),
    what: text,
    start: date,
    end: date,
    risk: text.nullable(),
    measure,
    /** Counts everybody's share besides (activity 10: the target wants 100 % of the employees to take part). */
    participation: counts.optional(),
    /** What the reader should know, e.g. why an indicator is incomplete. */
    remark: text.optional(),
  })
  .refine((a) => a.start <= a.end, { message: 'ends-before-start', path: ['end'] });

const nonWorking = z
  .strictObject({
    from: date,
    to: date.optional(),
    name: text,
    /** national: a rest day by federal law; state: published by the state; vacation: whether it counts is unsure. */
    scope: z.enum(['national', 'state', 'vacation']),
    source: text,
  })
  .refine((d) => !d.to || d.from <= d.to, { message: 'ends-before-start', path: ['to'] });

const colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/);
const palette = z.strictObject({
  ground: colour,
  tones: z.tuple([colour, colour, colour]),
  headline: colour,
});
/** A picture of at most some 150 KB, inside the file itself: nothing is fetched. */
const logo = z
  .string()
  .max(200_000)
  .regex(/^data:image\/(png|jpeg|svg\+xml);base64,[A-Za-z0-9+/=]+$/);

const channel = z.strictObject({ label: text, value: text });

/** Offices that have a seat of their own in the committee. */
const seats = ['president', 'secretary', 'member'] as const;
const seat = z.enum(seats);

/** A year's programme (PAT) with all that a committee decides about it. One file, validated whole. */
export const programmeSchema = z
  .strictObject({
    schema: z.literal(1),
    id: z.string().regex(/^[a-z0-9-]{2,40}$/),
    year: z.number().int().min(2000).max(2200),
    title: text,
    committee: z.strictObject({
      id: z.string().regex(/^[a-z0-9-]{2,32}$/),
      name: text,
      institution: text,
      shortName: text,
    }),
    timeZone: text,
    /** What people call that time, e.g. «hora de Sonora». */
    timeZoneLabel: text.default('hora local'),
    approved: z.strictObject({ on: date, where: text }).nullable(),
    /** Last day of the tail in which the year's last report is still owed. */
    closes: date,
    activities: z.array(activity).min(1),
    calendar: z.strictObject({
      confirmed,
      /** Whether vacation days count as business days for a filing; null while nobody could confirm it. */
      vacationsCount: z.boolean().nullable(),
      days: z.array(nonWorking),
    }),
    integrityDay: z.strictObject({
      /** Local time at which the card goes out, and until when a late one still does. */
      at: clock,
      until: clock,
      previewBusinessDays: z.number().int().min(0),
      reminder: text,
      confirmed,
      months: z
        .array(z.strictObject({ month: z.number().int().min(1).max(12), value: text, sentence: text }))
        .length(12),
    }),
    /** The daily personal opt-in about energy. */
    powerNote: z.strictObject({ at: clock, text }),
    letter: z.strictObject({
      version: z.string().regex(/^[\w.-]{1,20}$/),
      title: text,
      paragraphs: z.array(text).min(1),
      confirmed,
    }),
    privacyNotice: z.strictObject({ text, url: z.string().url().nullable(), confirmed }),
    documents: z.array(
      z.strictObject({ id: text, title: text, url: z.string().url().nullable(), confirmed }),
    ),
    complaints: z.strictObject({ steps: z.array(text), channels: z.array(channel), confirmed }),
    questions: z.strictObject({
      answers: z.array(z.strictObject({ question: text, answer: text })),
      contact: z.array(channel),
      confirmed,
    }),
    /** Addressee of reports by dispatch date: the last one whose `from` is not after it. */
    oversight: z
      .array(
        z.strictObject({
          from: date,
          name: text,
          office: text,
          post: text,
          confirmed: confirmed.default(false),
        }),
      )
      .min(1),
    /** How pictures look: the card's paper and ink, the twelve months' colours where they are not the usual ones, a logo. */
    appearance: z
      .strictObject({
        paper: colour.default('#FBF7EF'),
        ink: colour.default('#1B2430'),
        palettes: z.array(palette).length(12).optional(),
        logo: logo.nullable().default(null),
      })
      .default({}),
    donations: z.strictObject({ recipient: text }),
    /** How many of the committee's seats make a session valid; a substitute counts for the principal. */
    quorum: z
      .strictObject({
        rule: z.enum(['half-plus-one']).default('half-plus-one'),
        seats: z
          .array(seat)
          .min(1)
          .default([...seats]),
        confirmed: confirmed.default(false),
      })
      .default({}),
    reminders: z.strictObject({
      at: clock,
      /** Days before the due date, descending; 0 is the day itself. */
      ladder: z.array(z.number().int().min(0)).min(1),
      overdueEveryDays: z.number().int().positive(),
      /** Personal reminders that the committee sends: at most so many to one person in seven days. */
      perPersonPerWeek: z.number().int().positive().default(2),
    }),
  })
  .superRefine((p, ctx) => {
    const problem = (message: Problem, ...path: (string | number)[]) =>
      ctx.addIssue({ code: 'custom', message, path });
    for (const i of repeated(p.activities.map((a) => a.number)))
      problem('repeated', 'activities', i, 'number');
    p.activities.forEach(({ measure }, i) => {
      if (measure.kind !== 'series') return;
      for (const j of repeated(measure.occurrences.map((o) => o.id)))
        problem('repeated', 'activities', i, 'measure', 'occurrences', j, 'id');
    });
    for (const i of repeated(p.integrityDay.months.map((m) => m.month)))
      problem('repeated', 'integrityDay', 'months', i, 'month');
    for (const i of repeated(p.documents.map((d) => d.id))) problem('repeated', 'documents', i, 'id');
    p.reminders.ladder.forEach((days, i, all) => {
      if (i > 0 && days >= all[i - 1]!) problem('not-descending', 'reminders', 'ladder', i);
    });
    if (p.integrityDay.until <= p.integrityDay.at) problem('ends-before-start', 'integrityDay', 'until');
    const { paper, ink, palettes = [] } = p.appearance;
    if (contrast(paper, ink) < legible) problem('low-contrast', 'appearance', 'ink');
    palettes.forEach(({ headline }, i) => {
      if (contrast(paper, headline) < legible)
        problem('low-contrast', 'appearance', 'palettes', i, 'headline');
    });
    if (p.closes < `${p.year}-12-31`) problem('closes-within-year', 'closes');
    try {
      new Intl.DateTimeFormat('en', { timeZone: p.timeZone });
    } catch {
      problem('unknown-time-zone', 'timeZone');
    }
  });

/** What the schema's own rules find wrong; the words for it are in texts/programme.ts. */
export type Problem =
  | 'repeated'
  | 'not-descending'
  | 'ends-before-start'
  | 'closes-within-year'
  | 'low-contrast'
  | 'unknown-time-zone';

/** Places of the values that stood before already. */
function repeated(values: readonly (string | number)[]): number[] {
  return values.flatMap((value, i) => (values.indexOf(value) < i ? [i] : []));
}

export type Programme = z.infer<typeof programmeSchema>;
export type Activity = Programme['activities'][number];
export type Measure = Activity['measure'];
export type DueRule = z.infer<typeof due>;
export type Occurrence = z.infer<typeof occurrence>;
export type Countable = (typeof countable)[number];
export type Calendar = Programme['calendar'];
