import { z } from 'zod';
import { fileTypeNames } from '../evidence/types.ts';
import { frozenSchema } from '../reports/figures.ts';
import { hash, int, note, salt, text, textRef } from './fields.ts';

const figures = { figures: frozenSchema, salt };
/** What a piece of evidence is: a stored file or a link. Names and links can tell of people, so they lie outside. */
const content = {
  file: hash.nullable(),
  link: note,
  name: note,
  type: z.enum(fileTypeNames).nullable(),
  bytes: int.min(0),
};

/** Reports as they were handed over and sent, and what proves that something was done. */
export const paperKinds = {
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
} as const;
