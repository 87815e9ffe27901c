import { z } from 'zod';
import type { Standing } from '../ports/metrics.ts';
import { sheetContent } from '../sheets/content.ts';

const row = z.object({
  row: z.number().int(),
  cells: z.array(z.string()).readonly(),
  bare: z.array(z.number().int()).readonly().optional(),
});

/** What the server's command line can ask of the data; over the local socket or in the same process. */
export const operationSchema = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('import-roster'),
    rows: z.array(row).readonly(),
    complete: z.boolean(),
    simulate: z.boolean(),
    /** What was typed to confirm that many people leave. */
    typed: z.string().optional(),
    /** Numbers of people who were forgotten and are taken in again. */
    readmit: z.array(z.string()).readonly().optional(),
  }),
  z.strictObject({
    op: z.literal('import-records'),
    rows: z.array(row).readonly(),
    simulate: z.boolean(),
    accredited: z.boolean(),
  }),
  /** The way back in when nobody holds the secretary's office. */
  z.strictObject({
    op: z.literal('grant-role'),
    number: z.string().min(1).max(100),
    role: z.string().max(40),
  }),
  z.strictObject({
    op: z.literal('forget-person'),
    number: z.string().min(1).max(100),
    /** Number of the oficio of the Unidad de Transparencia. */
    oficio: z.string().min(1).max(200).nullable(),
    simulate: z.boolean(),
    /** What was typed to confirm it where there is no oficio. */
    typed: z.string().optional(),
  }),
  z.strictObject({ op: z.literal('sheet'), sheet: z.number().int().positive() }),
  z.strictObject({
    op: z.literal('add-evidence'),
    /** A file with its name, or a link. */
    content: z.union([
      z.strictObject({ name: z.string().max(1000), base64: z.string() }),
      z.strictObject({ link: z.string().max(2000) }),
    ]),
    note: z.string().max(500),
    /** An activity's number, a folio or a sheet (`hoja 231`). */
    target: z.string().max(100),
    on: z.string().date().nullable(),
  }),
  z.strictObject({ op: z.literal('list-evidence') }),
  z.strictObject({ op: z.literal('status') }),
]);

export type Operation = z.infer<typeof operationSchema>;

/** How the bot stands; instants in seconds since 1970. */
const standing = z.object({
  entries: z.number(),
  storageOk: z.boolean(),
  paused: z.boolean(),
  lastTick: z.number().nullable(),
  lastBackup: z.number().nullable(),
  platforms: z.array(z.object({ name: z.string(), ok: z.boolean() })).readonly(),
}) satisfies z.ZodType<Standing>;

export const resultSchema = z.object({
  ok: z.boolean(),
  lines: z.array(z.string()),
  /** Words to type before it is done. */
  confirm: z.string().optional(),
  today: z.string().optional(),
  standing: standing.optional(),
  /** Why nothing could be recorded. */
  failed: z.string().optional(),
  sheet: sheetContent.optional(),
});
export type OperationResult = z.infer<typeof resultSchema>;
