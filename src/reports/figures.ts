import { z } from 'zod';
import { type FigureName, figureNames } from './types.ts';

const figure = z.number().nullable();
const figuresSchema = z.strictObject(
  Object.fromEntries(figureNames.map((n) => [n, figure])) as Record<FigureName, typeof figure>,
);
const count = z.number().int().min(0);

/** The figures of a report as they were handed over or sent: what the ledger keeps of it. */
export const frozenSchema = z.strictObject({
  kind: z.enum(['quarterly', 'annual']),
  period: z.string(),
  /** The day that the report carries. */
  dispatch: z.string().date(),
  cut: z.string().date(),
  headcount: count,
  /** Where the ledger ended. */
  head: z.strictObject({ seq: count, hash: z.string() }),
  activities: z.array(z.strictObject({ number: z.number().int(), figures: figuresSchema })),
  complaints: z
    .array(z.strictObject({ period: z.string(), received: count, inProcess: count, concluded: count }))
    .nullable(),
  /** Numbers of the evidence that went with it. */
  evidence: z.array(z.string()),
});
export type Frozen = z.infer<typeof frozenSchema>;
export type Figures = Frozen['activities'][number]['figures'];
