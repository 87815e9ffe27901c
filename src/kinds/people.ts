import { z } from 'zod';
import { date, note, text } from './fields.ts';

export const roles = ['president', 'secretary', 'member', 'substitute', 'liaison', 'unit-lead'] as const;
export type RoleName = (typeof roles)[number];

/** Who is on the plantilla, who holds which office, and what people chose for themselves. */
export const peopleKinds = {
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
} as const;
